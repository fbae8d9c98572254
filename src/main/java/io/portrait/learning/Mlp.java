package io.portrait.learning;

import io.portrait.feature.Example;
import io.portrait.kernel.Vec;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.mult.MatrixVectorMult_DDRM;

/**
 * {@code mlp}: a perceptron with one hidden layer, learned by back-propagation [1], one example at a time, with AdaGrad's
 * step per weight.
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
 * <tr><td>a, u</td><td>h</td><td>what the units receive and give: a leaky rectifier [2], which never falls silent</td></tr>
 * </table>
 *
 * It begins with W from N(0, 2/d) [3], drawn from the seed, and v, c and the constants' weights 0 but for v, from N(0, 1/h):
 * units that begin alike would stay alike. Gradients are held within ±10³ each, as in {@link Adaptive}.
 *
 * <p><b>Order-dependent.</b> Learning and predicting cost O(hd). Layout 1: with n = h(d + 1) + h + 1 parameters, (1 + slots)
 * n numbers, and 4 with the hinge loss: 5.6 KB for 20 features and 16 units.
 *
 * <pre>
 *   0 … h(d + 1) − 1   W, row by row
 *   then h             v
 *   then 1             c
 *   then n             AdaGrad's block
 *   then               the {@link Calibration}, with the hinge loss only
 * </pre>
 *
 * Parameters: {@code intercept} (c), {@code outputWeights} (v), {@code hiddenIntercepts}, {@code hiddenWeights} (row by row);
 * with the hinge loss {@code calibration}.
 *
 * <p>[1] D. E. Rumelhart, G. E. Hinton, R. J. Williams, "Learning representations by back-propagating errors", Nature 323, 1986,
 * 533–536. [2] A. L. Maas, A. Y. Hannun, A. Y. Ng, "Rectifier nonlinearities improve neural network acoustic models", ICML
 * 2013. [3] K. He, X. Zhang, S. Ren, J. Sun, "Delving deep into rectifiers", ICCV 2015.
 */
record Mlp(MlpConfig config) implements Learner<MlpState> {

    private static final double LEAK = 0.01;

    @Override
    public int layoutVersion() {
        return 1;
    }

    @Override
    public int stateSize() {
        return calibration() + answer().size();
    }

    @Override
    public MlpState initial() {
        double[] numbers = new double[stateSize()];
        SeededDraws draws = new SeededDraws(config.seed());
        double into = Math.sqrt(2.0 / config.dimensions());
        for (int i = 0; i < output(); i++) {
            numbers[i] = i % inputs() == 0 ? 0 : into * draws.normal(i);
        }
        double out = Math.sqrt(1.0 / config.hidden());
        for (int i = output(); i < intercept(); i++) {
            numbers[i] = out * draws.normal(i);
        }
        answer().start(numbers, calibration());
        return new MlpState(0, Vec.adopt(numbers));
    }

    @Override
    public MlpState learn(MlpState state, Example example) {
        Bounds.requireOwn(this, state);
        double[] x = Bounds.withConstant(example.x(), config.dimensions());
        double[] next = state.numbers().toArray();
        double[] received = received(next, x);
        Observed observed = Observed.of(score(next, received), example);
        long examples = state.examples() + 1;
        config.update().rule().move(next, gradient(next, x, received, observed), examples);
        answer().learn(next, calibration(), observed);
        return new MlpState(examples, Bounds.sound(next) ? Vec.adopt(next) : state.numbers());
    }

    @Override
    public Prediction predict(MlpState state, Vec x) {
        Bounds.requireOwn(this, state);
        double[] extended = Bounds.withConstant(x, config.dimensions());
        double[] numbers = state.numbers().toArray();
        return answer().of(score(numbers, received(numbers, extended)), state.numbers(), calibration());
    }

    @Override
    public Parameters parameters(MlpState state) {
        Bounds.requireOwn(this, state);
        double[] numbers = state.numbers().toArray();
        DMatrixRMaj hidden = hiddenWeights(numbers);
        Parameters parameters = Parameters.none()
                .and("intercept", numbers[intercept()])
                .and("outputWeights", Arrays.copyOfRange(numbers, output(), intercept()))
                .and("hiddenIntercepts", CommonOps_DDRM.extractColumn(hidden, 0, null).data)
                .and("hiddenWeights", CommonOps_DDRM.extract(hidden, 0, config.hidden(), 1, inputs()).data);
        return answer().parameters(parameters, numbers, calibration());
    }

    @Override
    public MlpState restore(long examples, Vec numbers) {
        Bounds.requireRestorable(this, examples, numbers);
        double[] values = numbers.toArray();
        if (!config.update().isPlausible(values, intercept() + 1) || !answer().isPlausible(values, calibration())) {
            throw Bounds.corrupt(this, examples, numbers);
        }
        return new MlpState(examples, numbers);
    }

    /** a = W x̃. */
    private double[] received(double[] numbers, double[] x) {
        DMatrixRMaj received = new DMatrixRMaj(config.hidden(), 1);
        MatrixVectorMult_DDRM.mult(hiddenWeights(numbers), DMatrixRMaj.wrap(inputs(), 1, x), received);
        return received.data;
    }

    /** z = c + vᵀr(a). */
    private double score(double[] numbers, double[] received) {
        double score = numbers[intercept()];
        for (int i = 0; i < received.length; i++) {
            score += numbers[output() + i] * Math.max(received[i], LEAK * received[i]);
        }
        return score;
    }

    /** The gradient by all parameters, in their order, each within its bounds; a new array. */
    private double[] gradient(double[] numbers, double[] x, double[] received, Observed observed) {
        double slope = observed.slope(config.update().loss());
        double[] gradient = new double[intercept() + 1];
        gradient[intercept()] = slope;
        for (int i = 0; i < received.length; i++) {
            double leak = received[i] > 0 ? 1 : LEAK;
            gradient[output() + i] = slope * (leak * received[i]);
            double back = slope * numbers[output() + i] * leak;
            for (int j = 0; j < x.length; j++) {
                gradient[i * x.length + j] = back * x[j];
            }
        }
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = Bounds.gradient(gradient[i]);
        }
        return gradient;
    }

    /** W, a view of the first numbers. */
    private DMatrixRMaj hiddenWeights(double[] numbers) {
        return DMatrixRMaj.wrap(config.hidden(), inputs(), numbers);
    }

    private Answer answer() {
        return new Answer(config.update().loss());
    }

    /** d + 1. */
    private int inputs() {
        return config.dimensions() + 1;
    }

    /** Where v begins. */
    private int output() {
        return config.hidden() * inputs();
    }

    /** Where c is, the last of the parameters. */
    private int intercept() {
        return output() + config.hidden();
    }

    private int calibration() {
        return (intercept() + 1) * (1 + config.update().slots());
    }
}
