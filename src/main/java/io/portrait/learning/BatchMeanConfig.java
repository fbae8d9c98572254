package io.portrait.learning;

import io.portrait.kernel.Limits;

/**
 * How {@link BatchMean} learns.
 *
 * @param dimensions d, the number of features, 1 to 1024
 * @param batchSize n, examples per update, 1 to 1024. With n = 1 only the intercept moves, for a single example does not
 *     deviate from its own mean
 * @param stepSize η in (0, 1]; 1 is the published update
 */
record BatchMeanConfig(int dimensions, int batchSize, double stepSize) implements LearnerConfig {

    static final String NAME = "batch-mean";

    BatchMeanConfig {
        Bounds.requireDimensions(dimensions, Bounds.MAX_DIMENSIONS);
        Limits.requireWithin("batchSize", batchSize, 1, 1024);
        Limits.requireWithin("stepSize", stepSize, Double.MIN_VALUE, 1);
    }

    /** The configuration that is described, with defaults {@code batchSize=8,stepSize=0.1}. */
    static BatchMeanConfig of(Spec spec) {
        return new BatchMeanConfig(spec.whole("dimensions"), spec.whole("batchSize", 8), spec.real("stepSize", 0.1));
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
