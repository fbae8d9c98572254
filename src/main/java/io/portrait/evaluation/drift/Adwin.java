package io.portrait.evaluation.drift;

import io.portrait.kernel.Checks;
import java.util.Arrays;

/**
 * ADWIN2: a window that grows while its mean stays, and drops its older part when the means of two parts differ by more
 * than chance [1]. The window is held as an exponential histogram: rows of up to {@value #MAX_BUCKETS_PER_ROW} buckets, each bucket of
 * row r standing for 2ʳ losses by their sum and their squared deviations. O(log n) memory; a loss costs O(1), and every
 * {@value #CHECK_INTERVAL}th a look at all cuts, O(log n).
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
     * A window.
     *
     * @param delta δ in (0, 1): the confidence of one look, smaller gives fewer false alarms
     */
    public Adwin(double delta) {
        this.delta = Checks.requireWithin("delta", delta, 1e-12, 0.999);
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

    /** A row that is over-full gives its two oldest buckets, made one, to the next. */
    private void compress() {
        for (int row = 0; row < MAX_ROWS - 1 && bucketsInRow[row] > MAX_BUCKETS_PER_ROW; row++) {
            int index = row * (MAX_BUCKETS_PER_ROW + 1);
            double size = Math.scalb(1.0, row);
            double meanDifference = sums[index] / size - sums[index + 1] / size;
            // Σ(x − x̄)² of two equal halves: the sum of theirs, and n/2 · (half the difference of means)² twice
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

    /** Looks at every cut between buckets, from the oldest on. */
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
        // What is left of Σ(x − x̄)² without the bucket's own and what lay between it and the rest
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
