package io.portrait.release;

import io.portrait.kernel.UserId;
import io.portrait.profile.Profile;
import io.portrait.profile.segment.Operand;
import io.portrait.profile.segment.ProfileAttributes;
import io.portrait.profile.segment.SegmentRule;
import io.portrait.release.mechanism.CohortContribution;
import io.portrait.release.mechanism.CohortPrivacyParameters;
import io.portrait.release.mechanism.NoiseKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A registered cohort statistic. It is public and immutable.
 *
 * @param cohorts public list of cohorts; empty for {@link CohortKind#TOPICS}, whose names come from the data
 * @param measure value of a person that is summed over a cohort
 */
public record CohortStatistic(
        String name,
        String description,
        CohortKind kind,
        List<Cohort> cohorts,
        CohortMeasure measure,
        Instant registeredAt) {

    /** The source of the cohorts. */
    public enum CohortKind {
        /** A public list of rules. */
        RULES,
        /** One cohort for each first-level topic in which people have a positive interest. */
        TOPICS
    }

    /**
     * A named group of people.
     *
     * @param rule rule as text; see {@link SegmentRule}
     */
    public record Cohort(String name, String rule) {}

    /**
     * The value of a person in a cohort, clipped: min(expression / cap, 1).
     *
     * @param expression numeric expression over the profile, as text; empty: each person counts 1
     * @param cap upper bound of a value, above 0
     */
    public record CohortMeasure(String expression, double cap) {

        /** The number of people. */
        public static final CohortMeasure COUNT = new CohortMeasure("", 1);

        boolean isCount() {
            return expression.isEmpty();
        }
    }

    /** Copies the list. */
    public CohortStatistic {
        cohorts = List.copyOf(cohorts);
    }

    /** The accumulator of the exact sums of a release, in units of 2⁻¹⁶ people. */
    final class CohortSums {

        private final Map<String, SegmentRule> rules = new HashMap<>();
        private final SortedMap<String, Long> sums = new TreeMap<>();
        private final NoiseKey selectionKey;
        private final CohortPrivacyParameters parameters;
        private final Instant now;

        CohortSums(NoiseKey selectionKey, CohortPrivacyParameters parameters, Instant now) {
            this.selectionKey = selectionKey;
            this.parameters = parameters;
            this.now = now;
            cohorts.forEach(cohort -> {
                rules.put(cohort.name(), SegmentRule.parse(cohort.rule()));
                sums.put(cohort.name(), 0L);
            });
        }

        void add(Profile profile) {
            UserId user = profile.user();
            CohortContribution.clipped(values(profile), parameters.maxCohortsPerUser(), user.value(), selectionKey)
                    .units()
                    .forEach((cohort, units) -> sums.merge(cohort, units, Long::sum));
        }

        private Map<String, Double> values(Profile profile) {
            Map<String, Double> values = new HashMap<>();
            switch (kind) {
                case RULES -> {
                    ProfileAttributes facts = ProfileAttributes.of(profile, now);
                    rules.entrySet().stream()
                            .filter(cohort -> cohort.getValue().matches(facts))
                            .forEach(cohort -> values.put(cohort.getKey(), value(facts)));
                }
                case TOPICS ->
                    profile.interests().stream()
                            .filter(interest -> interest.topic().isFirstLevel() && interest.weight() > 0)
                            .forEach(interest -> values.put(interest.topic().path(), 1.0));
            }
            return values;
        }

        private double value(ProfileAttributes facts) {
            return measure.isCount()
                    ? 1
                    : Operand.parseNumeric(measure.expression()).number(facts) / measure.cap();
        }

        SortedMap<String, Long> sums() {
            return sums;
        }
    }
}
