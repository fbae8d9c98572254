package io.portrait.release;

import io.portrait.profile.segment.Operand;
import io.portrait.profile.segment.RuleSyntaxException;
import io.portrait.profile.segment.SegmentRule;
import io.portrait.release.CohortStatistic.Cohort;
import io.portrait.release.CohortStatistic.CohortKind;
import io.portrait.release.CohortStatistic.CohortMeasure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The definition of a cohort statistic that is to be registered; see {@link CohortStatistic}. */
public record CohortDefinition(
        String name, String description, CohortKind kind, List<Cohort> cohorts, CohortMeasure measure) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final int MAX_DESCRIPTION = 500;
    private static final int MAX_COHORTS = 100;
    private static final double MAX_CAP = 1e12;

    /** Copies the list. */
    public CohortDefinition {
        cohorts = List.copyOf(cohorts);
    }

    /** All violations of the definition; empty if it is valid. */
    List<String> violations() {
        List<String> violations = new ArrayList<>();
        if (!NAME.matcher(name).matches()) {
            violations.add("name must have 1 to 64 lower-case letters, digits and dashes");
        }
        if (description.length() > MAX_DESCRIPTION) {
            violations.add("description must have at most %d characters".formatted(MAX_DESCRIPTION));
        }
        addCohortViolations(violations);
        addMeasureViolations(violations);
        return violations;
    }

    private void addCohortViolations(List<String> violations) {
        boolean hasRules = kind == CohortKind.RULES;
        if (hasRules && (cohorts.isEmpty() || cohorts.size() > MAX_COHORTS)) {
            violations.add("the number of cohorts must be 1 to %d, is %d".formatted(MAX_COHORTS, cohorts.size()));
        }
        if (!hasRules && !cohorts.isEmpty()) {
            violations.add("cohorts must be empty for the kind topics, because the names come from the data");
        }
        Set<String> names = new HashSet<>();
        for (Cohort cohort : cohorts) {
            if (!NAME.matcher(cohort.name()).matches() || !names.add(cohort.name())) {
                violations.add("the cohort name '%s' is invalid or not unique".formatted(cohort.name()));
            }
            addSyntaxViolation(violations, cohort.name(), () -> SegmentRule.parse(cohort.rule()));
        }
    }

    private void addMeasureViolations(List<String> violations) {
        if (!(measure.cap() > 0 && measure.cap() <= MAX_CAP)) {
            violations.add("cap must be over 0 and at most %s, is %s".formatted(MAX_CAP, measure.cap()));
        }
        if (measure.isCount()) {
            return;
        }
        if (kind == CohortKind.TOPICS) {
            violations.add("the kind topics counts people and allows no measure");
        }
        addSyntaxViolation(violations, "measure", () -> Operand.parseNumeric(measure.expression()));
    }

    private static void addSyntaxViolation(List<String> violations, String field, Runnable parsing) {
        try {
            parsing.run();
        } catch (RuleSyntaxException e) {
            violations.add("%s: %s".formatted(field, e.getMessage()));
        }
    }

    CohortStatistic toStatistic(Instant registeredAt) {
        return new CohortStatistic(name, description, kind, cohorts, measure, registeredAt);
    }
}
