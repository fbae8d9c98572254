package io.portrait.serving.models;

import io.portrait.model.rating.ItemRating;
import io.portrait.model.rating.RatingModel;

/**
 * A model and how far it has followed the journal: the model is what the ratings up to the position make of it. Mutable;
 * owned by {@link RatingPredictor}.
 */
final class ModelCheckpoint {

    /** A rating in its place. */
    record PositionedRating(long position, ItemRating rating) {}

    private final RatingModel model;
    private final long generation;
    private long position;

    /** Where a stored model goes on. */
    ModelCheckpoint(RatingModel model, long generation, long position) {
        this.model = model;
        this.generation = generation;
        this.position = position;
    }

    static ModelCheckpoint initial(RatingModel model, long generation) {
        return new ModelCheckpoint(model, generation, 0);
    }

    RatingModel model() {
        return model;
    }

    /** Of the journal that it has followed. */
    long generation() {
        return generation;
    }

    /** Of the last entry that was looked at; 0 before the first. */
    long position() {
        return position;
    }

    void learn(PositionedRating next) {
        model.learn(next.rating());
        position = next.position();
    }

    /** Goes on behind entries that teach nothing. */
    void advanceTo(long newPosition) {
        position = newPosition;
    }
}
