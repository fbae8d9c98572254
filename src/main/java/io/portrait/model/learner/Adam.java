package io.portrait.model.learner;

import io.portrait.kernel.Checks;

/**
 * {@code adam}: an {@link Optimizer} that steps along a running mean of the gradients, divided by their root mean
 * square, both corrected for their start at 0 [1, algorithm 1].
 *
 * <pre>
 *   m ← β₁ m + (1 − β₁) g,    m̂ = m / (1 − β₁ᵗ)
 *   v ← β₂ v + (1 − β₂) g²,   v̂ = v / (1 − β₂ᵗ)
 *   w ← w − η m̂ / (√v̂ + δ)
 * </pre>
 *
 * Two blocks: m and v. O(n), and two powers. A feature that no longer occurs still moves its weight for about
 * 1/(1 − β₁) examples.
 *
 * <p>[1] D. P. Kingma, J. Ba, "Adam: a method for stochastic optimization", ICLR 2015, arXiv 1412.6980.
 *
 * @param stepSize η in (0, 10]
 * @param momentum β₁ in [0, 0.9999]
 * @param decay β₂ in [0, 0.9999]
 * @param delta δ in [10⁻¹², 10⁶]
 */
record Adam(double stepSize, double momentum, double decay, double delta) implements Optimizer {

    static final String NAME = "adam";

    Adam {
        Checks.requireWithin("stepSize", stepSize, Double.MIN_VALUE, 10);
        Checks.requireWithin("momentum", momentum, 0, 0.9999);
        Checks.requireWithin("decay", decay, 0, 0.9999);
        Checks.requireWithin("delta", delta, 1e-12, 1e6);
    }

    /** With defaults {@code stepSize=0.01,momentum=0.9,decay=0.999,delta=1e-8}. */
    static Adam of(LearnerSpec spec) {
        return new Adam(
                spec.doubleOption("stepSize", 0.01),
                spec.doubleOption("momentum", 0.9),
                spec.doubleOption("decay", 0.999),
                spec.doubleOption("delta", 1e-8));
    }

    @Override
    public int slots() {
        return 2;
    }

    @Override
    public void step(double[] numbers, double[] gradient, long examples) {
        int n = gradient.length;
        double meanStep = stepSize / (1 - StrictMath.pow(momentum, (double) examples));
        double squareScale = 1 / (1 - StrictMath.pow(decay, (double) examples));
        for (int i = 0; i < n; i++) {
            double mean = momentum * numbers[n + i] + (1 - momentum) * gradient[i];
            double square = decay * numbers[2 * n + i] + (1 - decay) * (gradient[i] * gradient[i]);
            numbers[n + i] = mean;
            numbers[2 * n + i] = square;
            numbers[i] -= meanStep * mean / (Math.sqrt(square * squareScale) + delta);
        }
    }

    @Override
    public boolean isPlausible(double[] numbers, int parameters) {
        return Optimizer.isNonNegative(numbers, parameters, 2);
    }

    @Override
    public String options() {
        return "stepSize=" + stepSize + ",momentum=" + momentum + ",decay=" + decay + ",delta=" + delta;
    }
}
