package io.portrait.model.learner;

import io.portrait.kernel.Checks;

/**
 * Configuration of {@link BatchMean}.
 *
 * @param dimensions d, the number of features, 1 to 1024
 * @param batchSize n, examples per update, 1 to 1024. With n = 1 only the intercept moves, because a single example
 *     does not
 *     deviate from its own mean
 * @param stepSize η in (0, 1]; 1 is the published update
 */
record BatchMeanConfig(int dimensions, int batchSize, double stepSize) implements LearnerConfig {

    static final String NAME = "batch-mean";

    BatchMeanConfig {
        NumericLimits.requireDimensions(dimensions, NumericLimits.MAX_DIMENSIONS);
        Checks.requireWithin("batchSize", batchSize, 1, 1024);
        Checks.requireWithin("stepSize", stepSize, Double.MIN_VALUE, 1);
    }

    /** The configuration of a description, with defaults {@code batchSize=8,stepSize=0.1}. */
    static BatchMeanConfig of(LearnerSpec spec) {
        return new BatchMeanConfig(
                spec.intOption("dimensions"), spec.intOption("batchSize", 8), spec.doubleOption("stepSize", 0.1));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String identity() {
        return NAME + "(dimensions=" + dimensions + ",batchSize=" + batchSize + ",stepSize=" + stepSize + ")";
    }
}
