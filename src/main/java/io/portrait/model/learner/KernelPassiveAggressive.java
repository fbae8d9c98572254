package io.portrait.model.learner;

import io.portrait.kernel.Vec;
import io.portrait.model.feature.Example;

/**
 * {@code kernel-pa}: passive-aggressive learning with a Gaussian kernel, for targets that are not linear in the
 * features. The kernel perceptron and similar learners store an example for each mistake, so their states grow without
 * bound [1]. Here D {@link RandomFourierFeatures} approximate the kernel, and the state, that of a
 * {@link LinearLearner} with a {@link PassiveAggressive} update, has a fixed size.
 *
 * <p><b>Order-dependent.</b> Learning and predicting cost O(dD), most of it cosines. Layout 1: that of the linear
 * learner with D + 1 weights, 2.1 KB for 256. The random features are not stored; they follow from the seed in the
 * configuration.
 *
 * <p>Parameters: {@code intercept}, {@code weights} (one per random feature); with the hinge loss {@code calibration}.
 *
 * <p>[1] K. Crammer et al., JMLR 7, 2006, section 9. The combination: J. Lu, S. C. H. Hoi, J. Wang, P. Zhao, Z.-Y. Liu,
 * "Large scale online kernel learning", JMLR 17, 2016, 1–43, algorithm 1.
 *
 * @param config the configuration
 * @param features the map φ
 * @param linear the linear learner on φ(x)
 */
record KernelPassiveAggressive(
        KernelPassiveAggressiveConfig config, RandomFourierFeatures features, LinearLearner linear)
        implements Learner<LinearState> {

    /** The learner of a configuration; draws the random features, O(dD). */
    static KernelPassiveAggressive of(KernelPassiveAggressiveConfig config) {
        return new KernelPassiveAggressive(
                config,
                new RandomFourierFeatures(config.dimensions(), config.features(), config.bandwidth(), config.seed()),
                new LinearLearner(
                        new LinearConfig(KernelPassiveAggressiveConfig.NAME, config.features(), config.update())));
    }

    @Override
    public int layoutVersion() {
        return 1;
    }

    @Override
    public int stateSize() {
        return linear.stateSize();
    }

    @Override
    public LinearState initial() {
        return linear.initial();
    }

    @Override
    public LinearState learn(LinearState state, Example example) {
        NumericLimits.requireStateSize(this, state);
        return linear.learn(state, mapped(example));
    }

    @Override
    public Prediction predict(LinearState state, Vec x) {
        NumericLimits.requireStateSize(this, state);
        return linear.predict(state, features.map(x));
    }

    @Override
    public PredictionAndState<LinearState> predictThenLearn(LinearState state, Example example) {
        NumericLimits.requireStateSize(this, state);
        return linear.predictThenLearn(state, mapped(example));
    }

    @Override
    public LearnedParameters parameters(LinearState state) {
        NumericLimits.requireStateSize(this, state);
        return linear.parameters(state);
    }

    @Override
    public LinearState restore(long examples, Vec numbers) {
        NumericLimits.requireRestorable(this, examples, numbers);
        return linear.restore(examples, numbers);
    }

    private Example mapped(Example example) {
        return new Example(features.map(example.x()), example.target(), example.weight());
    }
}
