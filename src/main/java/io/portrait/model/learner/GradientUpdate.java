package io.portrait.model.learner;

/**
 * Gradient descent through an {@link Optimizer}: the gradient is ω ∂ℓ/∂z · x̃, clipped to ±10³ in each coordinate.
 * Without clipping one gradient of 10²⁴, which the limits of features, targets and weights allow, would reduce the
 * optimizer's step sizes to almost 0 for ever. Features, targets and weights of order 1 never reach the limit.
 *
 * @param loss ℓ, any
 * @param optimizer moves the weights along the gradient
 */
record GradientUpdate(LossFunction loss, Optimizer optimizer) implements LinearUpdate {

    /** The names of all losses, the default first. */
    static final String[] LOSSES = {
        LossFunction.Squared.NAME,
        LossFunction.Logistic.NAME,
        LossFunction.EpsilonInsensitive.NAME,
        LossFunction.Hinge.NAME
    };

    private static final String[] BINARY_FIRST = {
        LossFunction.Logistic.NAME,
        LossFunction.Hinge.NAME,
        LossFunction.Squared.NAME,
        LossFunction.EpsilonInsensitive.NAME
    };

    static GradientUpdate of(LearnerSpec spec, Optimizer optimizer) {
        return new GradientUpdate(LossFunction.of(spec, LOSSES), optimizer);
    }

    /** A gradient update with the logistic loss by default. */
    static GradientUpdate binary(LearnerSpec spec, Optimizer optimizer) {
        return new GradientUpdate(LossFunction.of(spec, BINARY_FIRST), optimizer);
    }

    @Override
    public int slots() {
        return optimizer.slots();
    }

    @Override
    public void step(double[] numbers, double[] x, ScoredExample scored, long examples) {
        double slope = scored.weightedDerivative(loss);
        double[] gradient = new double[x.length];
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = NumericLimits.clipGradient(slope * x[i]);
        }
        optimizer.step(numbers, gradient, examples);
    }

    @Override
    public boolean isPlausible(double[] numbers, int weights) {
        return optimizer.isPlausible(numbers, weights);
    }

    @Override
    public String options() {
        return loss.options() + "," + optimizer.options();
    }
}
