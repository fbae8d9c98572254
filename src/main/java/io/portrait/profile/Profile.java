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
import org.jspecify.annotations.Nullable;

/**
 * The exact profile of a user as of a time.
 *
 * @param asOf event time to which decayed values refer
 * @param eventsSeen number of applied events
 * @param updatedAt arrival of the last applied event
 * @param interests sorted by descending weight
 * @param traits JSON values by name, as given by the user
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
     * The interest in a topic, in event weights (a purchase has weight 1).
     *
     * @param weight weight at the longest half-life
     * @param share share of the positive weights of all first-level topics, 0 to 1
     * @param halfLives weight at each half-life
     */
    public record TopicInterest(Topic topic, double weight, double share, Map<HalfLife, Double> halfLives) {}

    /**
     * A summary of recency, frequency and money. It is made of actions of the user; identity and trait events and labels of
     * payments do not count.
     *
     * @param firstEventAt null if there was no action
     * @param lastEventAt null if there was no action
     * @param perDay events per day, decayed with a half-life of a week
     * @param activeDays days with an event among the 64 days up to the last event
     * @param sessions number of sessions; a session ends with a gap ({@code portrait.profiles.session-gap}) in event time. An
     *     estimate if there are more than 128 half hours with an event
     * @param hours events per hour of the day, in local time where the event has a UTC offset, else in UTC
     */
    public record ActivitySummary(
            @Nullable Instant firstEventAt,
            @Nullable Instant lastEventAt,
            double perDay,
            int activeDays,
            long sessions,
            Map<String, Long> types,
            MoneyTotals money,
            List<Long> hours,
            Map<Channel, Long> channels) {}

    /** The number of purchases and refunds, and the sums of their amounts in the currency unit. */
    public record MoneyTotals(long purchases, double spent, long refunds, double refunded) {}

    /** A model with its provenance, prequential losses and learned parameters. */
    public record ModelSummary(
            String target,
            Provenance provenance,
            int featureSchema,
            PrequentialLosses losses,
            LearnedParameters parameters) {}
}
