package io.portrait.evaluation.metric;

import io.portrait.kernel.Vec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A histogram of predictions with the sums of predictions and targets per bin. It gives the calibration and, for binary
 * targets, the area under the ROC curve, up to the width of the bins. The sum of two histograms with the same binning
 * is the histogram of all their predictions. Mutable; 24 bytes per bin.
 */
public final class ScoreHistogram {

    private final Binning binning;
    private final double[] count;
    private final double[] predictedSum;
    private final double[] observedSum;

    /** An empty histogram. */
    public ScoreHistogram(Binning binning) {
        this.binning = binning;
        this.count = new double[binning.bins()];
        this.predictedSum = new double[binning.bins()];
        this.observedSum = new double[binning.bins()];
    }

    /**
     * The histogram of a vector made by {@link #toVector}.
     *
     * @throws IllegalArgumentException if the vector has another number of bins
     */
    public static ScoreHistogram fromVector(Binning binning, Vec numbers) {
        if (numbers.size() != 3 * binning.bins()) {
            throw new IllegalArgumentException(
                    "%d bins have %d numbers, not %d".formatted(binning.bins(), 3 * binning.bins(), numbers.size()));
        }
        ScoreHistogram bins = new ScoreHistogram(binning);
        for (int i = 0; i < binning.bins(); i++) {
            bins.count[i] = numbers.get(i);
            bins.predictedSum[i] = numbers.get(binning.bins() + i);
            bins.observedSum[i] = numbers.get(2 * binning.bins() + i);
        }
        return bins;
    }

    /** Adds a prediction, O(1). */
    public void add(double prediction, double target) {
        int bin = binning.bin(prediction);
        count[bin]++;
        predictedSum[bin] += prediction;
        observedSum[bin] += target;
    }

    /**
     * Adds another histogram.
     *
     * @throws IllegalArgumentException if it has another binning
     */
    public void add(ScoreHistogram other) {
        if (!other.binning.equals(binning)) {
            throw new IllegalArgumentException("%s cannot be added to %s".formatted(other.binning, binning));
        }
        for (int i = 0; i < count.length; i++) {
            count[i] += other.count[i];
            predictedSum[i] += other.predictedSum[i];
            observedSum[i] += other.observedSum[i];
        }
    }

    /** The number of predictions. */
    public long count() {
        double total = 0;
        for (double each : count) {
            total += each;
        }
        return (long) total;
    }

    /** Counts, then sums of predictions, then sums of targets, bin by bin. */
    public Vec toVector() {
        double[] numbers = new double[3 * count.length];
        System.arraycopy(count, 0, numbers, 0, count.length);
        System.arraycopy(predictedSum, 0, numbers, count.length, count.length);
        System.arraycopy(observedSum, 0, numbers, 2 * count.length, count.length);
        return Vec.adopt(numbers);
    }

    /**
     * The area under the ROC curve of binary targets, where a pair within one bin counts half; NaN without positives or
     * without negatives. The error is at most half the share of such pairs.
     */
    public double auc() {
        double pairs = 0;
        double positives = 0;
        double negatives = 0;
        for (int i = 0; i < count.length; i++) {
            double misses = count[i] - observedSum[i];
            pairs += observedSum[i] * (negatives + misses / 2);
            positives += observedSum[i];
            negatives += misses;
        }
        return pairs / (positives * negatives);
    }

    /**
     * Expected calibration error: the mean over predictions of the distance between the mean prediction and the mean
     * target of the bin (M. P. Naeini, G. F. Cooper, M. Hauskrecht, AAAI 2015); NaN without predictions.
     */
    public double calibrationError() {
        double error = 0;
        double total = 0;
        for (int i = 0; i < count.length; i++) {
            error += Math.abs(predictedSum[i] - observedSum[i]);
            total += count[i];
        }
        return error / total;
    }

    /**
     * A bin with predictions.
     *
     * @param predicted mean prediction
     * @param observed mean target
     */
    public record CalibrationBin(long count, double predicted, double observed) {}

    /** The bins that have predictions, lowest first: a reliability diagram. */
    public List<CalibrationBin> reliability() {
        List<CalibrationBin> filled = new ArrayList<>();
        IntStream.range(0, count.length)
                .filter(i -> count[i] > 0)
                .forEach(i -> filled.add(
                        new CalibrationBin((long) count[i], predictedSum[i] / count[i], observedSum[i] / count[i])));
        return filled;
    }
}
