package io.portrait.evaluation.offpolicy;

import java.util.List;

/**
 * An action in the log of a policy.
 *
 * @param slot the slot in which the action was shown
 * @param action the action, such as an item
 * @param propensity the probability of the action under the logging policy, above 0
 * @param reward the observed reward
 * @param candidates all possible actions, the best one by the logging policy first; empty if the log does not contain
 *     them
 */
record LoggedAction(int slot, String action, double propensity, double reward, List<String> candidates) {

    LoggedAction {
        if (!(propensity > 0 && propensity <= 1)) {
            throw new IllegalArgumentException(
                    "a propensity must be in (0, 1], is %s: without it other policies cannot be estimated"
                            .formatted(propensity));
        }
        candidates = List.copyOf(candidates);
    }

    LoggedAction(int slot, String action, double propensity, double reward) {
        this(slot, action, propensity, reward, List.of());
    }
}
