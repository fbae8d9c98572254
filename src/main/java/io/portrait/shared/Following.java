package io.portrait.shared;

import io.portrait.rating.Rating;
import io.portrait.rating.RatingModel;

/**
 * A model and how far it has followed the journal: the model is what the ratings up to the position make of it. Mutable;
 * owned by {@link Ratings}.
 */
final class Following {

    /** A rating in its place. */
    record Next(long position, Rating rating) {}

    private final RatingModel model;
    private final long generation;
    private long position;

    /** Where a stored model goes on. */
    Following(RatingModel model, long generation, long position) {
        this.model = model;
        this.generation = generation;
        this.position = position;
    }

    static Following fromTheBeginning(RatingModel model, long generation) {
        return new Following(model, generation, 0);
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

    void learn(Next next) {
        model.learn(next.rating());
        position = next.position();
    }

    /** Goes on behind entries that teach nothing. */
    void passTo(long last) {
        position = last;
    }
}
