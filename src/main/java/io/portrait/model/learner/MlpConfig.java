package io.portrait.model.learner;

import io.portrait.kernel.Checks;

/**
 * Configuration of {@link Mlp}.
 *
 * @param dimensions d, the number of features, 1 to 1024
 * @param hidden h, the number of hidden units, 1 to 256
 * @param update the loss and the optimizer
 * @param seed of the initial weights, any
 */
record MlpConfig(int dimensions, int hidden, GradientUpdate update, int seed) implements LearnerConfig {

    static final String NAME = "mlp";

    MlpConfig {
        NumericLimits.requireDimensions(dimensions, NumericLimits.MAX_DIMENSIONS);
        Checks.requireWithin("hidden", hidden, 1, 256);
    }

    /**
     * The configuration of a description, with defaults {@code hidden=16}, those of {@link AdaGrad}, and
     * {@code seed=1}.
     */
    static MlpConfig of(LearnerSpec spec) {
        return new MlpConfig(
                spec.intOption("dimensions"),
                spec.intOption("hidden", 16),
                GradientUpdate.of(spec, AdaGrad.of(spec)),
                spec.intOption("seed", 1));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String identity() {
        return NAME + "(dimensions=" + dimensions + ",hidden=" + hidden + "," + update.options() + ",seed=" + seed
                + ")";
    }
}
