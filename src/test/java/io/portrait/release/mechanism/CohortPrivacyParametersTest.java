package io.portrait.release.mechanism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CohortPrivacyParametersTest {

    private static final CohortPrivacyParameters POLICY = new CohortPrivacyParameters(3, 1e-6, 4, 5);
    private static final NoiseKey KEY = NoiseKey.of(TestRandomness.COUNTING_KEY);

    /** The figures of the specification, and of a search in a script over the same bound. */
    @ParameterizedTest
    @CsvSource({"3, 1e-6, 0.18506984065", "1, 1e-6, 0.02435597037"})
    void computesTheBudgetOfEpsilonAndDelta(double epsilon, double delta, double rho) {
        assertThat(new CohortPrivacyParameters(epsilon, delta, 4, 5).rhoBudget())
                .isCloseTo(rho, within(1e-9));
        assertThat(ZcdpAccountant.delta(rho, epsilon)).isCloseTo(delta, within(1e-9 * delta + 1e-14));
    }

    @Test
    void drawsNoiseOfAboutSevenPeopleAndSpendsNoMoreThanItsBudget() {
        assertThat(POLICY.noiseStd()).isCloseTo(7.350758833, within(2e-5)).isGreaterThanOrEqualTo(7.350758833);
        assertThat(5 * POLICY.rhoPerRelease())
                .isLessThanOrEqualTo(POLICY.rhoBudget())
                .isGreaterThan(0.99999 * POLICY.rhoBudget());
    }

    /** 1 − ln(2 − 2(1 − δ)^(1/κ))·κ/ε, the continuous law; the discrete one is at most a unit above it. */
    @Test
    void releasesANameFromTheDataOnlyForManyPeople() {
        double shown = 1 - Math.pow(1 - 1e-7 / 5, 1.0 / 4);
        double expected = 1 - Math.log(2 * shown) * 4 / POLICY.nameEpsilon();
        assertThat(POLICY.nameThreshold()).isCloseTo(expected, within(0.01)).isGreaterThan(200);
        assertThat(new CohortPrivacyParameters(20, 0.01, 1, 1).nameThreshold())
                .isEqualTo(CohortPrivacyParameters.MIN_PEOPLE);
    }

    /** One person alone with κ names: shown with probability δ/10R, so never in 10⁴ tries. False alarm 2e-4. */
    @Test
    void neverReleasesANameContributedByOnePerson() {
        SortedMap<String, Long> lonely = new TreeMap<>();
        IntStream.range(0, 4).forEach(i -> lonely.put("name-" + i, (long) EventContribution.UNIT));
        for (int release = 0; release < 10_000; release++) {
            assertThat(CohortNoise.noisyNamedCounts("r" + release, lonely, KEY, POLICY))
                    .isEmpty();
        }
        lonely.put("many", 1_000L * EventContribution.UNIT);
        assertThat(CohortNoise.noisyNamedCounts("r", lonely, KEY, POLICY)).containsOnlyKeys("many");
    }

    @Test
    void countsAPersonInNoMoreCohortsThanAllowedAndNoMoreThanOnceInEach() {
        Map<String, Double> hostile = IntStream.range(0, 100)
                .boxed()
                .collect(Collectors.toMap(i -> "cohort-" + i, i -> i % 3 == 0 ? Double.POSITIVE_INFINITY : 1e300));
        for (int user = 0; user < 200; user++) {
            SortedMap<String, Long> units =
                    CohortContribution.clipped(hostile, 4, "user-" + user, KEY).units();
            assertThat(units).hasSize(4);
            assertThat(units.values()).containsOnly((long) EventContribution.UNIT);
        }
    }

    @Test
    void clipsValues() {
        Map<String, Double> values = Map.of("a", -3.0, "b", Double.NaN, "c", 0.5, "d", 7.0);
        assertThat(CohortContribution.clipped(values, 4, "ada", KEY).units())
                .isEqualTo(new TreeMap<>(Map.of("a", 0L, "b", 0L, "c", 32_768L, "d", 65_536L)));
    }

    /** 10,000 people in 8 cohorts with κ = 4: each cohort is chosen by half of them, ±7 deviations. */
    @Test
    void selectsCohortsByHash() {
        Map<String, Double> values =
                IntStream.range(0, 8).boxed().collect(Collectors.toMap(i -> "cohort-" + i, i -> 1.0));
        Map<String, Long> chosen = IntStream.range(0, 10_000)
                .boxed()
                .flatMap(user -> CohortContribution.clipped(values, 4, "user-" + user, KEY).units().keySet().stream())
                .collect(Collectors.groupingBy(cohort -> cohort, Collectors.counting()));
        assertThat(chosen).hasSize(8);
        assertThat(chosen.values()).allSatisfy(count -> assertThat(count).isBetween(4_650L, 5_350L));
    }

    @Test
    void givesEqualReleasesEqualNoiseAndDifferentReleasesDifferentNoise() {
        SortedMap<String, Long> sums = new TreeMap<>(Map.of("a", 0L, "b", 65_536L));
        SortedMap<String, Double> noised = CohortNoise.noisySums("s at 1", sums, KEY, POLICY);
        assertThat(CohortNoise.noisySums("s at 1", sums, KEY, POLICY)).isEqualTo(noised);
        assertThat(CohortNoise.noisySums("s at 2", sums, KEY, POLICY)).isNotEqualTo(noised);
        SortedMap<String, Long> others = new TreeMap<>(Map.of("a", 1L, "b", 65_536L));
        double difference = CohortNoise.noisySums("s at 1", others, KEY, POLICY).getOrDefault("b", 0.0)
                - noised.getOrDefault("b", 0.0);
        assertThat(difference).isNotZero();
    }

    @Test
    void rejectsParametersOutOfBounds() {
        assertThatIllegalArgumentException().isThrownBy(() -> new CohortPrivacyParameters(0, 1e-6, 4, 5));
        assertThatIllegalArgumentException().isThrownBy(() -> new CohortPrivacyParameters(3, 1, 4, 5));
        assertThatIllegalArgumentException().isThrownBy(() -> new CohortPrivacyParameters(3, 1e-6, 5, 5));
        assertThatIllegalArgumentException().isThrownBy(() -> new CohortPrivacyParameters(3, 1e-6, 4, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CohortContribution(new TreeMap<>(Map.of("a", 65_537L))));
    }
}
