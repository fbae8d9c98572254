package io.portrait.release.mechanism;

import io.portrait.kernel.Vec;
import java.util.function.LongFunction;

/**
 * The noisy decayed sums Ŝ_e of one person at both noise levels. All released profile values are computed from them.
 * Each epoch adds its {@link EpochSums} once with the noise of that epoch; everything later is post-processing, so
 * reads have no privacy cost (parallel composition of pure mechanisms under adaptive updates: Henzinger, Safavi and
 * Vadhan, arXiv 2411.03299).
 *
 * @param epoch e, the last closed epoch, −1 or more
 * @param partnerSums Ŝ_e under ε₁ in event weights, one per topic of the public catalog; values may be negative
 * @param publicSums the same sums under ε₂, of the same size
 */
public record NoisySum(long epoch, Vec partnerSums, Vec publicSums) {

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException if the epoch is below −1, there are over {@value EpochSums#MAX_SIZE}
     *     coordinates, or the sizes differ
     */
    public NoisySum {
        if (epoch < -1 || partnerSums.size() > EpochSums.MAX_SIZE || partnerSums.size() != publicSums.size()) {
            throw new IllegalArgumentException("epoch must be at least -1 and both sums at most %d, are %d and %d, %d"
                    .formatted(EpochSums.MAX_SIZE, epoch, partnerSums.size(), publicSums.size()));
        }
    }

    /**
     * The state before the first epoch. It has no coordinates; the first epoch sums add them.
     *
     * @param firstEpoch the first epoch to be closed, 0 or more
     * @throws IllegalArgumentException if the epoch is negative
     */
    public static NoisySum beforeEpoch(long firstEpoch) {
        return new NoisySum(firstEpoch - 1, Vec.zeros(0), Vec.zeros(0));
    }

    /** The sums at one noise level. */
    public Vec sums(NoiseLevel level) {
        return switch (level) {
            case PARTNER -> partnerSums;
            case PUBLIC -> publicSums;
        };
    }

    /**
     * Closes one epoch at both noise levels: Ŝ_e = λ·Ŝ_{e−1} + (x_e + z_e)/U. Additional coordinates are topics that
     * were appended to the catalog; their sums start at 0. O(d), about 12 µs plus 0.4 µs per coordinate.
     *
     * @param exact sums of the next epoch, with at least as many coordinates as this state
     * @throws IllegalArgumentException if the sums are of another epoch, or have fewer coordinates
     */
    public NoisySum close(EpochSums exact, NoiseKey key, ProfilePrivacyParameters parameters) {
        requireFollowing(exact);
        EpochNoise noise = EpochNoise.draw(exact, key, parameters);
        double lambda = parameters.decayFactor();
        return new NoisySum(
                exact.epoch(),
                decayAndAdd(lambda, partnerSums, exact.sums().plus(noise.partnerNoise())),
                decayAndAdd(lambda, publicSums, exact.sums().plus(noise.publicNoise())));
    }

    /**
     * Closes every epoch up to a given one, including idle ones. It repeats {@link #close}, so the result has the same
     * bits however a range is split.
     *
     * @param lastEpoch the last epoch to close, {@link #epoch} or later; equal to it, nothing changes
     * @param exactByEpoch the sums of each epoch, {@link EpochSums#ofIdleEpoch} without events, in the catalog version
     *     that was in effect when that epoch ended
     * @throws IllegalArgumentException if the last epoch is closed already, or sums do not fit
     */
    public NoisySum closeThrough(
            long lastEpoch, LongFunction<EpochSums> exactByEpoch, NoiseKey key, ProfilePrivacyParameters parameters) {
        if (lastEpoch < epoch) {
            throw new IllegalArgumentException("epoch %d is closed, cannot go back to %d".formatted(epoch, lastEpoch));
        }
        NoisySum state = this;
        while (state.epoch < lastEpoch) {
            state = state.close(exactByEpoch.apply(state.epoch + 1), key, parameters);
        }
        return state;
    }

    private static Vec decayAndAdd(double lambda, Vec sums, LongVec noisy) {
        double[] next = new double[noisy.size()];
        for (int i = 0; i < next.length; i++) {
            double previous = i < sums.size() ? sums.get(i) : 0;
            // Ŝ_e = λ·Ŝ_{e−1} + (x_e + z_e)/U
            next[i] = lambda * previous + (double) noisy.get(i) / EventContribution.UNIT;
        }
        return Vec.adopt(next);
    }

    private void requireFollowing(EpochSums exact) {
        if (exact.epoch() != epoch + 1) {
            throw new IllegalArgumentException(
                    "epoch %d must be closed next, not %d".formatted(epoch + 1, exact.epoch()));
        }
        if (exact.sums().size() < partnerSums.size()) {
            throw new IllegalArgumentException("topics can only be appended: %d coordinates cannot become %d"
                    .formatted(partnerSums.size(), exact.sums().size()));
        }
    }
}
