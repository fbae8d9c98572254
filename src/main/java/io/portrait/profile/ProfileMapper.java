package io.portrait.profile;

import io.portrait.ingest.EventType;
import io.portrait.kernel.Topic;
import io.portrait.model.feature.FeatureSchema;
import io.portrait.profile.Profile.ActivitySummary;
import io.portrait.profile.Profile.ModelSummary;
import io.portrait.profile.Profile.TopicInterest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** A mapper from the stored state of a user to the profile at a time. */
final class ProfileMapper {

    static final String ENGAGEMENT = "engagement";

    private final UserState state;
    private final long atMicros;
    private final MoneyProperties money;

    private ProfileMapper(UserState state, long atMicros, MoneyProperties money) {
        this.state = state;
        this.atMicros = atMicros;
        this.money = money;
    }

    /** The profile as of the user's last action; without one, as of the last update. */
    static Profile toProfile(UserState state, MoneyProperties money) {
        return state.activity().isEmpty()
                ? toProfile(state, state.applied().updatedAt(), money)
                : new ProfileMapper(state, state.activity().lastMicros, money).toProfile();
    }

    /**
     * The profile with decayed values as of a given time, at least that of the last event: at an earlier time the events after it
     * would count more than when they happened.
     */
    static Profile toProfile(UserState state, Instant asOf, MoneyProperties money) {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, asOf);
        return new ProfileMapper(state, Math.max(micros, state.activity().lastMicros), money).toProfile();
    }

    private Profile toProfile() {
        return new Profile(
                state.user(),
                instant(atMicros),
                state.eventsSeen(),
                state.applied().updatedAt(),
                interests(),
                activitySummary(),
                state.traits().current(),
                state.models().stream().map(ProfileMapper::modelSummary).toList());
    }

    private List<TopicInterest> interests() {
        SortedMap<Topic, Map<HalfLife, Double>> weights = new TreeMap<>();
        state.interests().all().forEach((topic, interest) -> weights.put(topic, weights(interest)));
        double total = weights.entrySet().stream()
                .filter(entry -> entry.getKey().isFirstLevel())
                .mapToDouble(entry -> Math.max(0, longTermWeight(entry.getValue())))
                .sum();
        List<TopicInterest> interests = new ArrayList<>();
        weights.forEach((topic, topicWeights) -> interests.add(interest(topic, topicWeights, total)));
        interests.sort(
                Comparator.comparingDouble(TopicInterest::weight).reversed().thenComparing(TopicInterest::topic));
        return interests;
    }

    private static TopicInterest interest(Topic topic, Map<HalfLife, Double> weights, double total) {
        double weight = longTermWeight(weights);
        return new TopicInterest(topic, weight, total > 0 ? Math.max(0, weight) / total : 0, weights);
    }

    private Map<HalfLife, Double> weights(InterestSums interest) {
        Map<HalfLife, Double> weights = new EnumMap<>(HalfLife.class);
        for (HalfLife halfLife : HalfLife.values()) {
            weights.put(halfLife, interest.at(halfLife, atMicros));
        }
        return weights;
    }

    private static double longTermWeight(Map<HalfLife, Double> weights) {
        return Objects.requireNonNull(weights.get(HalfLife.MONTH));
    }

    private ActivitySummary activitySummary() {
        ActivityCounters activity = state.activity();
        double meanLifetimeDays = HalfLife.WEEK.duration().toDays() / StrictMath.log(2);
        return new ActivitySummary(
                activity.isEmpty() ? null : instant(activity.firstMicros),
                activity.isEmpty() ? null : instant(activity.lastMicros),
                activity.frequency.at(HalfLife.WEEK, atMicros) / meanLifetimeDays,
                Long.bitCount(activity.recentDays),
                activity.sessions.estimate(),
                types(activity),
                MoneySummaries.of(activity.money(), money),
                Arrays.stream(activity.byHour).boxed().toList(),
                channels(activity));
    }

    private static Map<String, Long> types(ActivityCounters activity) {
        Map<String, Long> types = new LinkedHashMap<>();
        for (EventType type : EventType.values()) {
            if (activity.count(type) > 0) {
                types.put(type.wireName(), activity.count(type));
            }
        }
        return types;
    }

    private static Map<Channel, Long> channels(ActivityCounters activity) {
        Map<Channel, Long> channels = new EnumMap<>(Channel.class);
        for (Channel channel : Channel.values()) {
            if (activity.byChannel[channel.index()] > 0) {
                channels.put(channel, activity.byChannel[channel.index()]);
            }
        }
        return channels;
    }

    private static ModelSummary modelSummary(ScoredModel model) {
        return new ModelSummary(
                ENGAGEMENT,
                model.model().snapshot().provenance(),
                FeatureSchema.VERSION,
                model.losses(),
                model.model().parameters());
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
