package io.portrait.model.learner;

import io.portrait.kernel.Checks;

/**
 * {@code rmsprop}: AdaGrad that forgets. A coordinate's step is measured by the root mean square of its recent
 * gradients, so the steps do not die out and the parameters follow a target that moves [1].
 *
 * <pre>
 *   v ← ρ v + (1 − ρ) g²
 *   w ← w − η g / (δ + √v)
 * </pre>
 *
 * One block: v, the mean squared gradient. O(n).
 *
 * <p>[1] T. Tieleman, G. Hinton, lecture 6.5 of <i>Neural Networks for Machine Learning</i>, Coursera, 2012.
 *
 * @param stepSize η in (0, 10]
 * @param decay ρ in [0, 0.9999]: about the last 1/(1 − ρ) gradients count
 * @param delta δ in [10⁻¹², 10⁶]
 */
record RmsProp(double stepSize, double decay, double delta) implements Optimizer {

    static final String NAME = "rmsprop";

    RmsProp {
        Checks.requireWithin("stepSize", stepSize, Double.MIN_VALUE, 10);
        Checks.requireWithin("decay", decay, 0, 0.9999);
        Checks.requireWithin("delta", delta, 1e-12, 1e6);
    }

    /** With defaults {@code stepSize=0.01,decay=0.9,delta=1e-8}. */
    static RmsProp of(LearnerSpec spec) {
        return new RmsProp(
                spec.doubleOption("stepSize", 0.01), spec.doubleOption("decay", 0.9), spec.doubleOption("delta", 1e-8));
    }

    @Override
    public int slots() {
        return 1;
    }

    @Override
    public void step(double[] numbers, double[] gradient, long examples) {
        int n = gradient.length;
        for (int i = 0; i < n; i++) {
            double mean = decay * numbers[n + i] + (1 - decay) * (gradient[i] * gradient[i]);
            numbers[n + i] = mean;
            numbers[i] -= stepSize * gradient[i] / (delta + Math.sqrt(mean));
        }
    }

    @Override
    public boolean isPlausible(double[] numbers, int parameters) {
        return Optimizer.isNonNegative(numbers, parameters, 1);
    }

    @Override
    public String options() {
        return "stepSize=" + stepSize + ",decay=" + decay + ",delta=" + delta;
    }
}
