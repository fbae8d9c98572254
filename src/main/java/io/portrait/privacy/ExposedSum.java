package io.portrait.privacy;

import io.portrait.kernel.Vec;
import java.util.function.LongFunction;

/**
 * Ŝ_e, the noisy decayed sums of one person, fine and coarse: the only thing from which anything is shown outside. Each epoch adds its
 * {@link Cell} once, with the cell's own noise, and everything after is post-processing, so reading it costs nothing
 * (parallel composition of pure mechanisms under adaptive updates: Henzinger, Safavi and Vadhan, arXiv 2411.03299).
 *
 * @param epoch e, the last closed epoch, −1 or more
 * @param fine Ŝ_e under ε₁ in event weights, one per exposed coordinate; values may be negative
 * @param coarse the same sums under ε₂, of the same size
 */
public record ExposedSum(long epoch, Vec fine, Vec coarse) {

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException if the epoch is below −1, there are over {@value Cell#MAX_SIZE} coordinates, or the
     *     sizes differ
     */
    public ExposedSum {
        if (epoch < -1 || fine.size() > Cell.MAX_SIZE || fine.size() != coarse.size()) {
            throw new IllegalArgumentException("epoch must be at least -1 and both sums at most %d, are %d and %d, %d"
                    .formatted(Cell.MAX_SIZE, epoch, fine.size(), coarse.size()));
        }
    }

    /**
     * The state before anything is closed. It has no coordinates yet: the first cell brings them.
     *
     * @param firstEpoch the epoch that will be closed first, 0 or more
     * @throws IllegalArgumentException if the epoch is negative
     */
    public static ExposedSum before(long firstEpoch) {
        return new ExposedSum(firstEpoch - 1, Vec.zeros(0), Vec.zeros(0));
    }

    /** The sums as one view shows them. */
    public Vec sums(Grain grain) {
        return switch (grain) {
            case FINE -> fine;
            case COARSE -> coarse;
        };
    }

    /**
     * Closes one epoch, in both views: Ŝ_e = λ·Ŝ_{e−1} + (x_e + z_e)/U. Where the cell has more coordinates than this state, topics
     * were appended to the catalogue; their sums begin at 0. O(d), about 12 µs and 0.4 µs per coordinate.
     *
     * @param cell of the epoch after this one, with at least as many coordinates
     * @throws IllegalArgumentException if the cell is of another epoch, or has fewer coordinates
     */
    public ExposedSum close(Cell cell, NoiseKey key, ExposurePolicy policy) {
        requireFollowing(cell);
        CellNoise noise = CellNoise.draw(cell, key, policy);
        double lambda = policy.retention();
        return new ExposedSum(
                cell.epoch(),
                step(lambda, fine, cell.sums().plus(noise.fine())),
                step(lambda, coarse, cell.sums().plus(noise.coarse())));
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

    private static Vec step(double lambda, Vec sums, LongVec noisy) {
        double[] next = new double[noisy.size()];
        for (int i = 0; i < next.length; i++) {
            double previous = i < sums.size() ? sums.get(i) : 0;
            // Ŝ_e = λ·Ŝ_{e−1} + (x_e + z_e)/U
            next[i] = lambda * previous + (double) noisy.get(i) / Contribution.UNIT;
        }
        return Vec.adopt(next);
    }

    private void requireFollowing(Cell cell) {
        if (cell.epoch() != epoch + 1) {
            throw new IllegalArgumentException(
                    "epoch %d must be closed next, not %d".formatted(epoch + 1, cell.epoch()));
        }
        if (cell.sums().size() < fine.size()) {
            throw new IllegalArgumentException("topics are only ever appended: %d coordinates cannot become %d"
                    .formatted(fine.size(), cell.sums().size()));
        }
    }
}
