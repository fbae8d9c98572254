package io.portrait.model.learner;

import io.portrait.kernel.Checks;

/**
 * {@code sgd}: stochastic gradient descent, one step per example against the gradient of its loss [1, 2].
 *
 * <pre>
 *   w ← w − min(ω ηₜ, 1/‖x̃‖²) · ∂ℓ/∂z · x̃,    ηₜ = η t^−κ
 * </pre>
 *
 * <p><b>Step limit.</b> With the squared loss a step of 1/‖x̃‖² fits its example exactly, and a step of more than
 * 2/‖x̃‖² increases the error; an example with a large weight or large features could cause it. So the step is limited
 * to 1/‖x̃‖². The state consists of the weights alone. O(p), and a power if κ &gt; 0.
 *
 * <p>[1] H. Robbins, S. Monro, "A stochastic approximation method", Annals of Mathematical Statistics 22, 1951,
 * 400–407. [2] L. Bottou, "Large-scale machine learning with stochastic gradient descent", COMPSTAT 2010, 177–186.
 *
 * @param loss ℓ, any
 * @param stepSize η in (0, 10]
 * @param decay κ in [0, 1]; 0, a constant step size, suits a target that drifts, and ½ one that does not
 */
record Sgd(LossFunction loss, double stepSize, double decay) implements LinearUpdate {

    static final String NAME = "sgd";

    Sgd {
        Checks.requireWithin("stepSize", stepSize, Double.MIN_VALUE, 10);
        Checks.requireWithin("decay", decay, 0, 1);
    }

    /** With defaults {@code loss=squared,stepSize=0.01,decay=0.0}. */
    static Sgd of(LearnerSpec spec) {
        return new Sgd(
                LossFunction.of(spec, GradientUpdate.LOSSES),
                spec.doubleOption("stepSize", 0.01),
                spec.doubleOption("decay", 0));
    }

    @Override
    public int slots() {
        return 0;
    }

    @Override
    public void step(double[] numbers, double[] x, ScoredExample scored, long examples) {
        double step = decay == 0 ? stepSize : stepSize * StrictMath.pow((double) examples, -decay);
        double maxStep = 1 / NumericLimits.squaredNorm(x);
        NumericLimits.addScaled(
                numbers,
                -Math.min(scored.weight() * step, maxStep) * loss.derivative(scored.score(), scored.target()),
                x);
    }

    @Override
    public boolean isPlausible(double[] numbers, int weights) {
        return true;
    }

    @Override
    public String options() {
        return loss.options() + ",stepSize=" + stepSize + ",decay=" + decay;
    }
}
