package io.portrait.model.learner;

import static io.portrait.model.learner.ExampleStreams.block;
import static io.portrait.model.learner.ExampleStreams.learned;
import static io.portrait.model.learner.ExampleStreams.weights;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.portrait.kernel.Vec;
import io.portrait.model.feature.Example;
import java.util.List;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;

class BayesianLinearRegressionTest {

    @Test
    void learnsOneExampleAsByHand() {
        // v = ½, a = 3, b = 1, x̃ = (1, 3), ω = 4, y = 5: P = I/2, r = 1/ω + x̃ᵀP x̃ = ¼ + 5 = 21/4
        Model<?> model = learned(
                "bayes-linear(dimensions=1,priorVariance=0.5,noiseShape=3)", List.of(new Example(Vec.of(3), 5, 4)));
        // w = P x̃ · 5/r = (½, 3/2) · 20/21
        assertThat(weights(model)).containsExactly(new double[] {10 / 21.0, 30 / 21.0}, within(1e-15));
        // a = 7/2, b = 1 + 25/(2r) = 1 + 50/21, E[σ²] = b/(a − 1) = (71/21)/(5/2)
        double noise = 142 / 105.0;
        assertThat(block(model, "noiseVariance")).isCloseTo(noise, within(1e-15));
        // P' = I/2 − (½, 3/2)(½, 3/2)ᵀ/r: diagonal ½ − 1/21 and ½ − 9/21
        assertThat(block(model, "interceptVariance")).isCloseTo(noise * 19 / 42, within(1e-15));
        assertThat(block(model, "weightVariances")).isCloseTo(noise * 3 / 42, within(1e-15));
    }

    @Test
    void predictsThePriorAtFirst() {
        Prediction prediction = Model.fresh(
                        Learners.parse("bayes-linear(dimensions=1,priorVariance=0.25,noiseScale=3)"))
                .predict(Vec.of(2));
        assertThat(prediction).isEqualTo(new Prediction.Gaussian(0, 3 * 5 / 4.0, 3));
    }

    @Test
    void isRecursiveLeastSquaresWithoutForgetting() {
        List<Example> examples = ExampleStreams.of(300, 5, x -> 1 + 2 * x.get(0) - x.get(4) * x.get(1));
        assertThat(weights(learned("bayes-linear(dimensions=5,priorVariance=2)", examples)))
                .containsExactly(weights(learned("rls(dimensions=5,forgetting=1,ridge=0.5)", examples)));
    }

    @Test
    void isTheConjugatePosteriorOfAllExamplesAtOnce() {
        List<Example> examples = ExampleStreams.of(100, 3, x -> 1 + 2 * x.get(0) - x.get(2) * x.get(1));
        Model<?> model = learned("bayes-linear(dimensions=3,priorVariance=2,noiseShape=2,noiseScale=1)", examples);
        // Λ = I/v + XᵀX,  w = Λ⁻¹Xᵀy,  b = b₀ + ½(yᵀy − wᵀΛw)
        SimpleMatrix x = new SimpleMatrix(100, 4);
        SimpleMatrix y = new SimpleMatrix(100, 1);
        for (int i = 0; i < 100; i++) {
            x.setRow(
                    i,
                    0,
                    1,
                    examples.get(i).x().get(0),
                    examples.get(i).x().get(1),
                    examples.get(i).x().get(2));
            y.set(i, examples.get(i).target());
        }
        SimpleMatrix precision =
                SimpleMatrix.identity(4).scale(0.5).plus(x.transpose().mult(x));
        SimpleMatrix w = precision.solve(x.transpose().mult(y));
        double scale = 1 + (y.dot(y) - w.dot(precision.mult(w))) / 2;

        assertThat(weights(model)).containsExactly(w.getDDRM().data, within(1e-12));
        assertThat(block(model, "noiseVariance")).isCloseTo(scale / (2 + 50 - 1), within(1e-12));
        assertThat(block(model, "interceptVariance"))
                .isCloseTo(scale / 51 * precision.invert().get(0, 0), within(1e-12));
    }

    @Test
    void rejectsImpossibleStoredNoise() {
        Model<?> model = Model.fresh(Learners.byName("bayes-linear", 1));
        for (int i : new int[] {0, 1, 4}) { // a, b, and the first of D
            double[] numbers = model.state().numbers().toArray();
            numbers[i] = -1;
            LearnerSnapshot snapshot = new LearnerSnapshot(model.snapshot().provenance(), Vec.of(numbers));
            assertThatIllegalStateException().isThrownBy(() -> Model.restore(model.learner(), snapshot));
        }
    }
}
