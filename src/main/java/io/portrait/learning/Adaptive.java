package io.portrait.learning;

/**
 * Descent with a step size per coordinate: the gradient ω ∂ℓ/∂z · x̃, each coordinate within ±10³, goes to a
 * {@link StepRule}. The rules measure gradients by those they have met, and one of 10²⁴, which the limits of features,
 * targets and weights allow, would leave them deaf for ever; features, targets and weights of order 1 never meet the
 * bound.
 *
 * @param loss ℓ, any
 * @param rule what is done with the gradient
 */
record Adaptive(LossFunction loss, StepRule rule) implements LinearUpdate {

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

    static Adaptive of(Spec spec, StepRule rule) {
        return new Adaptive(LossFunction.of(spec, LOSSES), rule);
    }

    /** As {@link #of}, but with the logistic loss by default. */
    static Adaptive binary(Spec spec, StepRule rule) {
        return new Adaptive(LossFunction.of(spec, BINARY_FIRST), rule);
    }

    @Override
    public int slots() {
        return rule.slots();
    }

    @Override
    public void move(double[] numbers, double[] x, Observed observed, long examples) {
        double slope = observed.slope(loss);
        double[] gradient = new double[x.length];
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = Bounds.gradient(slope * x[i]);
        }
        rule.move(numbers, gradient, examples);
    }

    @Override
    public boolean isPlausible(double[] numbers, int weights) {
        return rule.isPlausible(numbers, weights);
    }

    @Override
    public String options() {
        return loss.options() + "," + rule.options();
    }
}
