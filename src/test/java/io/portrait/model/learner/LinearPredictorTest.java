package io.portrait.model.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.portrait.kernel.Vec;
import io.portrait.model.feature.Example;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LinearPredictorTest {

    private static final List<Example> WORKED =
            List.of(new Example(Vec.of(1), 0.8, 1), new Example(Vec.of(2), 0.9, 1), new Example(Vec.of(3), 0.6, 1));

    @Test
    void computesThePublishedExample() {
        LinearPredictor before = new LinearPredictor(10, Vec.of(0.5));
        assertThat(WORKED.stream().mapToDouble(e -> e.target() - before.predict(e.x())))
                .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-12 ? 0 : Double.compare(a, b))
                .containsExactly(-9.7, -10.1, -10.9);

        LinearPredictor after = before.updated(WORKED, 1);

        assertThat(after.intercept()).isCloseTo(10 - 30.7 / 3, within(1e-12)); // −0.2333…
        assertThat(after.weights().get(0)).isCloseTo(0.1, within(1e-12)); // 0.5 + (9.7 + 0 − 10.9)/3
    }

    @Test
    void movesInProportionToTheStepSize() {
        LinearPredictor after = new LinearPredictor(10, Vec.of(0.5)).updated(WORKED, 0.25);
        assertThat(after.intercept()).isCloseTo(10 - 30.7 / 12, within(1e-12));
        assertThat(after.weights().get(0)).isCloseTo(0.5 - 0.4 / 4, within(1e-12));
    }

    @Test
    void isThePublishedFormulaInTwoDimensions() {
        // P = 1 + x₁ − x₂; residuals: 0 − 2 = −2, 3 − 0 = 3; x̄ = (½, ½), τ = ½
        List<Example> batch = List.of(new Example(Vec.of(1, 0), 0, 1), new Example(Vec.of(0, 1), 3, 1));
        LinearPredictor after = new LinearPredictor(1, Vec.of(1, -1)).updated(batch, 1);
        assertThat(after).isEqualTo(new LinearPredictor(1.5, Vec.of(1 - 1.25, -1 + 1.25)));
    }

    @Test
    void weightCountsAsRepetition() {
        List<Example> weighted = List.of(new Example(Vec.of(0), 1, 3), new Example(Vec.of(1), 2, 1));
        Example one = new Example(Vec.of(0), 1, 1);
        List<Example> repeated = List.of(one, one, one, new Example(Vec.of(1), 2, 1));
        LinearPredictor start = new LinearPredictor(0, Vec.of(0));
        assertThat(start.updated(weighted, 0.5).intercept())
                .isCloseTo(start.updated(repeated, 0.5).intercept(), within(1e-15));
        assertThat(start.updated(weighted, 0.5).weights().get(0))
                .isCloseTo(start.updated(repeated, 0.5).weights().get(0), within(1e-15));
    }

    @Test
    void doesNotDivergeWhereThePlainUpdateWould() {
        // 16 equal features: the covariance has the eigenvalue 16, so the plain update multiplies the error by −15
        List<Example> batch = IntStream.of(-1, 1)
                .mapToObj(x -> new Example(Vec.zeros(16).map(zero -> x), 16 * x, 1))
                .toList();
        LinearPredictor predictor = new LinearPredictor(0, Vec.zeros(16));
        for (int i = 0; i < 100; i++) {
            predictor = predictor.updated(batch, 1);
        }
        assertThat(predictor.predict(Vec.zeros(16).map(zero -> 1))).isCloseTo(16, within(1e-9));
    }

    @Test
    void rejectsInvalidArguments() {
        LinearPredictor predictor = new LinearPredictor(0, Vec.of(0));
        assertThatIllegalArgumentException().isThrownBy(() -> predictor.updated(List.of(), 1));
        assertThatIllegalArgumentException().isThrownBy(() -> predictor.updated(WORKED, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> predictor.updated(WORKED, 1.5));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> predictor.predict(Vec.of(1, 2)))
                .withMessage("x must have 1 features, has 2");
        assertThatIllegalArgumentException().isThrownBy(() -> new LinearPredictor(1e61, Vec.of(0)));
        assertThatIllegalArgumentException().isThrownBy(() -> new LinearPredictor(0, Vec.of(-1e61)));
    }
}
