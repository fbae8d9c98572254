package io.portrait.model.learner;

import io.portrait.kernel.SplitMix64;
import io.portrait.kernel.Vec;
import io.portrait.model.feature.Example;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.mult.MatrixVectorMult_DDRM;

/**
 * {@code mlp}: a multilayer perceptron with one hidden layer, learned by back-propagation [1], one example at a time,
 * with the optimizer {@link AdaGrad}.
 *
 * <pre>
 *   a = W x̃,   u = r(a) = max(a, a/100),   z = c + vᵀu
 *   ∂ℓ/∂c = s,  ∂ℓ/∂v = s u,  ∂ℓ/∂W = (s v ∘ r'(a)) x̃ᵀ,    s = ω ∂ℓ/∂z
 * </pre>
 *
 * <table>
 * <caption>Symbols</caption>
 * <tr><td>W</td><td>h×(d + 1)</td><td>weights into the hidden units, the constant's first</td></tr>
 * <tr><td>v, c</td><td>h, 1</td><td>weights out of them, and the intercept</td></tr>
 * <tr><td>a, u</td><td>h</td><td>pre-activations and activations of the units, by a leaky rectifier [2]</td></tr>
 * </table>
 *
 * The initial W is drawn from N(0, 2/d) [3] and the initial v from N(0, 1/h), by the seed, because units with equal
 * weights would stay equal; c and the weights of the constant start at 0. Gradients are clipped to ±10³ each, as in
 * {@link GradientUpdate}.
 *
 * <p><b>Order-dependent.</b> Learning and predicting cost O(hd). Layout 1: with n = h(d + 1) + h + 1 parameters, (1 +
 * slots) n numbers, and 4 with the hinge loss: 5.6 KB for 20 features and 16 units.
 *
 * <pre>
 *   0 … h(d + 1) − 1   W, row by row
 *   then h             v
 *   then 1             c
 *   then n             AdaGrad's block
 *   then               the {@link PlattScaling}, with the hinge loss only
 * </pre>
 *
 * Parameters: {@code intercept} (c), {@code outputWeights} (v), {@code hiddenIntercepts}, {@code hiddenWeights} (row by
 * row); with the hinge loss {@code calibration}.
 *
 * <p>[1] D. E. Rumelhart, G. E. Hinton, R. J. Williams, "Learning representations by back-propagating errors", Nature
 * 323, 1986, 533–536. [2] A. L. Maas, A. Y. Hannun, A. Y. Ng, "Rectifier nonlinearities improve neural network acoustic
 * models", ICML 2013. [3] K. He, X. Zhang, S. Ren, J. Sun, "Delving deep into rectifiers", ICCV 2015.
 */
record Mlp(MlpConfig config) implements Learner<MlpState> {

    private static final double LEAK = 0.01;

    @Override
    public int layoutVersion() {
        return 1;
    }

    @Override
    public int stateSize() {
        return calibrationOffset() + link().size();
    }

    @Override
    public MlpState initial() {
        double[] numbers = new double[stateSize()];
        SplitMix64 random = new SplitMix64(config.seed());
        double hiddenScale = Math.sqrt(2.0 / config.dimensions());
        for (int i = 0; i < outputOffset(); i++) {
            numbers[i] = i % inputCount() == 0 ? 0 : hiddenScale * random.normal(i);
        }
        double outputScale = Math.sqrt(1.0 / config.hidden());
        for (int i = outputOffset(); i < interceptOffset(); i++) {
            numbers[i] = outputScale * random.normal(i);
        }
        link().initialize(numbers, calibrationOffset());
        return new MlpState(0, Vec.adopt(numbers));
    }

    @Override
    public MlpState learn(MlpState state, Example example) {
        NumericLimits.requireStateSize(this, state);
        double[] x = NumericLimits.withIntercept(example.x(), config.dimensions());
        double[] next = state.numbers().toArray();
        double[] preActivations = preActivations(next, x);
        ScoredExample scored = ScoredExample.of(score(next, preActivations), example);
        long examples = state.examples() + 1;
        config.update().optimizer().step(next, gradient(next, x, preActivations, scored), examples);
        link().learn(next, calibrationOffset(), scored);
        return new MlpState(examples, NumericLimits.areWithinLimits(next) ? Vec.adopt(next) : state.numbers());
    }

