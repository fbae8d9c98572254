package io.portrait.serving.models;

import io.portrait.ingest.JournalEntry;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * All global models that are projected from the journal. They have one position and one generation, and are stored and loaded
 * together. Changed by the thread of {@link GlobalModelProjection} only.
 */
@Component
class ModelBundle {

    /** Must rise when the projection derives other examples from the same entries. */
    private static final int VERSION = 2;

    private static final long NO_GENERATION = -1;

    private final NextItemPredictor nextItemPredictor;
    private final RiskScorer riskScorer;
    private final ClickPredictor clickPredictor;
    private final RatingPredictor ratingPredictor;
    private final List<StoredModel<?>> models;
    private volatile long position;
    private long generation = NO_GENERATION;

    ModelBundle(
            NextItemPredictor nextItemPredictor,
            RiskScorer riskScorer,
            ClickPredictor clickPredictor,
            RatingPredictor ratingPredictor) {
        this.nextItemPredictor = nextItemPredictor;
        this.riskScorer = riskScorer;
        this.clickPredictor = clickPredictor;
        this.ratingPredictor = ratingPredictor;
        this.models =
                List.of(nextItemPredictor.model(), riskScorer.model(), clickPredictor.model(), ratingPredictor.model());
    }

    /** Identifies the examples, the byte layouts and the configurations of the models. */
    String fingerprint() {
        return models.stream()
                .map(StoredModel::fingerprint)
                .collect(Collectors.joining("; ", "examples " + VERSION + "; ", ""));
    }

    /** The position of the last journal entry that the models have learned; 0 before the first. */
    long position() {
        return position;
    }

    /** The models have learned all entries up to a position. */
    void advanceTo(long newPosition) {
        position = newPosition;
    }

    /** The generation of the journal that the models have learned. */
    long generation() {
        return generation;
    }

    /** A check whether the models belong to some generation, so that they may be stored. */
    boolean isValid() {
        return generation != NO_GENERATION;
    }

    /** Marks the models as incomplete: they must be loaded again before anything is learned or stored. */
    void invalidate() {
        generation = NO_GENERATION;
    }

    /** Empties all models for a generation. */
    void reset(long newGeneration) {
        models.forEach(StoredModel::reset);
        position = 0;
        generation = newGeneration;
    }

    /** Learns journal entries in all models. */
    void learn(List<JournalEntry> entries, EntryItems items, BackgroundThrottle throttle) {
        EntryExamples examples = new EntryExamples(items);
        throttle.run(() -> {
            riskScorer.learn(entries);
            examples.adEvents(entries).forEach(clickPredictor::learn);
        });
        throttle.runInChunks(examples.ratings(entries), RatingPredictor.MAX_PER_LOCK, ratingPredictor::learn);
        throttle.runInChunks(examples.interactions(entries), NextItemPredictor.MAX_PER_LOCK, nextItemPredictor::learn);
    }

    /** Writes the models one after the other. */
    void write(DataOutput out) {
        models.forEach(model -> model.writeTo(out));
    }

    /**
     * Replaces the models by those that were written.
     *
     * @throws IOException if the bytes are damaged; the models are unchanged then
     */
    void read(DataInput in, long newPosition) throws IOException {
        List<Runnable> replacements = new ArrayList<>();
        for (StoredModel<?> model : models) {
            replacements.add(model.readFrom(in));
        }
        replacements.forEach(Runnable::run);
        position = newPosition;
    }
}
