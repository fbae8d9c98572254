package io.portrait.model.learner;

import io.portrait.kernel.Checks;
import java.util.OptionalDouble;

/** Prediction of a target, in the target's unit; for a binary target, the probability of a 1. */
public sealed interface Prediction {

    /** The expected target, finite. */
    double value();

    /** The variance of an observed target around {@link #value}, finite and at least 0; empty if unknown. */
    OptionalDouble variance();

    /**
     * A prediction without a variance.
     *
     * @param value the expected target
     */
    record Point(double value) implements Prediction {

        /**
         * Checks the value.
         *
         * @throws IllegalArgumentException if it is not finite
         */
        public Point {
            Checks.requireWithin("prediction", value, -Double.MAX_VALUE, Double.MAX_VALUE);
        }

        @Override
        public OptionalDouble variance() {
            return OptionalDouble.empty();
        }
    }

    /**
     * A Gaussian predictive distribution. The two variances are separate because exploration needs the first one alone:
     * more examples lower it but not the second.
     *
     * @param value the expected target
     * @param parameterVariance the variance of {@code value} itself, because the parameters are uncertain
     * @param noiseVariance the variance of an observation around the true expected target
     */
    record Gaussian(double value, double parameterVariance, double noiseVariance) implements Prediction {

        /**
         * Checks the numbers.
         *
         * @throws IllegalArgumentException if one is not finite or a variance is negative or beyond 10³⁰⁷
         */
        public Gaussian {
            Checks.requireWithin("prediction", value, -Double.MAX_VALUE, Double.MAX_VALUE);
            Checks.requireWithin("parameterVariance", parameterVariance, 0, 1e307);
            Checks.requireWithin("noiseVariance", noiseVariance, 0, 1e307);
        }

        /** The sum of the two variances. */
        @Override
        public OptionalDouble variance() {
            return OptionalDouble.of(parameterVariance + noiseVariance);
        }
    }

    /**
     * The probability of a 1.
     *
     * @param value strictly between 0 and 1, so that its log-odds and its log loss are finite
     */
    record Probability(double value) implements Prediction {

        /**
         * Checks the value.
         *
         * @throws IllegalArgumentException if it is not strictly between 0 and 1
         */
        public Probability {
            Checks.requireWithin("probability", value, Double.MIN_VALUE, Math.nextDown(1.0));
        }

        /** The variance of a target that is 1 with this probability and otherwise 0. */
        @Override
        public OptionalDouble variance() {
            return OptionalDouble.of(value * (1 - value));
        }
    }

    /**
     * A probability with a Gaussian distribution of its log-odds. Exploration draws from that distribution; more
     * examples lower its variance.
     *
     * @param value the probability of a 1, averaged over the distribution of the log-odds, strictly between 0 and 1
     * @param logOddsMean the expected log-odds
     * @param logOddsVariance the variance of the log-odds, because the parameters are uncertain
     */
    record LogisticNormal(double value, double logOddsMean, double logOddsVariance) implements Prediction {

        /**
         * Checks the numbers.
         *
         * @throws IllegalArgumentException if the value is not strictly between 0 and 1, the mean is not finite, or the
         *     variance is negative or beyond 10³⁰⁷
         */
        public LogisticNormal {
            Checks.requireWithin("probability", value, Double.MIN_VALUE, Math.nextDown(1.0));
            Checks.requireWithin("logOddsMean", logOddsMean, -Double.MAX_VALUE, Double.MAX_VALUE);
            Checks.requireWithin("logOddsVariance", logOddsVariance, 0, 1e307);
        }

        /** The variance of a target that is 1 with this probability and otherwise 0. */
        @Override
        public OptionalDouble variance() {
            return OptionalDouble.of(value * (1 - value));
        }
    }
}
