package io.portrait.model.learner;

import io.portrait.kernel.Checks;

/**
 * {@code adagrad}: an {@link Optimizer} with a step size for each coordinate, which falls with the sum of its squared
 * gradients, so that rare features still take large steps after frequent ones have converged [1, fig. 1, the diagonal
 * case].
 *
 * <pre>
 *   G ← G + g²
 *   w ← w − η g / (δ + √G)
 * </pre>
 *
 * One block: G, the sum of squared gradients. O(n).
 *
 * <p>[1] J. Duchi, E. Hazan, Y. Singer, "Adaptive subgradient methods for online learning and stochastic optimization",
 * JMLR 12, 2011, 2121–2159.
 *
 * @param stepSize η in (0, 10]; no parameter moves farther in one step
 * @param delta δ in [10⁻¹², 10⁶], damps the first steps
 */
record AdaGrad(double stepSize, double delta) implements Optimizer {

    static final String NAME = "adagrad";

    AdaGrad {
        Checks.requireWithin("stepSize", stepSize, Double.MIN_VALUE, 10);
        Checks.requireWithin("delta", delta, 1e-12, 1e6);
    }

    /** With defaults {@code stepSize=0.1,delta=1e-8}. */
    static AdaGrad of(LearnerSpec spec) {
        return new AdaGrad(spec.doubleOption("stepSize", 0.1), spec.doubleOption("delta", 1e-8));
    }

    @Override
    public int slots() {
        return 1;
    }

    @Override
    public void step(double[] numbers, double[] gradient, long examples) {
        int n = gradient.length;
        for (int i = 0; i < n; i++) {
            double sum = numbers[n + i] + gradient[i] * gradient[i];
            numbers[n + i] = sum;
            numbers[i] -= stepSize * gradient[i] / (delta + Math.sqrt(sum));
        }
    }

    @Override
    public boolean isPlausible(double[] numbers, int parameters) {
        return Optimizer.isNonNegative(numbers, parameters, 1);
    }

    @Override
    public String options() {
        return "stepSize=" + stepSize + ",delta=" + delta;
    }
}
