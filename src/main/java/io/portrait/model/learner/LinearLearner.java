package io.portrait.model.learner;

import io.portrait.kernel.Vec;
import io.portrait.model.feature.Example;
import java.util.Arrays;

/**
 * The linear core that {@code sgd}, {@code adagrad}, {@code rmsprop}, {@code adam}, {@code ftrl-proximal}, {@code pa},
 * {@code pa-1} and {@code pa-2} share: a score z = wᵀx̃ with x̃ = (1, x), an {@link LinkFunction} made of it, and a
 * {@link LinearUpdate} that moves w. What makes each of them is told there.
 *
 * <p><b>Order-dependent:</b> each step starts where the last one ended. Learning and predicting cost O(d).
 *
 * <p>Layout 1, (1 + slots)(d + 1) numbers, and 4 with the hinge loss: with p = d + 1
 *
 * <pre>
 *   0 … p − 1     w, the intercept first
 *   p … 2p − 1    the update's first block, and so on
 *   then          the {@link PlattScaling}, with the hinge loss only
 * </pre>
 *
 * Parameters: {@code intercept}, {@code weights}; with the hinge loss {@code calibration}, slope and offset.
 */
record LinearLearner(LinearConfig config) implements Learner<LinearState> {

    static LinearLearner of(LearnerSpec spec, LinearUpdate update) {
        return new LinearLearner(new LinearConfig(spec.name(), spec.intOption("dimensions"), update));
    }

    @Override
    public int layoutVersion() {
        return 1;
    }

    @Override
    public int stateSize() {
        return calibrationOffset() + link().size();
    }

    @Override
    public LinearState initial() {
        double[] numbers = new double[stateSize()];
        link().initialize(numbers, calibrationOffset());
        return new LinearState(0, Vec.adopt(numbers));
    }

    @Override
    public LinearState learn(LinearState state, Example example) {
        NumericLimits.requireStateSize(this, state);
        double[] x = NumericLimits.withIntercept(example.x(), config.dimensions());
        double[] next = state.numbers().toArray();
        long examples = state.examples() + 1;
        ScoredExample scored = ScoredExample.of(NumericLimits.dot(next, x), example);
        config.update().step(next, x, scored, examples);
        link().learn(next, calibrationOffset(), scored);
        return new LinearState(examples, NumericLimits.areWithinLimits(next) ? Vec.adopt(next) : state.numbers());
    }

    @Override
    public Prediction predict(LinearState state, Vec x) {
        NumericLimits.requireStateSize(this, state);
        NumericLimits.requireDimensions(x, config.dimensions());
        Vec numbers = state.numbers();
        double score = numbers.get(0);
        for (int i = 0; i < config.dimensions(); i++) {
            score += numbers.get(i + 1) * NumericLimits.clipFeature(x.get(i));
        }
        return link().predict(score, numbers, calibrationOffset());
    }

    @Override
    public LearnedParameters parameters(LinearState state) {
        NumericLimits.requireStateSize(this, state);
        double[] numbers = state.numbers().toArray();
        LearnedParameters linear = LearnedParameters.empty()
                .and("intercept", numbers[0])
                .and("weights", Arrays.copyOfRange(numbers, 1, config.dimensions() + 1));
        return link().parameters(linear, numbers, calibrationOffset());
    }

    @Override
    public LinearState restore(long examples, Vec numbers) {
        NumericLimits.requireRestorable(this, examples, numbers);
        double[] values = numbers.toArray();
        if (!config.update().isPlausible(values, weightCount()) || !link().isPlausible(values, calibrationOffset())) {
            throw NumericLimits.corruptState(this, examples, numbers);
        }
        return new LinearState(examples, numbers);
    }

    private LinkFunction link() {
        return new LinkFunction(config.update().loss());
    }

    /** p. */
    private int weightCount() {
        return config.dimensions() + 1;
    }

    /** Where the calibration begins. */
    private int calibrationOffset() {
        return weightCount() * (1 + config.update().slots());
    }
}
