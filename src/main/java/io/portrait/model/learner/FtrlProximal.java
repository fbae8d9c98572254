package io.portrait.model.learner;

import io.portrait.kernel.Checks;

/**
 * {@code ftrl-proximal}: follow-the-regularized-leader with proximal terms, an {@link Optimizer} with a step size for
 * each coordinate and weights that are exactly 0 until their gradients exceed λ₁ [1, algorithm 1].
 *
 * <pre>
 *   σ = (√(n + g²) − √n) / α
 *   z ← z + g − σ w,   n ← n + g²
 *   w = 0 if |z| ≤ λ₁, else −(z − sgn(z) λ₁) / ((β + √n)/α + λ₂)
 * </pre>
 *
 * The first parameter, the intercept, is not regularized: λ₁ = λ₂ = 0 there. Without regularization this is AdaGrad
 * with η = α and δ = β. O(n).
 *
 * <p>Two blocks: z and r = √n. The paper stores n and recomputes w at each prediction. Storing w and r instead leaves
 * one root and one division of the two roots and three divisions of a step, which are most of its cost.
 *
 * <p>[1] H. B. McMahan et al., "Ad click prediction: a view from the trenches", KDD 2013, 1222–1230.
 *
 * @param alpha α in (0, 10], the step size
 * @param beta β in [10⁻¹², 10⁶], damps the first steps
 * @param l1 λ₁ in [0, 10⁶]
 * @param l2 λ₂ in [0, 10⁶]
 */
record FtrlProximal(double alpha, double beta, double l1, double l2) implements Optimizer {

    static final String NAME = "ftrl-proximal";

    FtrlProximal {
        Checks.requireWithin("alpha", alpha, 1e-12, 10);
        Checks.requireWithin("beta", beta, 1e-12, 1e6);
        Checks.requireWithin("l1", l1, 0, 1e6);
        Checks.requireWithin("l2", l2, 0, 1e6);
    }

    /** With defaults {@code alpha=0.1,beta=1.0,l1=0.0,l2=0.0}. */
    static FtrlProximal of(LearnerSpec spec) {
        return new FtrlProximal(
                spec.doubleOption("alpha", 0.1),
                spec.doubleOption("beta", 1),
                spec.doubleOption("l1", 0),
                spec.doubleOption("l2", 0));
    }

    @Override
    public int slots() {
        return 2;
    }

    @Override
    public void step(double[] numbers, double[] gradient, long examples) {
        int n = gradient.length;
        double rate = 1 / alpha;
        for (int i = 0; i < n; i++) {
            double before = numbers[2 * n + i];
            double root = Math.sqrt(before * before + gradient[i] * gradient[i]);
            double z = numbers[n + i] + gradient[i] - (root - before) * rate * numbers[i];
            numbers[n + i] = z;
            numbers[2 * n + i] = root;
            // z − within is z − sgn(z) λ₁, or 0 if |z| ≤ λ₁
            double within = Math.max(-l1, Math.min(l1, z));
            numbers[i] = (within - z) / ((beta + root) * rate + l2);
        }
        numbers[0] = -numbers[n] / ((beta + numbers[2 * n]) * rate);
    }

    @Override
    public boolean isPlausible(double[] numbers, int parameters) {
        return Optimizer.isNonNegative(numbers, parameters, 2);
    }

    @Override
    public String options() {
        return "alpha=" + alpha + ",beta=" + beta + ",l1=" + l1 + ",l2=" + l2;
    }
}
