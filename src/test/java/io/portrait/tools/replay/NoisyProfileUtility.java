package io.portrait.tools.replay;

import io.portrait.catalog.Item;
import io.portrait.catalog.ItemDraft;
import io.portrait.ingest.Event;
import io.portrait.ingest.JournalEntry;
import io.portrait.kernel.Topic;
import io.portrait.kernel.UserId;
import io.portrait.kernel.Vec;
import io.portrait.model.feature.EventFeatures;
import io.portrait.model.feature.Featurizer;
import io.portrait.model.feature.TopicWeight;
import io.portrait.profile.ContributionBound;
import io.portrait.profile.ExactInterests;
import io.portrait.profile.Profile.TopicInterest;
import io.portrait.release.DefaultContributionBound;
import io.portrait.release.mechanism.EpochSums;
import io.portrait.release.mechanism.LongVec;
import io.portrait.release.mechanism.NoiseKey;
import io.portrait.release.mechanism.NoiseLevel;
import io.portrait.release.mechanism.NoisySum;
import io.portrait.release.mechanism.ProfilePrivacyParameters;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A measurement of the utility of noisy profiles. Events of real customers are applied to exact interests and to noisy
 * sums by the classes of the service; on the day after the last event both are compared. The exact interests are those
 * of the exact profile with a half-life of 30 days.
 */
final class NoisyProfileUtility {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration HALF_LIFE = Duration.ofDays(30);
    private static final int WARM_UP_EPOCHS = 128;
    private static final int TOP = 5;

    /** Bands of customers by the sum of their exact interests, in decayed events. */
    enum InterestBand {
        UNDER_5(0, 5),
        TO_20(5, 20),
        TO_80(20, 80),
        OVER_80(80, Double.MAX_VALUE);

        private final double from;
        private final double to;

        InterestBand(double from, double to) {
            this.from = from;
            this.to = to;
        }

        static InterestBand of(double weight) {
            for (InterestBand band : values()) {
                if (weight >= band.from && weight < band.to) {
                    return band;
                }
            }
            return UNDER_5;
        }

        String label() {
            return this == OVER_80 ? "80 and more" : "%.0f to %.0f".formatted(from, to);
        }
    }

    /** The similarity of noisy and exact interests of a customer. */
    record ProfileComparison(double cosine, double overlap) {}

