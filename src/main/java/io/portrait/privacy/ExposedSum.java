package io.portrait.privacy;

import io.portrait.kernel.Vec;
import java.util.function.LongFunction;

/**
 * Ŝ_e, the noisy decayed sums of one person: the only thing from which anything is shown outside. Each epoch adds its
 * {@link Cell} once, with the cell's own noise, and everything after is post-processing, so reading it costs nothing
 * (parallel composition of pure mechanisms under adaptive updates: Henzinger, Safavi and Vadhan, arXiv 2411.03299).
 *
 * @param epoch e, the last closed epoch, −1 or more
 * @param sums Ŝ_e in event weights, one per exposed coordinate; values may be negative
 */
public record ExposedSum(long epoch, Vec sums) {

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException if the epoch is below −1 or there are over {@value Cell#MAX_SIZE} coordinates
     */
    public ExposedSum {
        if (epoch < -1 || sums.size() > Cell.MAX_SIZE) {
            throw new IllegalArgumentException("epoch must be at least -1 and sums at most %d, are %d and %d"
                    .formatted(Cell.MAX_SIZE, epoch, sums.size()));
        }
    }

    /**
     * The state before anything is closed. It has no coordinates yet: the first cell brings them.
     *
     * @param firstEpoch the epoch that will be closed first, 0 or more
     * @throws IllegalArgumentException if the epoch is negative
     */
    public static ExposedSum before(long firstEpoch) {
        return new ExposedSum(firstEpoch - 1, Vec.zeros(0));
    }

    /**
     * Closes one epoch: Ŝ_e = λ·Ŝ_{e−1} + (x_e + z_e)/U. Where the cell has more coordinates than this state, topics
     * were appended to the catalogue; their sums begin at 0. O(d), about 4 µs and 0.1 µs per coordinate.
     *
     * @param cell of the epoch after this one, with at least as many coordinates
     * @throws IllegalArgumentException if the cell is of another epoch, or has fewer coordinates
     */
    public ExposedSum close(Cell cell, NoiseKey key, ExposurePolicy policy) {
        requireFollowing(cell);
        return new ExposedSum(cell.epoch(), step(cell.sums(), CellNoise.draw(cell, key, policy.noise()), policy));
    }

    /**
     * Closes every epoch up to one, idle ones too. It is {@link #close} again and again, so the result has the same bits
     * however a range is split.
     *
     * @param lastEpoch the last to close, {@link #epoch} or later; equal to it, nothing changes
     * @param cells gives the cell of each epoch, {@link Cell#idle} where nothing happened, in the catalogue version that
     *     was in force when that epoch ended
     * @throws IllegalArgumentException if the last epoch is closed already, or a cell does not fit
     */
    public ExposedSum closeThrough(long lastEpoch, LongFunction<Cell> cells, NoiseKey key, ExposurePolicy policy) {
        if (lastEpoch < epoch) {
            throw new IllegalArgumentException("epoch %d is closed, cannot go back to %d".formatted(epoch, lastEpoch));
        }
        ExposedSum state = this;
        while (state.epoch < lastEpoch) {
            state = state.close(cells.apply(state.epoch + 1), key, policy);
        }
        return state;
    }

    private Vec step(LongVec x, LongVec z, ExposurePolicy policy) {
        double lambda = policy.retention();
        double[] next = new double[x.size()];
        for (int i = 0; i < next.length; i++) {
            double previous = i < sums.size() ? sums.get(i) : 0;
            // Ŝ_e = λ·Ŝ_{e−1} + (x_e + z_e)/U
            next[i] = lambda * previous + (double) (x.get(i) + z.get(i)) / Contribution.UNIT;
        }
        return Vec.adopt(next);
    }

    private void requireFollowing(Cell cell) {
        if (cell.epoch() != epoch + 1) {
            throw new IllegalArgumentException(
                    "epoch %d must be closed next, not %d".formatted(epoch + 1, cell.epoch()));
        }
        if (cell.sums().size() < sums.size()) {
            throw new IllegalArgumentException("topics are only ever appended: %d coordinates cannot become %d"
                    .formatted(sums.size(), cell.sums().size()));
        }
    }
}
