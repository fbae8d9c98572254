package io.portrait.risk;

import io.portrait.kernel.Limits;

/**
 * What of all payments is kept. Beyond it the longest quiet is forgotten, and is then as if never seen.
 *
 * @param cards whose history is kept, about 1.2 KB each
 * @param terminals whose history is kept, about 1.3 KB each
 * @param unlabelled payments that wait for their label, about 500 bytes each
 */
public record RiskBounds(int cards, int terminals, int unlabelled) {

    /** As much as there is. */
    public static final RiskBounds NONE = new RiskBounds(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is below 1
     */
    public RiskBounds {
        Limits.requireWithin("cards", cards, 1, Integer.MAX_VALUE);
        Limits.requireWithin("terminals", terminals, 1, Integer.MAX_VALUE);
        Limits.requireWithin("unlabelled", unlabelled, 1, Integer.MAX_VALUE);
    }
}
