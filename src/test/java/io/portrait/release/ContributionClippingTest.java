package io.portrait.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.kernel.Topic;
import io.portrait.model.feature.TopicWeight;
import io.portrait.release.mechanism.EventContribution;
import io.portrait.release.mechanism.ProfilePrivacyParameters;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests of the bound on the contribution of an event, which is the sensitivity of every release. */
class ContributionClippingTest {

    private static final Topic HOME = new Topic("home");
    private static final Topic GARDEN = new Topic("garden");
    private static final ProfilePrivacyParameters PARAMETERS =
            new ProfilePrivacyParameters(BigDecimal.ONE, BigDecimal.ONE, Duration.ofDays(1), Duration.ofDays(30));
    private static final ContributionClipping CLIPPING = new ContributionClipping(PARAMETERS);
    private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
    private static final long TODAY = NOW.getEpochSecond() / 86_400;

    @Test
    void leavesAnOrdinaryEventAsItIs() {
        assertThat(CLIPPING.clip(List.of(new TopicWeight(HOME, 0.5), new TopicWeight(GARDEN, -0.25)), NOW, TODAY))
                .isEqualTo(Map.of(HOME, 32_768L, GARDEN, -16_384L));
        assertThat(CLIPPING.clip(List.of(), NOW, TODAY)).isEmpty();
    }

    @Test
    void scalesDownAnEventAboveTheBound() {
        List<TopicWeight> four = IntStream.range(0, 4)
                .mapToObj(i -> new TopicWeight(new Topic("t" + i), i % 2 == 0 ? 1 : -1))
                .toList();
        assertThat(CLIPPING.clip(four, NOW, TODAY).values()).containsOnly(16_384L, -16_384L);
    }

    @Test
    void neverExceedsOneEventWeightWhateverTheWeights() {
        SplittableRandom random = new SplittableRandom(20261123);
        for (int run = 0; run < 20_000; run++) {
            List<TopicWeight> weights = adversarialWeights(random);
            long age = random.nextInt(3) == 0 ? random.nextLong(100) : 0;
            assertThat(total(CLIPPING.clip(weights, NOW, TODAY + age)))
                    .as("%s", weights)
                    .isLessThanOrEqualTo(EventContribution.UNIT);
        }
    }

    /** Up to a hundred weights of any size and sign, with repeated topics. */
    private static List<TopicWeight> adversarialWeights(SplittableRandom random) {
        double[] extremes = {1, -1, Math.nextDown(1.0), 1.0 / 3, 1e-300, Double.MIN_VALUE, 0, -0.0, 0x1p-16};
        int topics = 1 + random.nextInt(100);
        List<TopicWeight> weights = new ArrayList<>();
        for (int i = random.nextInt(100); i >= 0; i--) {
            double weight = random.nextBoolean() ? extremes[random.nextInt(extremes.length)] : random.nextDouble(-1, 1);
            weights.add(new TopicWeight(new Topic("t" + random.nextInt(topics)), weight));
        }
        return weights;
    }

    private static long total(Map<Topic, Long> units) {
        return units.values().stream().mapToLong(Math::abs).sum();
    }

    @Test
    void sumsATopicThatOccursTwice() {
        assertThat(CLIPPING.clip(List.of(new TopicWeight(HOME, 1), new TopicWeight(HOME, 1)), NOW, TODAY))
                .isEqualTo(Map.of(HOME, 65_536L));
    }

    /** λ^age = 2^(−age · T/h), of 2¹⁶ units, rounded toward zero. */
    @Test
    void countsALateEventDecayed() {
        List<TopicWeight> weights = List.of(new TopicWeight(HOME, 1), new TopicWeight(GARDEN, 0));
        for (int age = 0; age <= 600; age++) {
            long left = (long) Math.floor(65_536 * Math.pow(2, -age / 30.0) + 1e-6);
            assertThat(CLIPPING.clip(weights, NOW, TODAY + age))
                    .as("%d epochs late", age)
                    .isEqualTo(Map.of(HOME, left, GARDEN, 0L));
        }
        assertThat(CLIPPING.clip(weights, Instant.EPOCH, TODAY)).isEqualTo(Map.of(HOME, 0L, GARDEN, 0L));
    }

    @Test
    void countsAFutureEventLikeACurrentOne() {
        List<TopicWeight> weights = List.of(new TopicWeight(HOME, -1));
        assertThat(CLIPPING.clip(weights, NOW.plus(Duration.ofDays(400)), TODAY))
                .isEqualTo(Map.of(HOME, -65_536L));
    }

    /** The last instant of an epoch and the first of the next one differ by one epoch. */
    @Test
    void agesFromEpochToEpoch() {
        List<TopicWeight> weights = List.of(new TopicWeight(HOME, 1));
        Instant midnight = Instant.parse("2026-11-23T00:00:00Z");
        assertThat(CLIPPING.clip(weights, midnight, TODAY)).containsEntry(HOME, 65_536L);
        assertThat(CLIPPING.clip(weights, midnight.minusNanos(1), TODAY))
                .containsEntry(HOME, (long) (65_536 * PARAMETERS.decayFactor()));
    }
}
