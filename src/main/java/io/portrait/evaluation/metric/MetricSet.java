package io.portrait.evaluation.metric;

import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** All measures of one learner on one stream, for a report. Mutable. */
public sealed interface MetricSet {

    /** How many predictions the recent measures look back on. */
    int WINDOW = 1_000;

    /** Takes in one prediction that was made before its target was learned. */
    void add(double prediction, double target);

    /** The measures by name, in reading order; NaN where there is none. */
    SequencedMap<String, Double> figures();

    /** For a number. */
    static MetricSet forRegression() {
        return new RegressionMetricSet();
    }

    /** For a target of 0 or 1, predicted as a probability. */
    static MetricSet forProbabilities() {
        return new ProbabilityMetricSet();
    }

    /** MAE and RMSE, over all and recent. */
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

    /** Log loss over all and recent, AUC, average precision, calibration error. */
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