    /** The mean similarities in a band. */
    record BandUtility(InterestBand band, String epsilon, long customers, double cosine, double overlap) {

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT, "| %s | %,d | %s | %.2f | %.2f |", band.label(), customers, epsilon, cosine, overlap);
        }
    }

    private final List<Topic> topics = RetailTopicMatcher.bundled().topics().stream()
            .map(Topic::firstLevel)
            .distinct()
            .sorted()
            .toList();

    private final RetailEventMapper eventMapper = new RetailEventMapper(RetailTopicMatcher.bundled(), Duration.ZERO);
    private final ContributionBound contributionBound = DefaultContributionBound.create();
    private final ExactInterests exactInterests = new ExactInterests();
    private final Map<UserId, Map<Long, LongVec>> contributionsByEpoch = new HashMap<>();
    private Instant latest = Instant.EPOCH;
    private long firstEpoch = Long.MAX_VALUE;

    /** Applies all events of a file. */
    NoisyProfileUtility read(RetailLineReader lines) {
        while (lines.hasNext()) {
            if (lines.next() instanceof RetailLine line) {
                eventMapper.toEvent(line).ifPresent(event -> add(event, eventMapper.toItem(line)));
            }
        }
        return this;
    }

    private void add(Event event, ItemDraft draft) {
        List<Topic> levels = draft.categories().stream()
                .flatMap(topic -> Stream.of(topic.firstLevel(), topic))
                .distinct()
                .toList();
        Item item = new Item(draft.id(), 1, false, levels, draft.brand(), draft.price(), draft.content());
        EventFeatures features = Featurizer.featurize(event, item);
        long epoch = epochOf(event.happenedAt());
        exactInterests.apply(new JournalEntry(1, epoch, event.happenedAt(), 1, event), features);
        List<TopicWeight> firstLevelInterests = features.interests().stream()
                .filter(interest -> interest.topic().isFirstLevel())
                .toList();
        LongVec units = vector(contributionBound.clip(firstLevelInterests, event.happenedAt(), epoch));
        contributionsByEpoch
                .computeIfAbsent(event.userId(), user -> new HashMap<>())
                .merge(epoch, units, LongVec::plus);
        latest = latest.isBefore(event.happenedAt()) ? event.happenedAt() : latest;
        firstEpoch = Math.min(firstEpoch, epoch);
    }

    private LongVec vector(Map<Topic, Long> units) {
        return LongVec.of(topics.stream().mapToLong(topic -> units.getOrDefault(topic, 0L)));
    }

    private static long epochOf(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), DAY.toSeconds());
    }

    /** Compares the profiles of every n-th customer at each ε. */
    List<BandUtility> compareAt(int everyNth, String... epsilons) {
        List<UserId> users = exactInterests.users().stream().sorted().toList();
        List<UserId> selectedUsers = IntStream.range(0, users.size())
                .filter(i -> i % everyNth == 0)
                .mapToObj(users::get)
                .toList();
        List<BandUtility> rows = new ArrayList<>();
        for (String epsilon : epsilons) {
            rows.addAll(rows(selectedUsers, epsilon));
        }
        rows.sort(Comparator.comparing(BandUtility::band));
        return rows;
    }

    private List<BandUtility> rows(List<UserId> users, String epsilon) {
        BigDecimal decimal = new BigDecimal(epsilon);
        ProfilePrivacyParameters policy = new ProfilePrivacyParameters(decimal, decimal, DAY, HALF_LIFE);
        Map<InterestBand, List<ProfileComparison>> byBand = new HashMap<>();
        for (UserId user : users) {
            Vec weights = exactWeights(user);
            compare(weights, noisyWeights(user, policy))
                    .ifPresent(comparison -> byBand.computeIfAbsent(
                                    InterestBand.of(total(weights)), band -> new ArrayList<>())
                            .add(comparison));
        }
        return byBand.entrySet().stream()
                .map(band -> row(band.getKey(), epsilon, band.getValue()))
                .toList();
    }

    private static BandUtility row(InterestBand band, String epsilon, List<ProfileComparison> comparisons) {
        return new BandUtility(
                band,
                epsilon,
                comparisons.size(),
                mean(comparisons, ProfileComparison::cosine),
                mean(comparisons, ProfileComparison::overlap));
    }

    private static double mean(List<ProfileComparison> comparisons, ToDoubleFunction<ProfileComparison> number) {
        return comparisons.stream().mapToDouble(number).average().orElse(0);
    }

    private Vec exactWeights(UserId user) {
        Instant end = Instant.ofEpochSecond((epochOf(latest) + 1) * DAY.toSeconds());
        Map<Topic, Double> weights = exactInterests.at(user, end).stream()
                .filter(interest -> interest.topic().isFirstLevel())
                .collect(Collectors.toMap(TopicInterest::topic, TopicInterest::weight));
        return positive(topics.stream()
                .mapToDouble(topic -> weights.getOrDefault(topic, 0.0))
                .toArray());
    }

    private Vec noisyWeights(UserId user, ProfilePrivacyParameters policy) {
        Map<Long, LongVec> contributions = Objects.requireNonNull(contributionsByEpoch.get(user));
        NoisySum sum = NoisySum.beforeEpoch(firstEpoch - WARM_UP_EPOCHS)
                .closeThrough(
                        epochOf(latest),
                        epoch -> new EpochSums(
                                0, 1, epoch, contributions.getOrDefault(epoch, LongVec.zeros(topics.size()))),
                        keyOf(user),
                        policy);
        return positive(sum.sums(NoiseLevel.PARTNER).stream().toArray());
    }

    private static NoiseKey keyOf(UserId user) {
        return NoiseKey.of(ByteBuffer.allocate(NoiseKey.BYTES)
                .putInt(user.value().hashCode())
                .array());
    }

    private static Vec positive(double[] weights) {
        return Vec.of(weights).map(weight -> Math.max(0, weight));
    }

    private static double total(Vec weights) {
        return weights.stream().sum();
    }

    /** The similarity; empty if the customer has no positive exact interest. */
    private static Optional<ProfileComparison> compare(Vec exactVector, Vec noisyVector) {
        if (exactVector.dot(exactVector) == 0) {
            return Optional.empty();
        }
        double norms = Math.sqrt(exactVector.dot(exactVector) * noisyVector.dot(noisyVector));
        double cosine = norms == 0 ? 0 : exactVector.dot(noisyVector) / norms;
        int k = (int)
                Math.min(TOP, exactVector.stream().filter(weight -> weight > 0).count());
        Set<Integer> exactTop = topIndices(exactVector, k);
        long common =
                topIndices(noisyVector, k).stream().filter(exactTop::contains).count();
        return Optional.of(new ProfileComparison(cosine, (double) common / k));
    }

    private static Set<Integer> topIndices(Vec weights, int k) {
        return IntStream.range(0, weights.size())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -weights.get(i)))
                .limit(k)
                .collect(Collectors.toSet());
    }
}
