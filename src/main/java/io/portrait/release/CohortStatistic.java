package io.portrait.release;

import io.portrait.kernel.UserId;
import io.portrait.privacy.CohortContribution;
import io.portrait.privacy.CohortPolicy;
import io.portrait.privacy.NoiseKey;
import io.portrait.profile.Profile;
import io.portrait.segment.Facts;
import io.portrait.segment.Operand;
import io.portrait.segment.Rule;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A registered statistic over people. It is public from its registration on, and never changes.
 *
 * @param cohorts the public list; for {@link Kind#TOPICS} empty, the names come from the data
 * @param measure what is added up over a cohort's people
 */
public record CohortStatistic(
        String name, String description, Kind kind, List<Cohort> cohorts, Measure measure, Instant registeredAt) {

    /** Where the cohorts come from. */
    public enum Kind {
        /** A list of rules. */
        RULES,
        /** One for each first-level topic that people have a positive interest in, whatever it is called. */
        TOPICS
    }

    /**
     * A group of people.
     *
     * @param rule as text; see {@link Rule}
     */
    public record Cohort(String name, String rule) {}

    /**
     * A person's value in a cohort, clipped: min(of / cap, 1).
     *
     * @param of a number of the profile, as text; empty: everybody counts 1
     * @param cap over 0
     */
    public record Measure(String of, double cap) {

        /** The number of people. */
        public static final Measure COUNT = new Measure("", 1);

        boolean isCount() {
            return of.isEmpty();
        }
    }

    /** Keeps a copy of the list. */
    public CohortStatistic {
        cohorts = List.copyOf(cohorts);
    }

    /** Adds up the exact sums of a release, in units of 2⁻¹⁶ people. */
    final class Tally {

        private final Map<String, Rule> rules = new HashMap<>();
        private final SortedMap<String, Long> sums = new TreeMap<>();
        private final NoiseKey choice;
        private final CohortPolicy policy;
        private final Instant now;

        Tally(NoiseKey choice, CohortPolicy policy, Instant now) {
            this.choice = choice;
            this.policy = policy;
            this.now = now;
            cohorts.forEach(cohort -> {
                rules.put(cohort.name(), Rule.parse(cohort.rule()));
                sums.put(cohort.name(), 0L);
            });
        }

        void add(Profile profile) {
            UserId user = profile.user();
            CohortContribution.bounded(values(profile), policy.cohortsPerUser(), user.value(), choice)
                    .units()
                    .forEach((cohort, units) -> sums.merge(cohort, units, Long::sum));
        }

        private Map<String, Double> values(Profile profile) {
            Map<String, Double> values = new HashMap<>();
            switch (kind) {
                case RULES -> {
                    Facts facts = Facts.of(profile, now);
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

        private double value(Facts facts) {
            return measure.isCount() ? 1 : Operand.parseNumeric(measure.of()).number(facts) / measure.cap();
        }

        SortedMap<String, Long> sums() {
            return sums;
        }
    }
}
