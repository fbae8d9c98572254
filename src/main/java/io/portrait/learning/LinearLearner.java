package io.portrait.learning;

import io.portrait.feature.Example;
import io.portrait.kernel.Vec;
import java.util.Arrays;

/**
 * The linear core that {@code sgd}, {@code adagrad}, {@code rmsprop}, {@code adam}, {@code ftrl-proximal}, {@code pa},
 * {@code pa-1} and {@code pa-2} share: a score z = wᵀx̃ with x̃ = (1, x), an {@link Answer} made of it, and a
 * {@link LinearUpdate} that moves w. What makes each of them is told there.
 *
 * <p><b>Order-dependent:</b> each step starts where the last one ended. Learning and predicting cost O(d).
 *
 * <p>Layout 1, (1 + slots)(d + 1) numbers, and 4 with the hinge loss: with p = d + 1
 *
 * <pre>
 *   0 … p − 1     w, the intercept first
 *   p … 2p − 1    the update's first block, and so on
 *   then          the {@link Calibration}, with the hinge loss only
 * </pre>
 *
 * Parameters: {@code intercept}, {@code weights}; with the hinge loss {@code calibration}, slope and offset.
 */
record LinearLearner(LinearConfig config) implements Learner<LinearState> {

    static LinearLearner of(Spec spec, LinearUpdate update) {
        return new LinearLearner(new LinearConfig(spec.name(), spec.whole("dimensions"), update));
    }

    @Override
    public int layoutVersion() {
        return 1;
    }

    @Override
    public int stateSize() {
        return calibration() + answer().size();
    }

    @Override
    public LinearState initial() {
        double[] numbers = new double[stateSize()];
        answer().start(numbers, calibration());
        return new LinearState(0, Vec.adopt(numbers));
    }

    @Override
    public LinearState learn(LinearState state, Example example) {
        Bounds.requireOwn(this, state);
        double[] x = Bounds.withConstant(example.x(), config.dimensions());
        double[] next = state.numbers().toArray();
        long examples = state.examples() + 1;
        Observed observed = Observed.of(Bounds.score(next, x), example);
        config.update().move(next, x, observed, examples);
        answer().learn(next, calibration(), observed);
        return new LinearState(examples, Bounds.sound(next) ? Vec.adopt(next) : state.numbers());
    }

    @Override
    public Prediction predict(LinearState state, Vec x) {
        Bounds.requireOwn(this, state);
        Bounds.requireDimensions(x, config.dimensions());
        Vec s = state.numbers();
        double score = s.get(0);
        for (int i = 0; i < config.dimensions(); i++) {
            score += s.get(i + 1) * Bounds.feature(x.get(i));
        }
        return answer().of(score, s, calibration());
    }

    @Override
    public Parameters parameters(LinearState state) {
        Bounds.requireOwn(this, state);
        double[] numbers = state.numbers().toArray();
        Parameters linear = Parameters.none()
                .and("intercept", numbers[0])
                .and("weights", Arrays.copyOfRange(numbers, 1, config.dimensions() + 1));
        return answer().parameters(linear, numbers, calibration());
    }

    @Override
    public LinearState restore(long examples, Vec numbers) {
        Bounds.requireRestorable(this, examples, numbers);
        double[] values = numbers.toArray();
        if (!config.update().isPlausible(values, weights()) || !answer().isPlausible(values, calibration())) {
            throw Bounds.corrupt(this, examples, numbers);
        }
        return new LinearState(examples, numbers);
    }

    private Answer answer() {
        return new Answer(config.update().loss());
    }

    /** p. */
    private int weights() {
        return config.dimensions() + 1;
    }

    /** Where the calibration begins. */
    private int calibration() {
        return weights() * (1 + config.update().slots());
    }
}
