package io.portrait.model.learner;

/**
 * Descent with a step size per coordinate: the gradient ω ∂ℓ/∂z · x̃, each coordinate within ±10³, goes to a
 * {@link Optimizer}. The rules measure gradients by those they have met, and one of 10²⁴, which the limits of features,
 * targets and weights allow, would leave them deaf for ever; features, targets and weights of order 1 never meet the
 * bound.
 *
 * @param loss ℓ, any
 * @param optimizer what is done with the gradient
 */
record GradientUpdate(LossFunction loss, Optimizer optimizer) implements LinearUpdate {

    /** All losses, the default first. */
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

    /** As {@link #of}, but with the logistic loss by default. */
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
