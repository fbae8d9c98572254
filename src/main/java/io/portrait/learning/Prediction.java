package io.portrait.learning;

import io.portrait.kernel.Limits;
import java.util.OptionalDouble;

/** What a learner expects of the target, in the target's unit; of a binary target, the probability of a 1. */
public sealed interface Prediction {

    /** The expected target, finite. */
    double value();

    /** How far an observed target may lie from {@link #value}: its variance, finite and at least 0, if known. */
    OptionalDouble variance();

    /**
     * A bare number.
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
            Limits.requireWithin("prediction", value, -Double.MAX_VALUE, Double.MAX_VALUE);
        }

        @Override
        public OptionalDouble variance() {
            return OptionalDouble.empty();
        }
    }

    /**
     * A posterior. The two variances are apart because exploration needs the first alone: more examples lower it, and
     * nothing lowers the second.
     *
     * @param value the expected target
     * @param parameterVariance the variance of {@code value} itself, for not knowing the parameters
     * @param noiseVariance the variance of an observation around the true expected target
     */
    record Gaussian(double value, double parameterVariance, double noiseVariance) implements Prediction {

        /**
         * Checks the numbers.
         *
         * @throws IllegalArgumentException if one is not finite or a variance is negative or beyond 10³⁰⁷
         */
        public Gaussian {
            Limits.requireWithin("prediction", value, -Double.MAX_VALUE, Double.MAX_VALUE);
            Limits.requireWithin("parameterVariance", parameterVariance, 0, 1e307);
            Limits.requireWithin("noiseVariance", noiseVariance, 0, 1e307);
        }

        /** The sum of the two variances. */
        @Override
        public OptionalDouble variance() {
            return OptionalDouble.of(parameterVariance + noiseVariance);
        }
    }
}
