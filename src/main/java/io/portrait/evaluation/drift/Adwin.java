package io.portrait.evaluation.drift;

import io.portrait.kernel.Checks;
import java.util.Arrays;

/**
 * A detector of changes in the mean of a stream of losses: ADWIN2, an adaptive window. The window grows while the mean
 * is constant, and drops its older part when the means of two parts differ by more than chance allows [1]. The window
 * is an
 * exponential histogram: rows of up to {@value #MAX_BUCKETS_PER_ROW} buckets, where a bucket of row r summarizes 2ʳ
 * losses by
 * their sum and their squared deviations. O(log n) memory; a loss costs O(1), and every {@value #CHECK_INTERVAL}th loss
 * a
 * check of all cuts, O(log n). Mutable.
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
public final class Adwin {

    /** The result of a check. */
    public enum MeanChange {
        NONE,
        RISE,
        FALL
    }

    private static final int MAX_BUCKETS_PER_ROW = 5;
    private static final int MAX_ROWS = 40;
    private static final int CHECK_INTERVAL = 32;
    private static final int MIN_PART_SIZE = 16;

    private final double delta;

    // Row r holds its buckets oldest first; index r · (PER_ROW + 1) + i.
    private final double[] sums = new double[MAX_ROWS * (MAX_BUCKETS_PER_ROW + 1)];
    private final double[] squares = new double[MAX_ROWS * (MAX_BUCKETS_PER_ROW + 1)];
    private final int[] bucketsInRow = new int[MAX_ROWS];
    private int rows = 1;
    private long width;
    private double total;
    private double squaredDeviations;
    private long lossesSeen;

    /**
     * Creates an empty window.
     *
     * @param delta δ in (0, 1): the confidence of one check; a smaller value gives fewer false alarms
     */
    public Adwin(double delta) {
        this.delta = Checks.requireWithin("delta", delta, 1e-12, 0.999);
    }

    /** The number of losses in the window. */
    public long width() {
        return width;
    }

    /** The mean of the window, 0 while it is empty. */
    public double mean() {
        return width == 0 ? 0 : total / width;
    }

    /**
     * Adds the next loss. After a change, the window contains only losses after the change.
     *
     * @param loss in [0, 1]; a value outside is clamped
     * @return the direction of a detected change
     */
    public MeanChange add(double loss) {
        addLoss(Math.clamp(loss, 0, 1));
        lossesSeen++;
        if (lossesSeen % CHECK_INTERVAL != 0 || width < 2 * MIN_PART_SIZE) {
            return MeanChange.NONE;
        }
        MeanChange change = MeanChange.NONE;
        for (MeanChange found = findCut(); found != MeanChange.NONE; found = findCut()) {
            change = found;
            dropOldest();
        }
        return change;
    }

    private void addLoss(double x) {
        if (width > 0) {
            double deviation = x - mean();
            squaredDeviations += deviation * deviation * width / (width + 1);
        }
        width++;
        total += x;
        addBucket(0, x, 0);
        compress();
    }

    private void addBucket(int row, double sum, double squaredDeviation) {
        int index = row * (MAX_BUCKETS_PER_ROW + 1) + bucketsInRow[row]++;
        sums[index] = sum;
        squares[index] = squaredDeviation;
        rows = Math.max(rows, row + 1);
    }

    /** Merges the two oldest buckets of a row that is too long into one bucket of the next row. */
    private void compress() {
        for (int row = 0; row < MAX_ROWS - 1 && bucketsInRow[row] > MAX_BUCKETS_PER_ROW; row++) {
            int index = row * (MAX_BUCKETS_PER_ROW + 1);
            double size = Math.scalb(1.0, row);
            double meanDifference = sums[index] / size - sums[index + 1] / size;
            // Σ(x − x̄)² of two equal halves: the sum of both, plus twice n/2 · (half the difference of means)²
            double squaredDeviation = squares[index] + squares[index + 1] + meanDifference * meanDifference * size / 2;
            addBucket(row + 1, sums[index] + sums[index + 1], squaredDeviation);
            removeOldest(row, 2);
        }
    }

    private void removeOldest(int row, int count) {
        int index = row * (MAX_BUCKETS_PER_ROW + 1);
        bucketsInRow[row] -= count;
        System.arraycopy(sums, index + count, sums, index, bucketsInRow[row]);
        System.arraycopy(squares, index + count, squares, index, bucketsInRow[row]);
        Arrays.fill(sums, index + bucketsInRow[row], index + bucketsInRow[row] + count, 0);
    }

    /** Checks every cut between buckets, the oldest first. */
    private MeanChange findCut() {
        double olderCount = 0;
        double olderSum = 0;
        for (int row = rows - 1; row >= 0; row--) {
            for (int i = 0; i < bucketsInRow[row]; i++) {
                olderCount += Math.scalb(1.0, row);
                olderSum += sums[row * (MAX_BUCKETS_PER_ROW + 1) + i];
                double youngerCount = width - olderCount;
                if (youngerCount < MIN_PART_SIZE) {
                    return MeanChange.NONE;
                }
                double rise = (total - olderSum) / youngerCount - olderSum / olderCount;
                if (olderCount >= MIN_PART_SIZE && Math.abs(rise) > bound(olderCount, youngerCount)) {
                    return rise > 0 ? MeanChange.RISE : MeanChange.FALL;
                }
            }
        }
        return MeanChange.NONE;
    }

    private double bound(double olderCount, double youngerCount) {
        double inverseM = 1 / olderCount + 1 / youngerCount;
        double log = Math.log(2 * Math.log((double) width) / delta);
        return Math.sqrt(2 * inverseM * Math.max(0, squaredDeviations / width) * log) + 2.0 / 3 * inverseM * log;
    }

    private void dropOldest() {
        int row = rows - 1;
        int index = row * (MAX_BUCKETS_PER_ROW + 1);
        double size = Math.scalb(1.0, row);
        double remaining = width - size;
        double meanDifference = sums[index] / size - (total - sums[index]) / remaining;
        width -= (long) size;
        total -= sums[index];
        // Σ(x − x̄)² without that of the bucket and that between the bucket and the rest
        squaredDeviations = Math.max(
                0,
                squaredDeviations
                        - squares[index]
                        - meanDifference * meanDifference * size * remaining / (size + remaining));
        removeOldest(row, 1);
        while (rows > 1 && bucketsInRow[rows - 1] == 0) {
            rows--;
        }
    }
}
