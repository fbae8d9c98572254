package io.portrait.model.rating;

import io.portrait.model.learner.Prediction;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * Prediction of a user's rating of an item, in stars.
 *
 * @param rating the served prediction; its parameter variance is that of the {@link UserTasteFilter}
 * @param components the prediction of each {@link RatingComponent} alone, the stacked regression included
 */
public record RatingPrediction(Prediction.Gaussian rating, Map<RatingComponent, Double> components) {

    /** Keeps a copy of the map, in the order of the components. */
    public RatingPrediction {
        components = Collections.unmodifiableMap(new EnumMap<>(components));
    }
}
