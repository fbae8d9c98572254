package io.portrait.model.learner;

import io.portrait.kernel.Checks;
import java.util.List;

/**
 * Loss function that a learner minimizes: a convex function ℓ(z, y) of the score z, which a linear learner computes as
 * wᵀx̃, and the target y. Two of them are for real targets, two for binary targets, which are 0 or 1.
 */
sealed interface LossFunction {

    /** ℓ(z, y), 0 or more. */
    double value(double score, double target);

    /** ∂ℓ/∂z, or the subgradient nearest to 0. */
    double derivative(double score, double target);

    /** A check whether the target is 0 or 1. */
    boolean isBinary();

    /** {@code loss=name} and the options of that loss, in the syntax that {@link #of} reads. */
    String options();

    /**
     * The loss of the option {@code loss} of a description.
     *
     * @param allowed the names that the learner allows; the first is the default
     * @throws IllegalArgumentException if the option is none of these
     */
    static LossFunction of(LearnerSpec spec, String... allowed) {
        return switch (spec.choiceOption("loss", List.of(allowed))) {
            case Squared.NAME -> new Squared();
            case Logistic.NAME -> new Logistic();
            case Hinge.NAME -> new Hinge();
            default -> new EpsilonInsensitive(spec.doubleOption("epsilon", 0.1));
        };
    }

    /** {@code squared}: ½(z − y)²; its optimal score is the mean. */
    record Squared() implements LossFunction {

        static final String NAME = "squared";

        @Override
        public double value(double score, double target) {
            double error = score - target;
            return error * error / 2;
        }

        @Override
        public double derivative(double score, double target) {
            return score - target;
        }

        @Override
        public boolean isBinary() {
            return false;
        }

        @Override
        public String options() {
            return "loss=" + NAME;
        }
    }

    /**
     * {@code epsilon-insensitive}: max(0, |z − y| − ε); its optimal score is a median. Errors up to ε have no loss.
     *
     * @param epsilon ε in [0, 10⁶], in the target's unit
     */
    record EpsilonInsensitive(double epsilon) implements LossFunction {

        static final String NAME = "epsilon-insensitive";

        public EpsilonInsensitive {
            Checks.requireWithin("epsilon", epsilon, 0, 1e6);
        }

        @Override
        public double value(double score, double target) {
            return Math.max(0, Math.abs(score - target) - epsilon);
        }

        @Override
        public double derivative(double score, double target) {
            return value(score, target) > 0 ? Math.signum(score - target) : 0;
        }

        @Override
        public boolean isBinary() {
            return false;
        }

        @Override
        public String options() {
            return "loss=" + NAME + ",epsilon=" + epsilon;
        }
    }

    /**
     * {@code logistic}: ln(1 + eᶻ) − yz; its optimal score is the log-odds. A target between 0 and 1 is a share of
     * ones; targets outside are clipped to 0 or 1.
     */
    record Logistic() implements LossFunction {

        static final String NAME = "logistic";

        @Override
        public double value(double score, double target) {
            // ln(1 + eᶻ) = max(z, 0) + ln(1 + e^−|z|)
            return Math.max(score, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(score))) - score * share(target);
        }

        @Override
        public double derivative(double score, double target) {
            return Sigmoid.at(score) - share(target);
        }

        @Override
        public boolean isBinary() {
            return true;
        }

        @Override
        public String options() {
            return "loss=" + NAME;
        }

        static double share(double target) {
            return Math.clamp(target, 0, 1);
        }
    }

    /**
     * {@code hinge}: max(0, 1 − sz) with s = 1 for a target of at least ½ and −1 otherwise; its optimal score is ±1.
     */
    record Hinge() implements LossFunction {

        static final String NAME = "hinge";

        @Override
        public double value(double score, double target) {
            return Math.max(0, 1 - side(target) * score);
        }

        @Override
        public double derivative(double score, double target) {
            return value(score, target) > 0 ? -side(target) : 0;
        }

        @Override
        public boolean isBinary() {
            return true;
        }

        @Override
        public String options() {
            return "loss=" + NAME;
        }

        private static double side(double target) {
            return target >= 0.5 ? 1 : -1;
        }
    }
}
