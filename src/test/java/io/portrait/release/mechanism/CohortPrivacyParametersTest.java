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

    private static final CohortPrivacyParameters PARAMETERS = new CohortPrivacyParameters(3, 1e-6, 4, 5);
    private static final NoiseKey KEY = NoiseKey.of(TestRandomness.COUNTING_KEY);

    /** Reference values: the specification and an independent search over the same bound. */
    @ParameterizedTest
    @CsvSource({"3, 1e-6, 0.18506984065", "1, 1e-6, 0.02435597037"})
    void computesTheBudgetOfEpsilonAndDelta(double epsilon, double delta, double rho) {
        assertThat(new CohortPrivacyParameters(epsilon, delta, 4, 5).rhoBudget())
                .isCloseTo(rho, within(1e-9));
        assertThat(ZcdpAccountant.delta(rho, epsilon)).isCloseTo(delta, within(1e-9 * delta + 1e-14));
    }

    @Test
    void drawsNoiseOfAboutSevenPeopleAndSpendsNoMoreThanItsBudget() {
        assertThat(PARAMETERS.noiseStd()).isCloseTo(7.350758833, within(2e-5)).isGreaterThanOrEqualTo(7.350758833);
        assertThat(5 * PARAMETERS.rhoPerRelease())
                .isLessThanOrEqualTo(PARAMETERS.rhoBudget())
                .isGreaterThan(0.99999 * PARAMETERS.rhoBudget());
    }

    /** 1 − ln(2 − 2(1 − δ)^(1/κ))·κ/ε for the continuous distribution; the discrete one is at most one unit above. */
    @Test
    void releasesANameFromTheDataOnlyForManyPeople() {
        double shown = 1 - Math.pow(1 - 1e-7 / 5, 1.0 / 4);
        double expected = 1 - Math.log(2 * shown) * 4 / PARAMETERS.nameEpsilon();
        assertThat(PARAMETERS.nameThreshold()).isCloseTo(expected, within(0.01)).isGreaterThan(200);
        assertThat(new CohortPrivacyParameters(20, 0.01, 1, 1).nameThreshold())
                .isEqualTo(CohortPrivacyParameters.MIN_PEOPLE);
    }

    /** A single person with κ names: released with probability δ/10R, so never in 10⁴ trials. False-alarm rate 2e-4. */
    @Test
    void neverReleasesANameContributedByOnePerson() {
        SortedMap<String, Long> lonely = new TreeMap<>();
        IntStream.range(0, 4).forEach(i -> lonely.put("name-" + i, (long) EventContribution.UNIT));
        for (int release = 0; release < 10_000; release++) {
            assertThat(CohortNoise.noisyNamedCounts("r" + release, lonely, KEY, PARAMETERS))
                    .isEmpty();
        }
        lonely.put("many", 1_000L * EventContribution.UNIT);
        assertThat(CohortNoise.noisyNamedCounts("r", lonely, KEY, PARAMETERS)).containsOnlyKeys("many");
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

    /** 10,000 people in 8 cohorts with κ = 4: each cohort is selected for half of them, ±7 standard deviations. */
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
        SortedMap<String, Double> noisy = CohortNoise.noisySums("s at 1", sums, KEY, PARAMETERS);
        assertThat(CohortNoise.noisySums("s at 1", sums, KEY, PARAMETERS)).isEqualTo(noisy);
        assertThat(CohortNoise.noisySums("s at 2", sums, KEY, PARAMETERS)).isNotEqualTo(noisy);
        SortedMap<String, Long> others = new TreeMap<>(Map.of("a", 1L, "b", 65_536L));
        double difference =
                CohortNoise.noisySums("s at 1", others, KEY, PARAMETERS).getOrDefault("b", 0.0)
                        - noisy.getOrDefault("b", 0.0);
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
