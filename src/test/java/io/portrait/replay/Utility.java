package io.portrait.replay;

import io.portrait.catalog.Item;
import io.portrait.catalog.ItemDraft;
import io.portrait.feature.Features;
import io.portrait.feature.Featuriser;
import io.portrait.feature.TopicWeight;
import io.portrait.ingest.Event;
import io.portrait.ingest.JournalEntry;
import io.portrait.kernel.Topic;
import io.portrait.kernel.UserId;
import io.portrait.kernel.Vec;
import io.portrait.privacy.Cell;
import io.portrait.privacy.ExposedSum;
import io.portrait.privacy.ExposurePolicy;
import io.portrait.privacy.Grain;
import io.portrait.privacy.LongVec;
import io.portrait.privacy.NoiseKey;
import io.portrait.profile.ExactInterests;
import io.portrait.profile.ExposureRule;
import io.portrait.profile.Profile.TopicInterest;
import io.portrait.release.Exposure;
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
 * What noised profiles are still good for: real customers' events, each arriving on its day, go into exact interests and
 * into exposed sums by the real classes; on the day after the last event both are compared. The exact interests are those
 * of the exact profile, at the half-life of 30 days.
 */
final class Utility {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration HALF_LIFE = Duration.ofDays(30);
    private static final int WARM_UP_EPOCHS = 128;
    private static final int TOP = 5;

    /** Bands of customers by their exact interest in all topics together: events, as far as they are not faded. */
    enum Band {
        UNDER_5(0, 5),
        TO_20(5, 20),
        TO_80(20, 80),
        OVER_80(80, Double.MAX_VALUE);

        private final double from;
        private final double to;

        Band(double from, double to) {
            this.from = from;
            this.to = to;
        }

        static Band of(double weight) {
            for (Band band : values()) {
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

    /** How a customer's noised interests compare with the exact ones. */
    record Comparison(double cosine, double overlap) {}

    /** The means over a band. */
    record Row(Band band, String epsilon, long customers, double cosine, double overlap) {

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT, "| %s | %,d | %s | %.2f | %.2f |", band.label(), customers, epsilon, cosine, overlap);
        }
    }

    private final List<Topic> topics = RetailCategories.standard().topics().stream()
            .map(Topic::firstLevel)
            .distinct()
            .sorted()
            .toList();

    private final RetailEvents events = new RetailEvents(RetailCategories.standard(), Duration.ZERO);
    private final ExposureRule exposure = Exposure.bounded();
    private final ExactInterests exact = new ExactInterests();
    private final Map<UserId, Map<Long, LongVec>> cells = new HashMap<>();
    private Instant last = Instant.EPOCH;
    private long first = Long.MAX_VALUE;

    /** Reads all events of a file. */
    Utility read(RetailLineReader lines) {
        while (lines.hasNext()) {
            if (lines.next() instanceof RetailLine line) {
                events.event(line).ifPresent(event -> add(event, events.item(line)));
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
        Features features = Featuriser.featurise(event, item);
        long epoch = epochOf(event.happenedAt());
        exact.apply(new JournalEntry(1, epoch, event.happenedAt(), 1, event), features);
        List<TopicWeight> exposed = features.interests().stream()
                .filter(interest -> interest.topic().isFirstLevel())
                .toList();
        LongVec units = vector(exposure.contribution(exposed, event.happenedAt(), epoch));
        cells.computeIfAbsent(event.user(), user -> new HashMap<>()).merge(epoch, units, LongVec::plus);
        last = last.isBefore(event.happenedAt()) ? event.happenedAt() : last;
        first = Math.min(first, epoch);
    }

    private LongVec vector(Map<Topic, Long> units) {
        return LongVec.of(topics.stream().mapToLong(topic -> units.getOrDefault(topic, 0L)));
    }

    private static long epochOf(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), DAY.toSeconds());
    }

    /** Compares every n-th customer at each ε. */
    List<Row> table(int everyNth, String... epsilons) {
        List<UserId> users = exact.users().stream().sorted().toList();
        List<UserId> chosen = IntStream.range(0, users.size())
                .filter(i -> i % everyNth == 0)
                .mapToObj(users::get)
                .toList();
        List<Row> rows = new ArrayList<>();
        for (String epsilon : epsilons) {
            rows.addAll(rows(chosen, epsilon));
        }
        rows.sort(Comparator.comparing(Row::band));
        return rows;
    }

    private List<Row> rows(List<UserId> users, String epsilon) {
        BigDecimal decimal = new BigDecimal(epsilon);
        ExposurePolicy policy = new ExposurePolicy(decimal, decimal, DAY, HALF_LIFE);
        Map<Band, List<Comparison>> byBand = new HashMap<>();
        for (UserId user : users) {
            Vec weights = exactWeights(user);
            compare(weights, noisedWeights(user, policy))
                    .ifPresent(comparison -> byBand.computeIfAbsent(Band.of(total(weights)), band -> new ArrayList<>())
                            .add(comparison));
        }
        return byBand.entrySet().stream()
                .map(band -> row(band.getKey(), epsilon, band.getValue()))
                .toList();
    }

    private static Row row(Band band, String epsilon, List<Comparison> comparisons) {
        return new Row(
                band,
                epsilon,
                comparisons.size(),
                mean(comparisons, Comparison::cosine),
                mean(comparisons, Comparison::overlap));
    }

    private static double mean(List<Comparison> comparisons, ToDoubleFunction<Comparison> number) {
        return comparisons.stream().mapToDouble(number).average().orElse(0);
    }

    private Vec exactWeights(UserId user) {
        Instant end = Instant.ofEpochSecond((epochOf(last) + 1) * DAY.toSeconds());
        Map<Topic, Double> weights = exact.at(user, end).stream()
                .filter(interest -> interest.topic().isFirstLevel())
                .collect(Collectors.toMap(TopicInterest::topic, TopicInterest::weight));
        return positive(topics.stream()
                .mapToDouble(topic -> weights.getOrDefault(topic, 0.0))
                .toArray());
    }

    private Vec noisedWeights(UserId user, ExposurePolicy policy) {
        Map<Long, LongVec> own = Objects.requireNonNull(cells.get(user));
        ExposedSum sum = ExposedSum.before(first - WARM_UP_EPOCHS)
                .closeThrough(
                        epochOf(last),
                        epoch -> new Cell(0, 1, epoch, own.getOrDefault(epoch, LongVec.zeros(topics.size()))),
                        keyOf(user),
                        policy);
        return positive(sum.sums(Grain.FINE).stream().toArray());
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

    /** Empty if the person has no positive interest to compare with. */
    private static Optional<Comparison> compare(Vec exact, Vec noised) {
        if (exact.dot(exact) == 0) {
            return Optional.empty();
        }
        double norms = Math.sqrt(exact.dot(exact) * noised.dot(noised));
        double cosine = norms == 0 ? 0 : exact.dot(noised) / norms;
        int k = (int) Math.min(TOP, exact.stream().filter(weight -> weight > 0).count());
        Set<Integer> best = strongest(exact, k);
        long shared = strongest(noised, k).stream().filter(best::contains).count();
        return Optional.of(new Comparison(cosine, (double) shared / k));
    }

    private static Set<Integer> strongest(Vec weights, int k) {
        return IntStream.range(0, weights.size())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -weights.get(i)))
                .limit(k)
                .collect(Collectors.toSet());
    }
}
