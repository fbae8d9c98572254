package io.portrait.learning;

import io.portrait.feature.Example;
import io.portrait.kernel.Vec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * {@code batch-mean}: a linear profile that is moved by the mean residual of each mini-batch, {@link LinearPredictor}.
 * Examples arrive one by one; the state holds those of the unfinished batch and the n-th applies them all. Stable for
 * features in [−1, 1] with any step size it accepts.
 *
 * <p><b>Order-dependent:</b> which examples share a batch depends on the order they arrive in. Learning costs O(nd) for
 * copying the state, predicting O(d). The parameters are {@code intercept} and {@code weights}; examples still pending
 * do not show in them.
 *
 * <p>Layout 1, with d features and batches of n:
 *
 * <pre>
 *   0            α
 *   1 … d        β
 *   then n − 1 slots of d + 2:  target, weight, x₁ … x_d
 * </pre>
 *
 * The first {@code examples mod n} slots are pending, the others are zero.
 */
record BatchMean(BatchMeanConfig config) implements Learner<BatchMeanState> {

    @Override
    public int layoutVersion() {
        return 1;
    }

    @Override
    public int stateSize() {
        return slot(config.batchSize() - 1);
    }

    @Override
    public BatchMeanState initial() {
        return new BatchMeanState(0, Vec.zeros(stateSize()));
    }

    @Override
    public BatchMeanState learn(BatchMeanState state, Example example) {
        Bounds.requireOwn(this, state);
        Bounds.requireDimensions(example.x(), config.dimensions());
        int pending = pending(state);
        Vec numbers = pending == config.batchSize() - 1
                ? applied(state, pending, example)
                : withPending(state.numbers(), pending, example);
        return new BatchMeanState(state.examples() + 1, numbers);
    }

    @Override
    public Prediction predict(BatchMeanState state, Vec x) {
        Bounds.requireOwn(this, state);
        Bounds.requireDimensions(x, config.dimensions());
        return new Prediction.Point(predictor(state).at(x));
    }

    @Override
    public Parameters parameters(BatchMeanState state) {
        Bounds.requireOwn(this, state);
        LinearPredictor predictor = predictor(state);
        return Parameters.none()
                .and("intercept", predictor.intercept())
                .and("weights", predictor.weights().toArray());
    }

    @Override
    public BatchMeanState restore(long examples, Vec numbers) {
        Bounds.requireRestorable(this, examples, numbers);
        BatchMeanState state = new BatchMeanState(examples, numbers);
        for (int i = 0; i < pending(state); i++) {
            double weight = numbers.get(slot(i) + 1);
            if (!(weight > 0 && weight <= Example.MAX_WEIGHT)) {
                throw Bounds.corrupt(this, examples, numbers);
            }
        }
        return state;
    }

    private Vec applied(BatchMeanState state, int pending, Example last) {
        List<Example> batch = new ArrayList<>(config.batchSize());
        for (int i = 0; i < pending; i++) {
            batch.add(sample(state.numbers(), slot(i)));
        }
        batch.add(last);
        LinearPredictor next = predictor(state).updated(batch, config.stepSize());
        double[] numbers = new double[stateSize()];
        numbers[0] = next.intercept();
        next.weights().copyInto(numbers, 1);
        return Vec.adopt(numbers);
    }

    private Vec withPending(Vec numbers, int pending, Example example) {
        double[] more = numbers.toArray();
        int slot = slot(pending);
        more[slot] = Bounds.target(example.target());
        more[slot + 1] = example.weight();
        example.x().map(Bounds::feature).copyInto(more, slot + 2);
        return Vec.adopt(more);
    }

    private Example sample(Vec numbers, int slot) {
        double[] values = numbers.toArray();
        Vec x = Vec.adopt(Arrays.copyOfRange(values, slot + 2, slot + 2 + config.dimensions()));
        return new Example(x, values[slot], values[slot + 1]);
    }

    private LinearPredictor predictor(BatchMeanState state) {
        double[] values = state.numbers().toArray();
        return new LinearPredictor(values[0], Vec.adopt(Arrays.copyOfRange(values, 1, slot(0))));
    }

    private int pending(BatchMeanState state) {
        return (int) (state.examples() % config.batchSize());
    }

    private int slot(int index) {
        int d = config.dimensions();
        return 1 + d + index * (d + 2);
    }
}