    @Override
    public Prediction predict(MlpState state, Vec x) {
        NumericLimits.requireStateSize(this, state);
        double[] extended = NumericLimits.withIntercept(x, config.dimensions());
        double[] numbers = state.numbers().toArray();
        return link().predict(score(numbers, preActivations(numbers, extended)), state.numbers(), calibrationOffset());
    }

    @Override
    public LearnedParameters parameters(MlpState state) {
        NumericLimits.requireStateSize(this, state);
        double[] numbers = state.numbers().toArray();
        DMatrixRMaj hidden = hiddenWeights(numbers);
        LearnedParameters parameters = LearnedParameters.empty()
                .and("intercept", numbers[interceptOffset()])
                .and("outputWeights", Arrays.copyOfRange(numbers, outputOffset(), interceptOffset()))
                .and("hiddenIntercepts", CommonOps_DDRM.extractColumn(hidden, 0, null).data)
                .and("hiddenWeights", CommonOps_DDRM.extract(hidden, 0, config.hidden(), 1, inputCount()).data);
        return link().parameters(parameters, numbers, calibrationOffset());
    }

    @Override
    public MlpState restore(long examples, Vec numbers) {
        NumericLimits.requireRestorable(this, examples, numbers);
        double[] values = numbers.toArray();
        if (!config.update().isPlausible(values, interceptOffset() + 1)
                || !link().isPlausible(values, calibrationOffset())) {
            throw NumericLimits.corruptState(this, examples, numbers);
        }
        return new MlpState(examples, numbers);
    }

    /** a = W x̃. */
    private double[] preActivations(double[] numbers, double[] x) {
        DMatrixRMaj preActivations = new DMatrixRMaj(config.hidden(), 1);
        MatrixVectorMult_DDRM.mult(hiddenWeights(numbers), DMatrixRMaj.wrap(inputCount(), 1, x), preActivations);
        return preActivations.data;
    }

    /** z = c + vᵀr(a). */
    private double score(double[] numbers, double[] preActivations) {
        double score = numbers[interceptOffset()];
        for (int i = 0; i < preActivations.length; i++) {
            score += numbers[outputOffset() + i] * Math.max(preActivations[i], LEAK * preActivations[i]);
        }
        return score;
    }

    /** The clipped gradient with respect to all parameters, in their order; a new array. */
    private double[] gradient(double[] numbers, double[] x, double[] preActivations, ScoredExample scored) {
        double slope = scored.weightedDerivative(config.update().loss());
        double[] gradient = new double[interceptOffset() + 1];
        gradient[interceptOffset()] = slope;
        for (int i = 0; i < preActivations.length; i++) {
            double leak = preActivations[i] > 0 ? 1 : LEAK;
            gradient[outputOffset() + i] = slope * (leak * preActivations[i]);
            double backPropagated = slope * numbers[outputOffset() + i] * leak;
            for (int j = 0; j < x.length; j++) {
                gradient[i * x.length + j] = backPropagated * x[j];
            }
        }
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = NumericLimits.clipGradient(gradient[i]);
        }
        return gradient;
    }

    /** W, as a view of the first numbers. */
    private DMatrixRMaj hiddenWeights(double[] numbers) {
        return DMatrixRMaj.wrap(config.hidden(), inputCount(), numbers);
    }

    private LinkFunction link() {
        return new LinkFunction(config.update().loss());
    }

    /** d + 1. */
    private int inputCount() {
        return config.dimensions() + 1;
    }

    /** The index of the first number of v. */
    private int outputOffset() {
        return config.hidden() * inputCount();
    }

    /** The index of c, the last of the parameters. */
    private int interceptOffset() {
        return outputOffset() + config.hidden();
    }

    private int calibrationOffset() {
        return (interceptOffset() + 1) * (1 + config.update().slots());
    }
}
