package io.portrait.profile;

import io.portrait.feature.FeatureSchema;
import io.portrait.ingest.EventType;
import io.portrait.kernel.Topic;
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

/** Makes a state readable at a time. */
final class ProfileReader {

    static final String ENGAGEMENT = "engagement";

    private final UserState state;
    private final long atMicros;

    private ProfileReader(UserState state, long atMicros) {
        this.state = state;
        this.atMicros = atMicros;
    }

    /** The profile as of the user's last event. */
    static Profile read(UserState state) {
        return new ProfileReader(state, state.activity.lastMicros).read();
    }

    /** The profile as of a time of one's own. */
    static Profile read(UserState state, Instant asOf) {
        return new ProfileReader(state, ChronoUnit.MICROS.between(Instant.EPOCH, asOf)).read();
    }

    private Profile read() {
        return new Profile(
                state.user,
                instant(atMicros),
                state.eventsSeen,
                state.updatedAt,
                interests(),
                activity(),
                state.traits.current(),
                state.models.stream().map(ProfileReader::model).toList());
    }

    private List<TopicInterest> interests() {
        SortedMap<Topic, Map<HalfLife, Double>> weights = new TreeMap<>();
        state.interests.all().forEach((topic, interest) -> weights.put(topic, weights(interest)));
        double total = weights.entrySet().stream()
                .filter(entry -> entry.getKey().isFirstLevel())
                .mapToDouble(entry -> Math.max(0, lasting(entry.getValue())))
                .sum();
        List<TopicInterest> interests = new ArrayList<>();
        weights.forEach((topic, own) -> interests.add(interest(topic, own, total)));
        interests.sort(
                Comparator.comparingDouble(TopicInterest::weight).reversed().thenComparing(TopicInterest::topic));
        return interests;
    }

    private static TopicInterest interest(Topic topic, Map<HalfLife, Double> weights, double total) {
        double weight = lasting(weights);
        return new TopicInterest(topic, weight, total > 0 ? Math.max(0, weight) / total : 0, weights);
    }

    private Map<HalfLife, Double> weights(Interest interest) {
        Map<HalfLife, Double> weights = new EnumMap<>(HalfLife.class);
        for (HalfLife halfLife : HalfLife.values()) {
            weights.put(halfLife, interest.at(halfLife, atMicros));
        }
        return weights;
    }

    private static double lasting(Map<HalfLife, Double> weights) {
        return Objects.requireNonNull(weights.get(HalfLife.MONTH));
    }

    private ActivitySummary activity() {
        Activity activity = state.activity;
        double meanLifeDays = HalfLife.WEEK.duration().toDays() / StrictMath.log(2);
        return new ActivitySummary(
                instant(activity.firstMicros),
                instant(activity.lastMicros),
                activity.frequency.at(HalfLife.WEEK, atMicros) / meanLifeDays,
                Long.bitCount(activity.recentDays),
                activity.sessions.estimate(),
                types(activity),
                activity.count(EventType.PURCHASE),
                activity.count(EventType.REFUND),
                activity.spentUnits / Activity.MONEY_UNIT,
                activity.refundedUnits / Activity.MONEY_UNIT,
                Arrays.stream(activity.byHour).boxed().toList(),
                channels(activity));
    }

    private static Map<String, Long> types(Activity activity) {
        Map<String, Long> types = new LinkedHashMap<>();
        for (EventType type : EventType.values()) {
            if (activity.count(type) > 0) {
                types.put(type.wireName(), activity.count(type));
            }
        }
        return types;
    }

    private static Map<Channel, Long> channels(Activity activity) {
        Map<Channel, Long> channels = new EnumMap<>(Channel.class);
        for (Channel channel : Channel.values()) {
            if (activity.byChannel[channel.index()] > 0) {
                channels.put(channel, activity.byChannel[channel.index()]);
            }
        }
        return channels;
    }

    private static ModelSummary model(TargetModel model) {
        return new ModelSummary(
                ENGAGEMENT,
                model.model().snapshot().provenance(),
                FeatureSchema.VERSION,
                model.progress(),
                model.model().parameters());
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
