package io.portrait.model.learner;

import io.portrait.kernel.Checks;

/**
 * {@code pa}, {@code pa-1}, {@code pa-2}: passive-aggressive updates. If the loss of an example is 0, the weights do
 * not change. Otherwise they change as little as possible such that the loss becomes 0 ({@code pa}), or such that a
 * trade-off between the change and the remaining loss is optimal [1].
 *
 * <pre>
 *   w ← w − τ · ∂ℓ/∂z · x̃
 *   pa:    τ = min(ω, 1) · ℓ / ‖x̃‖²
 *   pa-1:  τ = min(ωC, ℓ / ‖x̃‖²)
 *   pa-2:  τ = ℓ / (‖x̃‖² + 1/(2ωC))
 * </pre>
 *
 * ℓ is the hinge loss for binary targets [1, section 3] or the ε-insensitive loss for real ones [1, section 5]; both
 * have derivatives of ±1. The weight ω of an example multiplies the cost C of its loss. {@code pa} has no such cost: a
 * weight below 1 scales the change, and a weight above 1 counts as 1.
 *
 * <p>The state consists of the weights alone. O(p).
 *
 * <p>[1] K. Crammer, O. Dekel, J. Keshet, S. Shalev-Shwartz, Y. Singer, "Online passive-aggressive algorithms", JMLR 7,
 * 2006, 551–585.
 *
 * @param variant one of the three algorithms
 * @param loss ℓ, hinge or ε-insensitive
 * @param aggressiveness C in [10⁻⁶, 10⁶]; not used by {@code pa}
 */
record PassiveAggressive(PassiveAggressiveVariant variant, LossFunction loss, double aggressiveness)
        implements LinearUpdate {

    /** The three algorithms. */
    enum PassiveAggressiveVariant {
        PA("pa"),
        PA_1("pa-1"),
        PA_2("pa-2");

        private final String label;

        PassiveAggressiveVariant(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    PassiveAggressive {
        Checks.requireWithin("aggressiveness", aggressiveness, 1e-6, 1e6);
    }

    /**
     * With defaults {@code loss=epsilon-insensitive,epsilon=0.1,aggressiveness=0.1}; {@code pa} has no aggressiveness.
     */
    static PassiveAggressive of(LearnerSpec spec, PassiveAggressiveVariant variant) {
        LossFunction loss = LossFunction.of(spec, LossFunction.EpsilonInsensitive.NAME, LossFunction.Hinge.NAME);
        double aggressiveness = variant == PassiveAggressiveVariant.PA ? 1 : spec.doubleOption("aggressiveness", 0.1);
        return new PassiveAggressive(variant, loss, aggressiveness);
    }

    @Override
    public int slots() {
        return 0;
    }

    @Override
    public void step(double[] numbers, double[] x, ScoredExample scored, long examples) {
        double lossValue = loss.value(scored.score(), scored.target());
        double stepLength = stepLength(lossValue, NumericLimits.squaredNorm(x), scored.weight());
        NumericLimits.addScaled(numbers, -stepLength * loss.derivative(scored.score(), scored.target()), x);
    }

    /** τ. */
    private double stepLength(double lossValue, double squaredNorm, double weight) {
        return switch (variant) {
            case PA -> Math.min(weight, 1) * lossValue / squaredNorm;
            case PA_1 -> Math.min(weight * aggressiveness, lossValue / squaredNorm);
            case PA_2 -> lossValue / (squaredNorm + 1 / (2 * weight * aggressiveness));
        };
    }

    @Override
    public boolean isPlausible(double[] numbers, int weights) {
        return true;
    }

    @Override
    public String options() {
        return variant == PassiveAggressiveVariant.PA
                ? loss.options()
                : loss.options() + ",aggressiveness=" + aggressiveness;
    }
}
