package io.portrait.evaluate.drift;

import io.portrait.kernel.Limits;
import java.util.Arrays;

/**
 * ADWIN2: a window that grows while its mean stays, and drops its older part when the means of two parts differ by more
 * than chance [1]. The window is held as an exponential histogram: rows of up to {@value #PER_ROW} buckets, each bucket of
 * row r standing for 2ʳ losses by their sum and their squared deviations. O(log n) memory; a loss costs O(1), and every
 * {@value #LOOK_EVERY}th a look at all cuts, O(log n).
 *
 * <p>A cut into n₀ older and n₁ younger losses is a change if |μ₀ − μ₁| exceeds
 *
 * <pre>
 *   ε = √(2 σ² ln(2/δ') / m) + 2 ln(2/δ') / (3 m),   1/m = 1/n₀ + 1/n₁,   δ' = δ / ln n
 * </pre>
 *
 * with σ² the window's variance [1, equation 3.1 and its practical form].
 *
 * <p>[1] A. Bifet, R. Gavaldà, "Learning from time-changing data with adaptive windowing", SIAM Data Mining 2007.
 */
public final class Adwin implements DriftDetector {

    private static final int PER_ROW = 5;
    private static final int ROWS = 40;
    private static final int LOOK_EVERY = 32;
    private static final int SMALLEST_PART = 16;

    private final double delta;

    // Row r holds its buckets oldest first; index r · (PER_ROW + 1) + i.
    private final double[] sums = new double[ROWS * (PER_ROW + 1)];
    private final double[] squares = new double[ROWS * (PER_ROW + 1)];
    private final int[] filled = new int[ROWS];
    private int rows = 1;
    private long width;
    private double total;
    private double deviations;
    private long seen;

    /**
     * A window.
     *
     * @param delta δ in (0, 1): the confidence of one look, smaller gives fewer false alarms
     */
    public Adwin(double delta) {
        this.delta = Limits.requireWithin("delta", delta, 1e-12, 0.999);
    }

    /** How many losses the window holds. */
    public long width() {
        return width;
    }

    /** The mean of the window, 0 while it is empty. */
    public double mean() {
        return width == 0 ? 0 : total / width;
    }

    @Override
    public Change add(double loss) {
        append(Math.clamp(loss, 0, 1));
        seen++;
        if (seen % LOOK_EVERY != 0 || width < 2 * SMALLEST_PART) {
            return Change.NONE;
        }
        Change change = Change.NONE;
        for (Change found = look(); found != Change.NONE; found = look()) {
            change = found;
            dropOldest();
        }
        return change;
    }

    private void append(double x) {
        if (width > 0) {
            double off = x - mean();
            deviations += off * off * width / (width + 1);
        }
        width++;
        total += x;
        put(0, x, 0);
        compress();
    }

    private void put(int row, double sum, double square) {
        int at = row * (PER_ROW + 1) + filled[row]++;
        sums[at] = sum;
        squares[at] = square;
        rows = Math.max(rows, row + 1);
    }

    /** A row that is over-full gives its two oldest buckets, made one, to the next. */
    private void compress() {
        for (int row = 0; row < ROWS - 1 && filled[row] > PER_ROW; row++) {
            int at = row * (PER_ROW + 1);
            double size = Math.scalb(1.0, row);
            double apart = sums[at] / size - sums[at + 1] / size;
            // Σ(x − x̄)² of two equal halves: the sum of theirs, and n/2 · (half the difference of means)² twice
            double square = squares[at] + squares[at + 1] + apart * apart * size / 2;
            put(row + 1, sums[at] + sums[at + 1], square);
            remove(row, 2);
        }
    }

    private void remove(int row, int oldest) {
        int at = row * (PER_ROW + 1);
        filled[row] -= oldest;
        System.arraycopy(sums, at + oldest, sums, at, filled[row]);
        System.arraycopy(squares, at + oldest, squares, at, filled[row]);
        Arrays.fill(sums, at + filled[row], at + filled[row] + oldest, 0);
    }

    /** Looks at every cut between buckets, from the oldest on. */
    private Change look() {
        double olderCount = 0;
        double olderSum = 0;
        for (int row = rows - 1; row >= 0; row--) {
            for (int i = 0; i < filled[row]; i++) {
                olderCount += Math.scalb(1.0, row);
                olderSum += sums[row * (PER_ROW + 1) + i];
                double youngerCount = width - olderCount;
                if (youngerCount < SMALLEST_PART) {
                    return Change.NONE;
                }
                double rise = (total - olderSum) / youngerCount - olderSum / olderCount;
                if (olderCount >= SMALLEST_PART && Math.abs(rise) > bound(olderCount, youngerCount)) {
                    return rise > 0 ? Change.RISE : Change.FALL;
                }
            }
        }
        return Change.NONE;
    }

    private double bound(double older, double younger) {
        double perM = 1 / older + 1 / younger;
        double log = Math.log(2 * Math.log((double) width) / delta);
        return Math.sqrt(2 * perM * Math.max(0, deviations / width) * log) + 2.0 / 3 * perM * log;
    }

    private void dropOldest() {
        int row = rows - 1;
        int at = row * (PER_ROW + 1);
        double size = Math.scalb(1.0, row);
        double rest = width - size;
        double apart = sums[at] / size - (total - sums[at]) / rest;
        width -= (long) size;
        total -= sums[at];
        // What is left of Σ(x − x̄)² without the bucket's own and what lay between it and the rest
        deviations = Math.max(0, deviations - squares[at] - apart * apart * size * rest / (size + rest));
        remove(row, 1);
        while (rows > 1 && filled[rows - 1] == 0) {
            rows--;
        }
    }
}
