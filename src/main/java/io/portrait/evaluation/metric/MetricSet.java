package io.portrait.evaluation.metric;

import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** The set of metrics of one learner on one stream. Mutable. */
public sealed interface MetricSet {

    /** The number of predictions in the window of recent metrics. */
    int WINDOW = 1_000;

    /** Adds a prediction that was made before its target was learned. */
    void add(double prediction, double target);

    /** The metrics by name, in reading order; NaN if undefined. */
    SequencedMap<String, Double> figures();

    /** The metrics of a numeric target. */
    static MetricSet forRegression() {
        return new RegressionMetricSet();
    }

    /** The metrics of a target of 0 or 1, predicted as a probability. */
    static MetricSet forProbabilities() {
        return new ProbabilityMetricSet();
    }

    /** MAE and RMSE over all predictions and over the recent ones. */
    final class RegressionMetricSet implements MetricSet {

        private final RegressionErrors errors = new RegressionErrors();
        private final SlidingMean recentAbsolute = new SlidingMean(WINDOW);
        private final SlidingMean recentSquared = new SlidingMean(WINDOW);

        private RegressionMetricSet() {}

        @Override
        public void add(double prediction, double target) {
            errors.add(prediction, target);
            double difference = Math.abs(target - prediction);
            recentAbsolute.add(difference);
            recentSquared.add(difference * difference);
        }

        @Override
        public SequencedMap<String, Double> figures() {
            SequencedMap<String, Double> figures = new LinkedHashMap<>();
            figures.put("MAE", errors.mae());
            figures.put("RMSE", errors.rmse());
            figures.put("recent MAE", recentAbsolute.mean());
            figures.put("recent RMSE", Math.sqrt(recentSquared.mean()));
            return figures;
        }
    }

    /** AUC, average precision, calibration error, and log loss over all predictions and over the recent ones. */
    final class ProbabilityMetricSet implements MetricSet {

        private static final int CALIBRATION_BINS = 20;

        private final SlidingMean recentLoss = new SlidingMean(WINDOW);
        private final BinaryRankingMetrics ranking = new BinaryRankingMetrics();
        private final ScoreHistogram histogram = new ScoreHistogram(new Binning.LogOddsBinning(CALIBRATION_BINS));
        private double lossSum;
        private long count;

        private ProbabilityMetricSet() {}

        @Override
        public void add(double prediction, double target) {
            double loss = LogLoss.of(prediction, target);
            lossSum += loss;
            count++;
            recentLoss.add(loss);
            ranking.add(prediction, target == 1);
            histogram.add(Math.clamp(prediction, 0, 1), target);
        }

        @Override
        public SequencedMap<String, Double> figures() {
            SequencedMap<String, Double> figures = new LinkedHashMap<>();
            figures.put("AUC", ranking.auc());
            figures.put("AP", ranking.averagePrecision());
            figures.put("log loss", lossSum / count);
            figures.put("recent log loss", recentLoss.mean());
            figures.put("ECE", histogram.calibrationError());
            return figures;
        }
    }
}
