package io.portrait.model.rating;

import io.portrait.model.learner.Prediction;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What is expected of a user's rating of an item, in stars.
 *
 * @param rating the value that serves; its parameter variance is what the user's posterior does not know yet
 * @param components what each {@link RatingComponent} alone would have said, the stack included
 */
public record RatingPrediction(Prediction.Gaussian rating, Map<RatingComponent, Double> components) {

    /** Keeps a copy of the map, in the order of the components. */
    public RatingPrediction {
        components = Collections.unmodifiableMap(new EnumMap<>(components));
    }
}
