package io.portrait.model.learner;

import io.portrait.kernel.Vec;
import io.portrait.model.feature.Example;

/**
 * {@code batch-mean}: a linear profile that is moved by the mean residual of each mini-batch, {@link LinearPredictor}.
 * Examples arrive one at a time; the state holds the running moments of the unfinished batch, {@link BatchMeanUpdate};
 * the n-th example applies them. Stable for features in [−1, 1] with any step size it accepts.
 *
 * <p><b>Order-dependent:</b> which examples share a batch depends on the order they arrive in. Learning and predicting
 * cost O(d). The parameters are {@code intercept} and {@code weights}; the unfinished batch does not affect them. An
 * example whose update is rejected counts as one of its batch.
 *
 * <p>Layout 2, 3d + 4 numbers, is that of {@link BatchMeanUpdate}: α, β, then the moments, which are 0 when
 * {@code examples mod n} is. (Layout 1 held the samples themselves, (n − 1)(d + 2) numbers more.)
 */
record BatchMean(BatchMeanConfig config) implements Learner<BatchMeanState> {

    @Override
    public int layoutVersion() {
        return 2;
    }

    @Override
    public int stateSize() {
        return update().size();
    }

    @Override
    public BatchMeanState initial() {
        return new BatchMeanState(0, Vec.zeros(stateSize()));
    }

    @Override
    public BatchMeanState learn(BatchMeanState state, Example example) {
        NumericLimits.requireStateSize(this, state);
        long examples = state.examples() + 1;
        double[] next = update().withExample(state.numbers(), example);
        boolean full = examples % config.batchSize() == 0;
        return new BatchMeanState(examples, Vec.adopt(full ? update().apply(next, config.stepSize()) : next));
    }

    @Override
    public Prediction predict(BatchMeanState state, Vec x) {
        NumericLimits.requireStateSize(this, state);
        return new Prediction.Point(update().predict(state.numbers(), x));
    }

    @Override
    public LearnedParameters parameters(BatchMeanState state) {
        NumericLimits.requireStateSize(this, state);
        LinearPredictor predictor = LinearPredictor.of(state.numbers().toArray(), config.dimensions());
        return LearnedParameters.empty()
                .and("intercept", predictor.intercept())
                .and("weights", predictor.weights().toArray());
    }

    @Override
    public BatchMeanState restore(long examples, Vec numbers) {
        NumericLimits.requireRestorable(this, examples, numbers);
        if (!update().isPlausible(numbers)) {
            throw NumericLimits.corruptState(this, examples, numbers);
        }
        return new BatchMeanState(examples, numbers);
    }

    private BatchMeanUpdate update() {
        return new BatchMeanUpdate(config.dimensions());
    }
}
