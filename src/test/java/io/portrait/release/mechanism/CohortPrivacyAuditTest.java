package io.portrait.release.mechanism;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.kernel.Vec;
import io.portrait.support.ConcurrentTest;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The black-box audit of the guarantee "(3, 1e-6) per person and 30 days". The attacker sees the five releases of a
 * window, with or without one person, and adds all cohorts of that person. Each of 64 people with separate cohorts is a
 * trial: their noise is independent, and they share the cost of a release. A correct mechanism fails with probability
 * below 1e-9; each mutant violates the guarantee and must be detected. Prints its part of {@code src/docs/privacy.md}.
 */
@Tag("slow")
@ConcurrentTest
class CohortPrivacyAuditTest {

    private static final int TRIALS = 20_000;
    private static final int PEOPLE = 64;
    private static final CohortPrivacyParameters PARAMETERS = new CohortPrivacyParameters(3, 1e-6, 4, 5);
    private static final NoiseKey CHOICE = NoiseKey.of(TestRandomness.COUNTING_KEY);
    private static final PrivacyAuditTable TABLE = new PrivacyAuditTable();

    private static final Map<String, Double> PERSON =
            IntStream.range(0, 40).boxed().collect(Collectors.toMap(i -> "cohort-" + (10 + i), i -> 1.0));

    record CohortAudit(String name, SortedMap<String, Long> contribution, CohortPrivacyParameters drawn, int releases) {

        double certified() {
            double found = EpsilonAudit.epsilonAtLeast(scores(true), scores(false), PARAMETERS.delta());
            TABLE.add(name, TRIALS, PARAMETERS.epsilon(), found);
            return found;
        }

        /** The sum of the cohorts of a person over all releases, which is the best statistic against Gaussian noise. */
        private double[] scores(boolean present) {
            return IntStream.rangeClosed(0, TRIALS / PEOPLE)
                    .mapToObj(trial -> IntStream.range(0, releases)
                            .mapToObj(release -> seen(present, "trial %d, release %d".formatted(trial, release)))
                            .reduce(Vec.zeros(PEOPLE), (sum, release) -> sum.plus(1, release)))
                    .flatMapToDouble(Vec::stream)
                    .limit(TRIALS)
                    .toArray();
        }

        private Vec seen(boolean present, String release) {
            SortedMap<String, Long> sums = new TreeMap<>();
            for (int person = 0; person < PEOPLE; person++) {
                String own = "person-%02d/".formatted(person);
                contribution.forEach((cohort, units) ->
                        sums.put(own + cohort, 100L * EventContribution.UNIT + (present ? units : 0)));
            }
            List<Double> noisy = List.copyOf(
                    CohortNoise.noisySums(release, sums, TestRandomness.noiseKey(40, present ? 1 : 0), drawn)
                            .values());
            int size = contribution.size();
            return Vec.of(IntStream.range(0, PEOPLE)
                    .mapToDouble(person -> noisy.subList(person * size, (person + 1) * size).stream()
                            .mapToDouble(Double::doubleValue)
                            .sum())
                    .toArray());
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static SortedMap<String, Long> bounded(int most) {
        return CohortContribution.clipped(PERSON, most, "ada", CHOICE).units();
    }

    /** A contribution of a mutant, which bypasses the check of the bounds. */
    private static SortedMap<String, Long> unclipped(ToLongFunction<String> units) {
        SortedMap<String, Long> contribution = new TreeMap<>();
        bounded(PARAMETERS.maxCohortsPerUser())
                .keySet()
                .forEach(cohort -> contribution.put(cohort, units.applyAsLong(cohort)));
        return contribution;
    }

    static Stream<CohortAudit> attacksOnTheMechanism() {
        return Stream.of(
                new CohortAudit("cohorts: a person in the 5 releases of 30 days", bounded(4), PARAMETERS, 5),
                new CohortAudit("cohorts: one release", bounded(4), PARAMETERS, 1));
    }

    static Stream<CohortAudit> mutants() {
        CohortPrivacyParameters aQuarterOfTheNoise = new CohortPrivacyParameters(14, 1e-6, 4, 5);
        return Stream.of(
                new CohortAudit("cohorts, mutant: a quarter of the noise", bounded(4), aQuarterOfTheNoise, 5),
                new CohortAudit("cohorts, mutant: a person counts in 40 cohorts", bounded(40), PARAMETERS, 5),
                new CohortAudit(
                        "cohorts, mutant: an unclipped value of 5",
                        unclipped(cohort -> 5L * EventContribution.UNIT),
                        PARAMETERS,
                        5));
    }

    @ParameterizedTest
    @MethodSource("attacksOnTheMechanism")
    void theMechanismKeepsItsPromiseAgainst(CohortAudit audit) {
        assertThat(audit.certified()).isBetween(0.0, PARAMETERS.epsilon());
    }

    @ParameterizedTest
    @MethodSource
    void mutants(CohortAudit audit) {
        assertThat(audit.certified()).isGreaterThan(PARAMETERS.epsilon());
    }

    @AfterAll
    static void printTheTable() {
        System.out.println(TABLE);
    }
}
