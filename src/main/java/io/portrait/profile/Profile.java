package io.portrait.profile;

import io.portrait.kernel.Topic;
import io.portrait.kernel.UserId;
import io.portrait.model.learner.LearnedParameters;
import io.portrait.model.learner.PrequentialLosses;
import io.portrait.model.learner.Provenance;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * A user's profile, exact, as it stood at a time.
 *
 * @param asOf the event time at which decayed values are given
 * @param eventsSeen events applied
 * @param updatedAt arrival of the last of them
 * @param interests strongest first
 * @param traits what the person told of themselves, JSON by name
 */
public record Profile(
        UserId user,
        Instant asOf,
        long eventsSeen,
        Instant updatedAt,
        List<TopicInterest> interests,
        ActivitySummary activity,
        SortedMap<String, String> traits,
        List<ModelSummary> models) {

    /**
     * The interest in a topic, in event weights (a purchase counts 1).
     *
     * @param weight at the longest half-life
     * @param share of the positive weights of all first-level topics, 0 to 1
     * @param halfLives the weight at each half-life
     */
    public record TopicInterest(Topic topic, double weight, double share, Map<HalfLife, Double> halfLives) {}

    /**
     * When, how often, for how much.
     *
     * @param perDay events a day, decayed with a half-life of a week
     * @param activeDays days with an event among the last 64 up to the last event
     * @param sessions different sessions, estimated from 65 on
     * @param spent sum of the purchases' amounts
     * @param hours events per hour of the day, in the person's time where an event told it, else UTC
     */
    public record ActivitySummary(
            Instant firstEventAt,
            Instant lastEventAt,
            double perDay,
            int activeDays,
            long sessions,
            Map<String, Long> types,
            long purchases,
            long refunds,
            double spent,
            double refunded,
            List<Long> hours,
            Map<Channel, Long> channels) {}

    /** A model with where it comes from, how well it has predicted, and what it has learned. */
    public record ModelSummary(
            String target,
            Provenance provenance,
            int featureSchema,
            PrequentialLosses progress,
            LearnedParameters parameters) {}
}
