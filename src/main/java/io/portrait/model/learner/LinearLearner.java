package io.portrait.model.learner;

import io.portrait.kernel.Vec;
import io.portrait.model.feature.Example;
import java.util.Arrays;

/**
 * Generalized linear model learned online: the common core of {@code sgd}, {@code adagrad}, {@code rmsprop},
 * {@code adam}, {@code ftrl-proximal}, {@code pa}, {@code pa-1} and {@code pa-2}. They differ only in their
 * {@link LinearUpdate}.
 *
 * <p><b>How the parts work together</b>, with {@code ftrl-proximal} as the example:
 *
 * <ol>
 *   <li><i>Configuration.</i> {@link Learners#parse} reads a description such as
 *       {@code ftrl-proximal(dimensions=20,l1=0.1)} into a {@link LearnerSpec}. The registry entry of its name
 *       builds the optimizer {@link FtrlProximal} and puts it into a {@link GradientUpdate} with a
 *       {@link LossFunction}, here the logistic loss; update, name and number of features are the
 *       {@link LinearConfig} of this learner. Two other updates need no optimizer: {@link Sgd} and
 *       {@link PassiveAggressive}.
 *   <li><i>State.</i> A {@link LinearState} is the number of examples and one vector, laid out as below. The learner
 *       itself has no state, so one instance serves all users. Callers hold both as a {@link Model}.
 *   <li><i>Prediction.</i> The score is z = wᵀx̃ with x̃ = (1, x); {@link NumericLimits} clips the features. The
 *       {@link LinkFunction} of the loss maps z to a {@link Prediction}: the identity for real targets, the
 *       {@link Sigmoid} of the log-odds for the logistic loss, {@link PlattScaling} of the margin for the hinge
 *       loss.
 *   <li><i>Learning.</i> The score of the old weights, the target and the weight of the example form a
 *       {@link ScoredExample}. {@link GradientUpdate} multiplies its derivative of the loss with x̃, clips the
 *       gradient and passes it to the {@link Optimizer}, which moves the weights and its own blocks of numbers. Then
 *       the link function learns from the same scored example, if it is calibrated.
 *   <li><i>Safety.</i> If any number would leave ±10⁶⁰, the new vector is discarded and only the count of examples
 *       rises.
 *   <li><i>Evaluation.</i> {@link Model#testThenTrain} predicts before it learns and returns a
 *       {@link PrequentialStep} with the {@link Loss}; {@link PrequentialLosses} averages these.
 *   <li><i>Storage.</i> {@link Model#snapshot} adds the {@link Provenance}; {@link Model#restore} checks it, and
 *       {@link #restore} checks the numbers.
 * </ol>
 *
 * <p>A new optimizer is a record that implements {@link Optimizer} and one line in {@link Learners}.
 *
 * <p><b>Order-dependent:</b> each step starts from the result of the last one. Learning and predicting cost O(d).
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

    /** The index of the first number of the calibration. */
    private int calibrationOffset() {
        return weightCount() * (1 + config.update().slots());
    }
}
