package io.portrait.evaluate.offpolicy;

/**
 * A decision in a log.
 *
 * @param slot in which it was shown
 * @param action what was shown
 * @param propensity with which probability, above 0
 * @param reward what came of it
 */
record Logged(int slot, String action, double propensity, double reward) {

    Logged {
        if (!(propensity > 0 && propensity <= 1)) {
            throw new IllegalArgumentException(
                    "a propensity must be in (0, 1], is %s: without it the log says nothing of other policies"
                            .formatted(propensity));
        }
    }
}
