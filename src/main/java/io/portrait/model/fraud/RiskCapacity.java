package io.portrait.model.fraud;

import io.portrait.kernel.Checks;

/**
 * Memory limits of a {@link RiskModel}. Beyond a limit the least recently used entry is evicted; it then counts as
 * unseen.
 *
 * @param cards maximum number of card histories, about 1.2 KB each
 * @param terminals maximum number of terminal histories, about 1.3 KB each
 * @param pendingLabels maximum number of payments that wait for their label, about 500 bytes each
 */
public record RiskCapacity(int cards, int terminals, int pendingLabels) {

    /** No limits. */
    public static final RiskCapacity UNLIMITED =
            new RiskCapacity(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is below 1
     */
    public RiskCapacity {
        Checks.requireWithin("cards", cards, 1, Integer.MAX_VALUE);
        Checks.requireWithin("terminals", terminals, 1, Integer.MAX_VALUE);
        Checks.requireWithin("pendingLabels", pendingLabels, 1, Integer.MAX_VALUE);
    }
}
