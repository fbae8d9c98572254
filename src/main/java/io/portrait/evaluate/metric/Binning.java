package io.portrait.evaluate.metric;

import io.portrait.kernel.Limits;

/** Into which bin a prediction falls. */
public sealed interface Binning {

    /** How many bins. */
    int bins();

    /** The bin of a prediction, 0 to bins − 1, growing with it; what is beyond the ends falls into the last. */
    int bin(double prediction);

    /**
     * Bins of equal width.
     *
     * @param low the lower end
     * @param high the upper end
     */
    record Even(int bins, double low, double high) implements Binning {

        public Even {
            Limits.requireWithin("bins", bins, 1, 4_096);
            Limits.requireWithin("width", high - low, Double.MIN_NORMAL, Double.MAX_VALUE);
        }

        @Override
        public int bin(double prediction) {
            double place = (prediction - low) / (high - low) * bins;
            return (int) Math.clamp(Math.floor(place), 0, bins - 1);
        }
    }

    /** Bins of probabilities, of equal width in the log-odds from −10 to 10: rare events have small probabilities. */
    record LogOdds(int bins) implements Binning {

        private static final double MOST = 10;

        public LogOdds {
            Limits.requireWithin("bins", bins, 1, 4_096);
        }

        @Override
        public int bin(double prediction) {
            double p = Math.clamp(prediction, 0, 1);
            double place = (Math.log(p / (1 - p)) + MOST) / (2 * MOST) * bins;
            return (int) Math.clamp(Math.floor(place), 0, bins - 1);
        }
    }
}
