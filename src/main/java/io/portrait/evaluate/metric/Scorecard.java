package io.portrait.evaluate.metric;

import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** All measures of one learner on one stream, for a report. Mutable. */
public sealed interface Scorecard {

    /** How many predictions the recent measures look back on. */
    int WINDOW = 1_000;

    /** Takes in one prediction that was made before its target was learned. */
    void add(double prediction, double target);

    /** The measures by name, in reading order; NaN where there is none. */
    SequencedMap<String, Double> figures();

    /** For a number. */
    static Scorecard ofNumbers() {
        return new OfNumbers();
    }

    /** For a target of 0 or 1, predicted as a probability. */
    static Scorecard ofProbabilities() {
        return new OfProbabilities();
    }

    /** MAE and RMSE, over all and recent. */
    final class OfNumbers implements Scorecard {

        private final MeanError error = new MeanError();
        private final WindowMean recentAbsolute = new WindowMean(WINDOW);
        private final WindowMean recentSquared = new WindowMean(WINDOW);

        private OfNumbers() {}

        @Override
        public void add(double prediction, double target) {
            error.add(prediction, target);
            double difference = Math.abs(target - prediction);
            recentAbsolute.add(difference);
            recentSquared.add(difference * difference);
        }

        @Override
        public SequencedMap<String, Double> figures() {
            SequencedMap<String, Double> figures = new LinkedHashMap<>();
            figures.put("MAE", error.mae());
            figures.put("RMSE", error.rmse());
            figures.put("recent MAE", recentAbsolute.mean());
            figures.put("recent RMSE", Math.sqrt(recentSquared.mean()));
            return figures;
        }
    }

    /** Log loss over all and recent, AUC, average precision, calibration error. */
    final class OfProbabilities implements Scorecard {

        private static final int CALIBRATION_BINS = 20;

        private final WindowMean recent = new WindowMean(WINDOW);
        private final ExactRanking ranking = new ExactRanking();
        private final ScoreBins bins = new ScoreBins(new Binning.LogOdds(CALIBRATION_BINS));
        private double loss;
        private long count;

        private OfProbabilities() {}

        @Override
        public void add(double prediction, double target) {
            double each = LogLoss.of(prediction, target);
            loss += each;
            count++;
            recent.add(each);
            ranking.add(prediction, target == 1);
            bins.add(Math.clamp(prediction, 0, 1), target);
        }

        @Override
        public SequencedMap<String, Double> figures() {
            SequencedMap<String, Double> figures = new LinkedHashMap<>();
            figures.put("AUC", ranking.auc());
            figures.put("AP", ranking.averagePrecision());
            figures.put("log loss", loss / count);
            figures.put("recent log loss", recent.mean());
            figures.put("ECE", bins.calibrationError());
            return figures;
        }
    }
}
