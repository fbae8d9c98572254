package io.portrait.release;

import io.portrait.release.CohortStatistic.Cohort;
import io.portrait.release.CohortStatistic.Kind;
import io.portrait.release.CohortStatistic.Measure;
import io.portrait.segment.Operand;
import io.portrait.segment.Rule;
import io.portrait.segment.RuleSyntaxException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** A statistic that somebody wants to register; see {@link CohortStatistic}. */
public record CohortDraft(String name, String description, Kind kind, List<Cohort> cohorts, Measure measure) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final int MAX_DESCRIPTION = 500;
    private static final int MAX_COHORTS = 100;
    private static final double MAX_CAP = 1e12;

    /** Keeps a copy of the list. */
    public CohortDraft {
        cohorts = List.copyOf(cohorts);
    }

    /** All that is wrong with it; empty if it is right. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        if (!NAME.matcher(name).matches()) {
            faults.add("name must have 1 to 64 lower-case letters, digits and dashes");
        }
        if (description.length() > MAX_DESCRIPTION) {
            faults.add("description may have %d characters".formatted(MAX_DESCRIPTION));
        }
        addFaultsOfCohorts(faults);
        addFaultsOfMeasure(faults);
        return faults;
    }

    private void addFaultsOfCohorts(List<String> faults) {
        boolean isList = kind == Kind.RULES;
        if (isList && (cohorts.isEmpty() || cohorts.size() > MAX_COHORTS)) {
            faults.add("cohorts must be 1 to %d, are %d".formatted(MAX_COHORTS, cohorts.size()));
        }
        if (!isList && !cohorts.isEmpty()) {
            faults.add("the cohorts of topics come from the data and are not listed");
        }
        Set<String> names = new HashSet<>();
        for (Cohort cohort : cohorts) {
            if (!NAME.matcher(cohort.name()).matches() || !names.add(cohort.name())) {
                faults.add("'%s' is not a name of its own".formatted(cohort.name()));
            }
            addFault(faults, cohort.name(), () -> Rule.parse(cohort.rule()));
        }
    }

    private void addFaultsOfMeasure(List<String> faults) {
        if (!(measure.cap() > 0 && measure.cap() <= MAX_CAP)) {
            faults.add("cap must be over 0 and at most %s, is %s".formatted(MAX_CAP, measure.cap()));
        }
        if (measure.isCount()) {
            return;
        }
        if (kind == Kind.TOPICS) {
            faults.add("people of topics are counted, there is no measure");
        }
        addFault(faults, "measure", () -> Operand.parseNumeric(measure.of()));
    }

    private static void addFault(List<String> faults, String what, Runnable parsing) {
        try {
            parsing.run();
        } catch (RuleSyntaxException e) {
            faults.add("%s: %s".formatted(what, e.getMessage()));
        }
    }

    CohortStatistic statistic(Instant registeredAt) {
        return new CohortStatistic(name, description, kind, cohorts, measure, registeredAt);
    }
}
