package io.portrait.serving.models;

import io.portrait.ingest.JournalReader;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The progress of the global models of this instance. */
@Component
public class GlobalModelStatus {

    private final ModelBundle serving;
    private final GlobalModelProjection projection;
    private final JournalReader journal;

    GlobalModelStatus(ModelBundle serving, GlobalModelProjection projection, JournalReader journal) {
        this.serving = serving;
        this.projection = projection;
        this.journal = journal;
    }

    /**
     * The progress of the models.
     *
     * @param ready whether they have learned the whole journal once
     * @param position the journal position that they have learned
     * @param waiting journal positions that they have not learned yet
     * @param generation the number of removals that they were learned after
     * @param newestGeneration the number of all removals so far
     * @param relearnedPosition the position of the models that learn the journal again; empty if there are none
     */
    public record ModelProgress(
            boolean ready,
            long position,
            long waiting,
            long generation,
            long newestGeneration,
            Optional<Long> relearnedPosition) {}

    /** The progress now; one statement. */
    public ModelProgress progress() {
        long position = serving.position();
        return new ModelProgress(
                serving.isComplete(),
                position,
                Math.max(0, journal.lastPosition() - position),
                Math.max(0, serving.generation()),
                projection.generation(),
                projection.relearning().map(ModelBundle::position));
    }
}
