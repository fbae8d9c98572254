package io.portrait.model.feature;

import io.portrait.ingest.EventPayload;

/**
 * The engagement that an event payload shows with its item, from −1 (against) to 1 (for). The scale is ordinal: actions
 * that cost more effort or money get larger values. The values are settings of the model, not measurements; a purchase
 * is 1.
 */
public final class Engagement {

    private static final double HALF_DWELL_SECONDS = 30;

    private Engagement() {}

    /** The engagement of a payload, in [−1, 1]; O(1). */
    public static double of(EventPayload payload) {
        return switch (payload) {
            case EventPayload.Impression i -> 0.02;
            case EventPayload.View view -> 0.1 + 0.3 * dwell(view.dwellSeconds());
            case EventPayload.Click c -> 0.3;
            case EventPayload.Search s -> 0.1;
            case EventPayload.AddToCart c -> 0.6;
            case EventPayload.RemoveFromCart u -> -0.3;
            case EventPayload.Purchase p -> 1;
            case EventPayload.Refund r -> -1;
            case EventPayload.Like l -> 0.8;
            case EventPayload.Dislike d -> -0.8;
            case EventPayload.Rating rating -> 2 * rating.value() / rating.scale() - 1;
            case EventPayload.Share s -> 0.8;
            case EventPayload.Comment c -> 0.6;
            case EventPayload.Follow f -> 0.8;
            case EventPayload.Transaction t -> 0.5;
            case EventPayload.PaymentLabel l -> 0;
            case EventPayload.Custom c -> 0.1;
            case EventPayload.Identify i -> 0;
            case EventPayload.Alias a -> 0;
            case EventPayload.Merge m -> 0;
            case EventPayload.Unmerge u -> 0;
        };
    }

    /** A saturating function of the dwell time: 0 at 0 s, ½ at 30 s, towards 1. */
    private static double dwell(double seconds) {
        return seconds / (seconds + HALF_DWELL_SECONDS);
    }
}
