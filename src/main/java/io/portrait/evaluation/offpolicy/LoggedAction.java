package io.portrait.evaluation.offpolicy;

import java.util.List;

/**
 * A decision in a log.
 *
 * @param slot in which it was shown
 * @param action what was shown
 * @param propensity with which probability, above 0
 * @param reward what came of it
 * @param candidates all that could have been shown, what the logged policy thought best first; empty where the log does not say
 */
record LoggedAction(int slot, String action, double propensity, double reward, List<String> candidates) {

    LoggedAction {
        if (!(propensity > 0 && propensity <= 1)) {
            throw new IllegalArgumentException(
                    "a propensity must be in (0, 1], is %s: without it the log says nothing of other policies"
                            .formatted(propensity));
        }
        candidates = List.copyOf(candidates);
    }

    LoggedAction(int slot, String action, double propensity, double reward) {
        this(slot, action, propensity, reward, List.of());
    }
}
