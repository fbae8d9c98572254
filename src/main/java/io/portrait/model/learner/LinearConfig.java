package io.portrait.model.learner;

/**
 * Configuration of a {@link LinearLearner}.
 *
 * @param name the kind of learner
 * @param dimensions d, the number of features, 1 to 1024
 * @param update the update of the weights, with the loss and all options
 */
record LinearConfig(String name, int dimensions, LinearUpdate update) implements LearnerConfig {

    LinearConfig {
        NumericLimits.requireDimensions(dimensions, NumericLimits.MAX_DIMENSIONS);
    }

    @Override
    public String identity() {
        return name + "(dimensions=" + dimensions + "," + update.options() + ")";
    }
}
