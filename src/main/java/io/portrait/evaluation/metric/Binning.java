package io.portrait.evaluation.metric;

import io.portrait.kernel.Checks;

/** A partition of predictions into bins. */
public sealed interface Binning {

    /** The number of bins. */
    int bins();

    /**
     * The bin of a prediction, 0 to bins − 1, increasing with the prediction. A prediction outside of the range belongs
     * to the first or last bin.
     */
    int bin(double prediction);

    /**
     * Bins of equal width.
     *
     * @param low the lower end
     * @param high the upper end
     */
    record UniformBinning(int bins, double low, double high) implements Binning {

        public UniformBinning {
            Checks.requireWithin("bins", bins, 1, 4_096);
            Checks.requireWithin("width", high - low, Double.MIN_NORMAL, Double.MAX_VALUE);
        }

        @Override
        public int bin(double prediction) {
            double position = (prediction - low) / (high - low) * bins;
            return (int) Math.clamp(Math.floor(position), 0, bins - 1);
        }
    }

    /**
     * Bins of probabilities with equal width in the log-odds from −10 to 10, because rare events have small
     * probabilities.
     */
    record LogOddsBinning(int bins) implements Binning {

        private static final double MAX_LOG_ODDS = 10;

        public LogOddsBinning {
            Checks.requireWithin("bins", bins, 1, 4_096);
        }

        @Override
        public int bin(double prediction) {
            double p = Math.clamp(prediction, 0, 1);
            double position = (Math.log(p / (1 - p)) + MAX_LOG_ODDS) / (2 * MAX_LOG_ODDS) * bins;
            return (int) Math.clamp(Math.floor(position), 0, bins - 1);
        }
    }
}
