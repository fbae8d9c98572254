package io.portrait.release;

import java.util.List;

/** The outcome of a registration or release of a cohort statistic. */
public sealed interface CohortOutcome {

    /** The statistic is registered. */
    record Registered(CohortStatistic statistic) implements CohortOutcome {}

    /** The statistic was released and charged to the ledger. */
    record Released(CohortRelease release) implements CohortOutcome {}

    /** No statistic has the name. */
    record NotFound() implements CohortOutcome {}

    /** Another statistic has the name; statistics cannot be changed. */
    record NameTaken() implements CohortOutcome {}

    /** The definition is invalid, for the given reasons. */
    record InvalidDefinition(List<String> reasons) implements CohortOutcome {}

    /** The statistic was already released in this period. */
    record AlreadyReleased(long period) implements CohortOutcome {}

    /**
     * The budget of the last 30 days does not allow another release.
     *
     * @param spent ρ of the releases of the last 30 days
     * @param budget ρ that is available for 30 days
     */
    record BudgetExhausted(double spent, double budget) implements CohortOutcome {}
}
