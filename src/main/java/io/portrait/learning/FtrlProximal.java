package io.portrait.learning;

import io.portrait.kernel.Limits;

/**
 * {@code ftrl-proximal}: follow the proximally regularised leader, with a step size per coordinate and weights that are
 * exactly 0 until the evidence for them exceeds λ₁ [1, algorithm 1].
 *
 * <pre>
 *   σ = (√(n + g²) − √n) / α
 *   z ← z + g − σ w,   n ← n + g²
 *   w = 0 if |z| ≤ λ₁, else −(z − sgn(z) λ₁) / ((β + √n)/α + λ₂)
 * </pre>
 *
 * The first parameter, the intercept, is not regularised: λ₁ = λ₂ = 0 there. Without regularisation this is AdaGrad with
 * η = α and δ = β. Two blocks: z and n. O(n). The paper recomputes w from z and n at each prediction; here w is kept, for
 * predictions are more frequent than the third more of memory is dear.
 *
 * <p>[1] H. B. McMahan et al., "Ad click prediction: a view from the trenches", KDD 2013, 1222–1230.
 *
 * @param alpha α in (0, 10], the step size
 * @param beta β in [10⁻¹², 10⁶], damps the first steps
 * @param l1 λ₁ in [0, 10⁶]
 * @param l2 λ₂ in [0, 10⁶]
 */
record FtrlProximal(double alpha, double beta, double l1, double l2) implements StepRule {

    static final String NAME = "ftrl-proximal";

    FtrlProximal {
        Limits.requireWithin("alpha", alpha, 1e-12, 10);
        Limits.requireWithin("beta", beta, 1e-12, 1e6);
        Limits.requireWithin("l1", l1, 0, 1e6);
        Limits.requireWithin("l2", l2, 0, 1e6);
    }

    /** With defaults {@code alpha=0.1,beta=1.0,l1=0.0,l2=0.0}. */
    static FtrlProximal of(Spec spec) {
        return new FtrlProximal(spec.real("alpha", 0.1), spec.real("beta", 1), spec.real("l1", 0), spec.real("l2", 0));
    }

    @Override
    public int slots() {
        return 2;
    }

    @Override
    public void move(double[] numbers, double[] gradient, long examples) {
        int n = gradient.length;
        for (int i = 0; i < n; i++) {
            double before = numbers[2 * n + i];
            double after = before + gradient[i] * gradient[i];
            double sigma = (Math.sqrt(after) - Math.sqrt(before)) / alpha;
            double z = numbers[n + i] + gradient[i] - sigma * numbers[i];
            numbers[n + i] = z;
            numbers[2 * n + i] = after;
            numbers[i] = i == 0 ? weight(z, after, 0, 0) : weight(z, after, l1, l2);
        }
    }

    private double weight(double z, double n, double lasso, double ridge) {
        // sgn(z) max(|z| − λ₁, 0)
        double shrunk = Math.copySign(Math.max(Math.abs(z) - lasso, 0), z);
        return (0 - shrunk) / ((beta + Math.sqrt(n)) / alpha + ridge); // 0 − 0 is 0, where −0 would be −0
    }

    @Override
    public boolean isPlausible(double[] numbers, int parameters) {
        return StepRule.isNonNegative(numbers, parameters, 2);
    }

    @Override
    public String options() {
        return "alpha=" + alpha + ",beta=" + beta + ",l1=" + l1 + ",l2=" + l2;
    }
}
