package io.portrait.release.mechanism;

/**
 * The clipped contribution of one event to the noisy sums: an integer vector v with Σ|vᵢ| ≤ {@value #UNIT} over all
 * coordinates. This bound is the L1 sensitivity of the release, on which the privacy guarantee rests; a value of this
 * type cannot violate it.
 *
 * @param units v, in units of 1/{@value #UNIT} event weight
 */
public record EventContribution(LongVec units) {

    /** U: the integer units of an event of weight 1, and the L1 sensitivity of the epoch sums. */
    public static final int UNIT = 1 << 16;

    // Upper bound of a weight before clipping; it keeps the total finite for any number of coordinates.
    private static final double MAX_WEIGHT = 1e12;

    /**
     * Checks the bound.
     *
     * @throws IllegalArgumentException if Σ|vᵢ| is over {@value #UNIT}
     */
    public EventContribution {
        long remaining = UNIT;
        for (int i = 0; i < units.size(); i++) {
            long unit = units.get(i);
            if (unit > remaining || unit < -remaining) {
                throw new IllegalArgumentException(
                        "total absolute weight must be at most %d units, element %d is %d with %d left"
                                .formatted(UNIT, i, unit, remaining));
            }
            remaining -= Math.abs(unit);
        }
    }

    /**
     * The contribution of an event with these weights. A total absolute weight over 1 is scaled down to 1; then each
     * weight is rounded toward zero. Any input is valid: NaN counts as 0, and values beyond ±10¹² count as ±10¹². O(n).
     *
     * @param weights one per coordinate, in event weights; not modified
     */
    public static EventContribution clipped(double... weights) {
        double total = 0;
        for (double weight : weights) {
            total += Math.abs(clamp(weight));
        }
        // The total is off by a factor within 1 ± n·2⁻⁵³, each quotient and product by another 2⁻⁵³. So the sum before
        // rounding is at most U·(1 + (n + 3)·2⁻⁵³) < U + 1 for every n < 2³¹; being an integer after it, at most U.
        double divisor = Math.max(1, total);
        long[] units = new long[weights.length];
        for (int i = 0; i < units.length; i++) {
            units[i] = (long) (clamp(weights[i]) / divisor * UNIT);
        }
        return new EventContribution(LongVec.of(units));
    }

    /**
     * The decayed contribution of a late event: v ← v·λ^age, rounded toward zero. A late event counts in the epoch of
     * its arrival, because its own epoch is closed.
     *
     * @param ageEpochs closed epochs since the event, 0 or more
     * @throws IllegalArgumentException if the age is negative
     */
    public EventContribution decayed(long ageEpochs, ProfilePrivacyParameters parameters) {
        double decay = parameters.decayFactor(ageEpochs);
        long[] decayed = new long[units.size()];
        for (int i = 0; i < decayed.length; i++) {
            decayed[i] = (long) (units.get(i) * decay);
        }
        return new EventContribution(LongVec.of(decayed));
    }

    private static double clamp(double weight) {
        return Double.isNaN(weight) ? 0 : Math.clamp(weight, -MAX_WEIGHT, MAX_WEIGHT);
    }
}
