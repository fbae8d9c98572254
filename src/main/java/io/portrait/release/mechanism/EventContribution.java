package io.portrait.release.mechanism;

/**
 * What one event adds to the exposed sums: an integer vector v with Σ|vᵢ| ≤ {@value #UNIT} over all exposed
 * coordinates together. That bound is the sensitivity of the release, and so the whole of its privacy: a value of this
 * type cannot break it.
 *
 * @param units v, in units of 1/{@value #UNIT} event weight
 */
public record EventContribution(LongVec units) {

    /** U: the integer units of an event of weight 1, and the L1 sensitivity of a cell. */
    public static final int UNIT = 1 << 16;

    // Infinities and larger weights count as this; it keeps the total finite for any number of coordinates.
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
     * weight is rounded toward zero. Takes any input: NaN counts as 0, and what is beyond ±10¹² as ±10¹². O(n).
     *
     * @param weights one per exposed coordinate, in event weights; not modified
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
     * This contribution when it arrives late: v ← v·λ^age, rounded toward zero. It counts in the epoch of its arrival,
     * because the cell of its own epoch is closed.
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
