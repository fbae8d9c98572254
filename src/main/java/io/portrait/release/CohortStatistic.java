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
 * A registered statistic over people. It is public from its registration on, and never changes.
 *
 * @param cohorts the public list; for {@link CohortKind#TOPICS} empty, the names come from the data
 * @param measure what is added up over a cohort's people
 */
public record CohortStatistic(
        String name,
        String description,
        CohortKind kind,
        List<Cohort> cohorts,
        CohortMeasure measure,
        Instant registeredAt) {

    /** Where the cohorts come from. */
    public enum CohortKind {
        /** A list of rules. */
        RULES,
        /** One for each first-level topic that people have a positive interest in, whatever it is called. */
        TOPICS
    }

    /**
     * A group of people.
     *
     * @param rule as text; see {@link SegmentRule}
     */
    public record Cohort(String name, String rule) {}

    /**
     * A person's value in a cohort, clipped: min(of / cap, 1).
     *
     * @param expression a number of the profile, as text; empty: everybody counts 1
     * @param cap over 0
     */
    public record CohortMeasure(String expression, double cap) {

        /** The number of people. */
        public static final CohortMeasure COUNT = new CohortMeasure("", 1);

        boolean isCount() {
            return expression.isEmpty();
        }
    }

    /** Keeps a copy of the list. */
    public CohortStatistic {
        cohorts = List.copyOf(cohorts);
    }

    /** Adds up the exact sums of a release, in units of 2⁻¹⁶ people. */
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
