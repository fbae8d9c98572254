package io.portrait.serving.models;

import io.portrait.kernel.UserId;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * All global models that are projected from the journal. They have one position and one generation, and are stored, loaded and
 * replaced together. The bean has the models that serve requests. Changed by the thread of {@link GlobalModelProjection} only.
 */
@Component
class ModelBundle {

    /** Must rise when the projection derives other examples from the same entries. */
    private static final int VERSION = 5;

    private static final long NO_GENERATION = -1;

    /** The names of the models, which have one position. */
    static final List<String> MODEL_NAMES = List.of("next-item", "fraud", "click", "rating");

    private final NextItemPredictor nextItemPredictor;
    private final RiskScorer riskScorer;
    private final ClickPredictor clickPredictor;
    private final RatingPredictor ratingPredictor;
    private final List<StoredModel<?>> models;
    private volatile long position;
    private volatile long generation = NO_GENERATION;
    private volatile boolean complete;

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

    /** A set of untrained models with the same configuration. */
    ModelBundle untrained() {
        return new ModelBundle(
                nextItemPredictor.untrained(),
                riskScorer.untrained(),
                clickPredictor.untrained(),
                ratingPredictor.untrained());
    }

    /** Replaces each model by that of another set, which must not be used any more. A request uses either the old or the new. */
    void takeOver(ModelBundle other) {
        nextItemPredictor.model().takeOver(other.nextItemPredictor.model());
        riskScorer.model().takeOver(other.riskScorer.model());
        clickPredictor.model().takeOver(other.clickPredictor.model());
        ratingPredictor.model().takeOver(other.ratingPredictor.model());
        position = other.position;
        generation = other.generation;
        complete = other.complete;
    }

    /** A check whether any model holds something of a single user. */
    boolean isKnown(UserId user) {
        return models.stream().anyMatch(model -> model.isKnown(user));
    }

    /** Removes the parts of single users from the models. Their effect on parameters that all users share stays. */
    void forget(Predicate<UserId> users) {
        models.forEach(model -> model.forget(users));
    }

    /** A check whether the models have learned the whole journal once. */
    boolean isComplete() {
        return complete;
    }

    /** Marks the models as having learned the whole journal, so that their answers can be used. */
    void markComplete() {
        complete = true;
        models.forEach(model -> model.setReady(true));
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
        complete = false;
        generation = newGeneration;
    }

    /** Learns the next journal entries in all models, and follows the merges and splits among them. */
    void learn(EntryBatch batch, BackgroundThrottle throttle) {
        int learned = 0;
        for (PersonChange change : batch.changes()) {
            int before = batch.countBefore(change.position());
            learnEntries(batch.with(batch.entries().subList(learned, before)), throttle);
            throttle.run(() -> follow(change, batch.with(change.entries())));
            learned = before;
        }
        learnEntries(batch.with(batch.entries().subList(learned, batch.entries().size())), throttle);
        position = batch.upTo();
        if (!batch.entries().isEmpty()) {
            setAsOf(batch.entries().getLast().receivedAt());
        }
    }

    /** Moves what the models hold of single persons. What these persons taught to shared parameters stays. */
    private void follow(PersonChange change, EntryBatch own) {
        EntryExamples examples = new EntryExamples(own);
        riskScorer.follow(change, own.ofPayers());
        clickPredictor.follow(change, examples.adEvents());
        ratingPredictor.follow(change, examples.ratings());
        nextItemPredictor.follow(change, examples.interactions());
    }

    private void learnEntries(EntryBatch batch, BackgroundThrottle throttle) {
        EntryExamples examples = new EntryExamples(batch);
        throttle.run(() -> {
            riskScorer.learn(batch.ofPayers());
            examples.adEvents().forEach(clickPredictor::learn);
        });
        throttle.runInChunks(examples.ratings(), RatingPredictor.MAX_PER_LOCK, ratingPredictor::learn);
        throttle.runInChunks(examples.interactions(), NextItemPredictor.MAX_PER_LOCK, nextItemPredictor::learn);
    }

    /** Sets the time before which the models have learned every accepted event. */
    void setAsOf(Instant time) {
        models.forEach(model -> model.setAsOf(time));
    }

    /** The time before which the models have learned every accepted event; empty before the first batch after a start. */
    Optional<Instant> asOf() {
        return nextItemPredictor.asOf();
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
