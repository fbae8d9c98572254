package io.portrait.release;

import java.util.List;

/** What became of an order concerning cohort statistics. */
public sealed interface CohortOutcome {

    /** The statistic is registered. */
    record Registered(CohortStatistic statistic) implements CohortOutcome {}

    /** The release is made and charged. */
    record Released(CohortRelease release) implements CohortOutcome {}

    /** There is no such statistic. */
    record NotFound() implements CohortOutcome {}

    /** There is one of this name already; it never changes. */
    record NameTaken() implements CohortOutcome {}

    /** All that is wrong with the definition. */
    record InvalidDefinition(List<String> reasons) implements CohortOutcome {}

    /** It was released in this period; once is all there is. */
    record AlreadyReleased(long period) implements CohortOutcome {}

    /**
     * The budget of the last 30 days does not allow another release.
     *
     * @param spent ρ of the releases of the window
     */
    record BudgetExhausted(double spent, double budget) implements CohortOutcome {}
}
