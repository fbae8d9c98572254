package io.portrait.model.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.portrait.kernel.Vec;
import io.portrait.model.feature.Example;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RlsTest {

    private static final Offset<Double> EXACT = within(1e-12);

    @Test
    void learnsOneExampleAsByHand() {
        // λ = ½, δ = 2, x̃ = (1, 3), ω = 4, y = 5: P = I/2, r = λ/ω + x̃ᵀP x̃ = 1/8 + 5 = 41/8
        Model<?> model = Model.fresh(Learners.parse("rls(dimensions=1,forgetting=0.5,ridge=2)"))
                .learn(new Example(Vec.of(3), 5, 4));
        LearnedParameters parameters = model.parameters();
        // w = P x̃ · y/r = (½, 3/2) · 40/41
        assertThat(block(parameters, "intercept")).isCloseTo(20 / 41.0, EXACT);
        assertThat(block(parameters, "weights")).isCloseTo(60 / 41.0, EXACT);
        // ν = 1, ξ = y²λ/r = 100/41, σ² = (1 + ξ)/2 = 141/82
        double noise = 141 / 82.0;
        assertThat(block(parameters, "noiseVariance")).isCloseTo(noise, EXACT);
        // P' = (P − (P x̃)(P x̃)ᵀ/r)/λ: diagonal 2(½ − 2/41) and 2(½ − 18/41), off it −2 · 6/41
        assertThat(block(parameters, "interceptVariance")).isCloseTo(noise * 37 / 41, EXACT);
        assertThat(block(parameters, "weightVariances")).isCloseTo(noise * 5 / 41, EXACT);
        // at x̃ = (1, 1): σ² (37 + 5 − 2 · 12)/41
        Prediction.Gaussian prediction = (Prediction.Gaussian) model.predict(Vec.of(1));
        assertThat(prediction.value()).isCloseTo(80 / 41.0, EXACT);
        assertThat(prediction.parameterVariance()).isCloseTo(noise * 18 / 41, EXACT);
        assertThat(prediction.variance()).hasValueCloseTo(noise * 59 / 41, EXACT);
    }

    @Test
    void predictsThePriorAtFirst() {
        Prediction prediction =
                Model.fresh(Learners.parse("rls(dimensions=1,ridge=4)")).predict(Vec.of(2));
        assertThat(prediction).isEqualTo(new Prediction.Gaussian(0, 5 / 4.0, 1));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 0.999, 0.98})
    void equalsRidgeRegressionWithForgettingWeights(double forgetting) {
        int d = 5;
        Model<?> model = Model.fresh(
                Learners.parse("rls(dimensions=5,forgetting=%s,ridge=0.5,windupLimit=1000)".formatted(forgetting)));
        List<Example> examples = examples(200, d);
        for (Example example : examples) {
            model = model.learn(example);
        }
        Ridge ridge = Ridge.of(examples, forgetting, 0.5);
        Vec x = Vec.of(0.3, -0.7, 1, 0, 0.2);
        Prediction.Gaussian prediction = (Prediction.Gaussian) model.predict(x);

        assertThat(weights(model)).hasSize(d + 1);
        for (int i = 0; i <= d; i++) {
            assertThat(weights(model).get(i)).isCloseTo(ridge.weights.get(i), within(1e-9));
        }
        SimpleMatrix extended = extended(x);
        assertThat(prediction.value()).isCloseTo(ridge.weights.dot(extended), within(1e-9));
        assertThat(prediction.parameterVariance() / prediction.noiseVariance())
                .isCloseTo(extended.dot(ridge.covariance.mult(extended)), within(1e-9));
        assertThat(prediction.noiseVariance()).isCloseTo(ridge.noise, within(1e-9));
    }

    @Test
    void keepsTheVarianceOfAnUnseenFeatureWithinTheWindupLimit() {
        Model<?> model = Model.fresh(Learners.parse("rls(dimensions=2,forgetting=0.9,ridge=1,windupLimit=3)"));
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 5_000; i++) {
            model = model.learn(new Example(Vec.of(random.nextDouble(-1, 1), 0), random.nextDouble(), 1));
        }
        double noise = block(model.parameters(), "noiseVariance");
        Vec variances = model.parameters().block("weightVariances");
        assertThat(variances.get(0) / noise).isBetween(0.05, 1.5);
        assertThat(variances.get(1) / noise).isBetween(2.9, 3.0 + 1e-9);
    }

    @Test
    void stillForgetsOneFeatureWhileAnotherIsAtTheLimit() {
        Model<?> model = Model.fresh(Learners.parse("rls(dimensions=2,forgetting=0.95,ridge=1,windupLimit=2)"));
        SplittableRandom random = new SplittableRandom(8);
        for (int i = 0; i < 4_000; i++) {
            double x = random.nextDouble(-1, 1);
            model = model.learn(new Example(Vec.of(x, 0), i < 3_800 ? x : -x, 1));
        }
        assertThat(model.parameters().block("weights").get(0)).isCloseTo(-1, within(0.01));
    }

    @Test
    void staysStableUnderBadScaling() {
        // P of the textbook recursion becomes indefinite here
        Model<?> model = Model.fresh(Learners.parse("rls(dimensions=2,forgetting=1,ridge=1e-6)"));
        SplittableRandom random = new SplittableRandom(9);
        for (int i = 0; i < 20_000; i++) {
            double x = random.nextDouble(-1, 1);
            double y = random.nextDouble(-1, 1);
            model = model.learn(new Example(Vec.of(1e6 * x, 1e6 * x + 1e-3 * y), 2 + x, 1e6));
        }
        assertThat(model.predict(Vec.of(5e5, 5e5)).value()).isCloseTo(2.5, within(1e-3));
    }

    @Test
    void countsAnUpdateThatIsRejected() {
        Learner<?> learner = Learners.byName("rls", 4);
        LearnerSnapshot fresh = Model.fresh(learner).snapshot();
        Vec atTheLimit = fresh.numbers().map(number -> 1e60);
        Model<?> before = Model.restore(learner, new LearnerSnapshot(fresh.provenance(), atTheLimit));
        Model<?> after = before.learn(new Example(Vec.of(1e6, 1e6, 1e6, 1e6), 0, 1));
        assertThat(after.state().numbers()).isEqualTo(atTheLimit);
        assertThat(after.state().examples()).isEqualTo(1);
    }

    @Test
    void rejectsAStoredNegativeVariance() {
        Learner<?> learner = Learners.byName("rls", 1);
        LearnerSnapshot snapshot = Model.fresh(learner).snapshot();
        double[] numbers = snapshot.numbers().toArray();
        numbers[4] = -1; // ν, ξ, two weights, then D
        assertThatIllegalStateException()
                .isThrownBy(() -> Model.restore(learner, new LearnerSnapshot(snapshot.provenance(), Vec.of(numbers))));
    }

    @Test
    void stateSizeFitsTheRow() {
        assertThat(8 * Learners.byName("rls", 16).stateSize()).isEqualTo(1_376);
        assertThat(8 * Learners.byName("rls", 20).stateSize()).isEqualTo(2_032);
    }

    /** The estimate from all examples at once, by the normal equations. */
    private record Ridge(SimpleMatrix weights, SimpleMatrix covariance, double noise) {

        static Ridge of(List<Example> examples, double forgetting, double ridge) {
            int n = examples.size();
            int p = examples.getFirst().x().size() + 1;
            SimpleMatrix information = SimpleMatrix.identity(p).scale(ridge * Math.pow(forgetting, n));
            SimpleMatrix moment = new SimpleMatrix(p, 1);
            double squares = 0;
            double count = 0;
            for (int i = 0; i < n; i++) {
                Example example = examples.get(i);
                double decay = Math.pow(forgetting, n - 1 - i);
                double weight = decay * example.weight();
                SimpleMatrix x = extended(example.x());
                information = information.plus(x.mult(x.transpose()).scale(weight));
                moment = moment.plus(x.scale(weight * example.target()));
                squares += weight * example.target() * example.target();
                count += decay;
            }
            SimpleMatrix weights = information.solve(moment);
            // min over w of λⁿδ‖w‖² + Σ λⁿ⁻ⁱωᵢ(yᵢ − wᵀxᵢ)² = Σ λⁿ⁻ⁱωᵢyᵢ² − wᵀ Σ λⁿ⁻ⁱωᵢxᵢyᵢ
            double noise = (1 + squares - weights.dot(moment)) / (1 + count);
            return new Ridge(weights, information.invert(), noise);
        }
    }

    private static SimpleMatrix extended(Vec x) {
        double[] values = new double[x.size() + 1];
        values[0] = 1;
        x.copyInto(values, 1);
        return new SimpleMatrix(values);
    }

    private static List<Example> examples(int count, int d) {
        SplittableRandom random = new SplittableRandom(42);
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Vec x = Vec.of(random.doubles(d, -1, 1).toArray());
            double target = 1 + 2 * x.get(0) - x.get(d - 1) + random.nextDouble(-0.5, 0.5);
            examples.add(new Example(x, target, random.nextDouble(0.1, 3)));
        }
        return examples;
    }

    private static List<Double> weights(Model<?> model) {
        List<Double> weights = new ArrayList<>();
        weights.add(block(model.parameters(), "intercept"));
        model.parameters().block("weights").stream().forEach(weights::add);
        return weights;
    }

    private static double block(LearnedParameters parameters, String name) {
        return parameters.block(name).get(0);
    }
}
