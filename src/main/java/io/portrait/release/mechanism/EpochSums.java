package io.portrait.release.mechanism;

import io.portrait.kernel.Checks;

/**
 * The exact sums x_e of one person in one epoch: the sum of the {@link EventContribution}s of the epoch. All components
 * enter the derivation of the noise, so equal epoch sums always get equal noise, and different epoch sums get
 * independent noise.
 *
 * @param incarnation number of erasures of the person, 0 or more; each erasure leads to new noise
 * @param catalogVersion version of the public topic catalog that was in effect when the epoch closed, 0 or more
 * @param epoch number of the epoch, 0 or more
 * @param sums x_e, at most 64 coordinates in units of 1/{@value EventContribution#UNIT} event weight, each within ±2⁵³
 */
public record EpochSums(int incarnation, int catalogVersion, long epoch, LongVec sums) {

    /** The largest number of coordinates. Each coordinate has noise of the same size and costs one draw. */
    public static final int MAX_SIZE = 64;

    private static final long MAX_SUM = 1L << 53;

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException if a component is out of bounds
     */
    public EpochSums {
        Checks.requireWithin("incarnation", incarnation, 0, Integer.MAX_VALUE);
        Checks.requireWithin("catalogVersion", catalogVersion, 0, Integer.MAX_VALUE);
        Checks.requireWithin("coordinates of epoch sums", sums.size(), 0, MAX_SIZE);
        if (epoch < 0) {
            throw new IllegalArgumentException("epoch must be at least 0, is %d".formatted(epoch));
        }
        sums.stream().forEach(EpochSums::requireExactAsDouble);
    }

    /**
     * The sums of an epoch without events. The epoch is closed with noise like any other, because missing noise would
     * reveal that there were no events.
     *
     * @param size number of topics of the public catalog in that version, 0 to 64
     * @throws IllegalArgumentException if an argument is out of bounds
     */
    public static EpochSums ofIdleEpoch(int incarnation, int catalogVersion, long epoch, int size) {
        Checks.requireWithin("coordinates of epoch sums", size, 0, MAX_SIZE);
        return new EpochSums(incarnation, catalogVersion, epoch, LongVec.zeros(size));
    }

    private static void requireExactAsDouble(long sum) {
        if (sum < -MAX_SUM || sum > MAX_SUM) {
            throw new IllegalArgumentException("sum must be in [-2^53, 2^53], is %d".formatted(sum));
        }
    }
}
