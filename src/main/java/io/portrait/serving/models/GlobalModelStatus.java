package io.portrait.serving.models;

import io.portrait.ingest.JournalReader;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The progress of the global models of this instance. */
@Component
public class GlobalModelStatus {

    private static final String SEARCH_CLICK = "search-click";

    private final ModelBundle serving;
    private final GlobalModelProjection projection;
    private final SearchClickScorer searchClicks;
    private final SearchClickProjection searchProjection;
    private final JournalReader journal;
    private final Clock clock;

    GlobalModelStatus(
            ModelBundle serving,
            GlobalModelProjection projection,
            SearchClickScorer searchClicks,
            SearchClickProjection searchProjection,
            JournalReader journal,
            Clock clock) {
        this.serving = serving;
        this.projection = projection;
        this.searchClicks = searchClicks;
        this.searchProjection = searchProjection;
        this.journal = journal;
        this.clock = clock;
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

    /**
     * The lag of a model behind the journal.
     *
     * @param model the name of the model
     * @param waiting journal positions that it had not learned when its projection last looked
     * @param asOf the time before which it has learned every accepted event; empty just after a start
     * @param lag the age of that time
     */
    public record ModelLag(String model, long waiting, Optional<Instant> asOf, Optional<Duration> lag) {}

    /** The lag of each model; reads memory only. */
    public List<ModelLag> lags() {
        return Stream.concat(
                        ModelBundle.MODEL_NAMES.stream().map(model -> lag(model, projection.waiting(), serving.asOf())),
                        Stream.of(lag(SEARCH_CLICK, searchProjection.waiting(), searchClicks.asOf())))
                .toList();
    }

    /** The names of the models. */
    static List<String> names() {
        return Stream.concat(ModelBundle.MODEL_NAMES.stream(), Stream.of(SEARCH_CLICK))
                .toList();
    }

    private ModelLag lag(String model, long waiting, Optional<Instant> asOf) {
        Instant now = clock.instant();
        return new ModelLag(model, waiting, asOf, asOf.map(time -> nonNegative(Duration.between(time, now))));
    }

    private static Duration nonNegative(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}
