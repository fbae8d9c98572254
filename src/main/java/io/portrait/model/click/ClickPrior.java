package io.portrait.model.click;

import io.portrait.kernel.Checks;

/**
 * The click rate that is assumed without data.
 *
 * @param rate clicks per view, in (0, 1)
 * @param persons the number of persons that the assumption counts as. One person changes a rate by at most 1 / (persons + 1)
 */
public record ClickPrior(double rate, double persons) {

    /** Checks the bounds. */
    public ClickPrior {
        Checks.requireWithin("rate", rate, 1e-6, 0.999999);
        Checks.requireWithin("persons", persons, 1, 1e6);
    }
}
