package io.portrait.feature;

import io.portrait.ingest.Behaviour;

/**
 * How much a behaviour says for (up to 1) or against (down to −1) its item. The scale is ordinal: what costs a person
 * more effort or money says more. These are settings of the model, not measurements; a purchase is the unit.
 */
public final class Engagement {

    private static final double HALF_DWELL_SECONDS = 30;

    private Engagement() {}

    /** The engagement that a behaviour shows, in [−1, 1]; O(1). */
    public static double of(Behaviour behaviour) {
        return switch (behaviour) {
            case Behaviour.Impression i -> 0.02;
            case Behaviour.View view -> 0.1 + 0.3 * dwell(view.dwellSeconds());
            case Behaviour.Click c -> 0.3;
            case Behaviour.Search s -> 0.1;
            case Behaviour.Cart c -> 0.6;
            case Behaviour.Uncart u -> -0.3;
            case Behaviour.Purchase p -> 1;
            case Behaviour.Refund r -> -1;
            case Behaviour.Like l -> 0.8;
            case Behaviour.Dislike d -> -0.8;
            case Behaviour.Rating rating -> 2 * rating.value() / rating.scale() - 1;
            case Behaviour.Share s -> 0.8;
            case Behaviour.Comment c -> 0.6;
            case Behaviour.Follow f -> 0.8;
            case Behaviour.Transaction t -> 0.5;
            case Behaviour.Custom c -> 0.1;
            case Behaviour.Identify i -> 0;
            case Behaviour.Alias a -> 0;
            case Behaviour.Merge m -> 0;
            case Behaviour.Unmerge u -> 0;
        };
    }

    /** Saturates: 0 at 0 s, ½ at 30 s, towards 1. */
    private static double dwell(double seconds) {
        return seconds / (seconds + HALF_DWELL_SECONDS);
    }
}
