package io.portrait.model.fraud;

import io.portrait.kernel.Checks;

/**
 * What of all payments is kept. Beyond it the longest quiet is forgotten, and is then as if never seen.
 *
 * @param cards whose history is kept, about 1.2 KB each
 * @param terminals whose history is kept, about 1.3 KB each
 * @param pendingLabels payments that wait for their label, about 500 bytes each
 */
public record RiskCapacity(int cards, int terminals, int pendingLabels) {

    /** As much as there is. */
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
        Checks.requireWithin("unlabelled", pendingLabels, 1, Integer.MAX_VALUE);
    }
}
