package io.portrait.release.mechanism;

import io.portrait.kernel.Checks;

/**
 * A data cell: all that one person did in one epoch, as one sum of {@link EventContribution}s. It is the thing that noise
 * belongs to: every component enters the key of the draw, so the same cell always gets the same noise, and any other
 * cell gets noise that is independent of it.
 *
 * @param incarnation counts the person's erasures, 0 or more: noise is new after each
 * @param catalogVersion the version of the exposed catalogue that was in force when the epoch closed, 0 or more
 * @param epoch the epoch's number, 0 or more
 * @param sums x_e, at most 64 coordinates in units of 1/{@value EventContribution#UNIT} event weight, each within ±2⁵³
 */
public record EpochSums(int incarnation, int catalogVersion, long epoch, LongVec sums) {

    /** The most coordinates that are exposed. Each adds as much noise as all others, and costs a draw. */
    public static final int MAX_SIZE = 64;

    private static final long MAX_SUM = 1L << 53;

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException if a component is out of bounds
     */
    public EpochSums {
        Checks.requireWithin("incarnation", incarnation, 0, Integer.MAX_VALUE);
        Checks.requireWithin("catalogueVersion", catalogVersion, 0, Integer.MAX_VALUE);
        Checks.requireWithin("coordinates of a cell", sums.size(), 0, MAX_SIZE);
        if (epoch < 0) {
            throw new IllegalArgumentException("epoch must be at least 0, is %d".formatted(epoch));
        }
        sums.stream().forEach(EpochSums::requireExactAsDouble);
    }

    /**
     * The cell of an epoch in which nothing happened. It is closed like any other: leaving its noise out would say that
     * nothing happened.
     *
     * @param size coordinates of the exposed catalogue in that version, 0 to 64
     * @throws IllegalArgumentException if an argument is out of bounds
     */
    public static EpochSums ofIdleEpoch(int incarnation, int catalogueVersion, long epoch, int size) {
        Checks.requireWithin("coordinates of a cell", size, 0, MAX_SIZE);
        return new EpochSums(incarnation, catalogueVersion, epoch, LongVec.zeros(size));
    }

    private static void requireExactAsDouble(long sum) {
        if (sum < -MAX_SUM || sum > MAX_SUM) {
            throw new IllegalArgumentException("sum must be in [-2^53, 2^53], is %d".formatted(sum));
        }
    }
}
