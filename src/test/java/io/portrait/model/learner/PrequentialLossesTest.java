package io.portrait.model.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.portrait.kernel.Vec;
import io.portrait.model.feature.Example;
import org.junit.jupiter.api.Test;

class PrequentialLossesTest {

    @Test
    void isThePlainMeanWhileTheWindowFills() {
        PrequentialLosses losses =
                PrequentialLosses.empty().after(loss(1)).after(loss(-3)).after(loss(2));
        assertThat(losses.examples()).isEqualTo(3);
        assertThat(losses.meanSquaredError()).isCloseTo(14 / 3.0, within(1e-12));
        assertThat(losses.recentSquaredError()).isCloseTo(14 / 3.0, within(1e-12));
        assertThat(losses.meanAbsoluteError()).isCloseTo(2, within(1e-12));
    }

    @Test
    void forgetsOldLossesInTheRecentMeanOnly() {
        PrequentialLosses losses = PrequentialLosses.empty();
        for (int i = 0; i < 5 * PrequentialLosses.WINDOW; i++) {
            losses = losses.after(loss(i < 2 * PrequentialLosses.WINDOW ? 2 : 1));
        }
        assertThat(losses.meanSquaredError()).isCloseTo((2 * 4 + 3) / 5.0, within(1e-9));
        // 1 + 3 (1 − 1/200)⁶⁰⁰
        double left = 3 * Math.pow(1 - 1.0 / PrequentialLosses.WINDOW, 3 * PrequentialLosses.WINDOW);
        assertThat(losses.recentSquaredError()).isCloseTo(1 + left, within(1e-9));
    }

    @Test
    void staysFiniteForTheLargestErrors() {
        PrequentialLosses losses = PrequentialLosses.empty();
        for (int i = 0; i < 1_000; i++) {
            losses = losses.after(Loss.of(new Prediction.Point(-Double.MAX_VALUE), Double.MAX_VALUE));
        }
        assertThat(losses.meanSquaredError()).isCloseTo(1e300, within(1e288));
    }

    @Test
    void takesTheLossBeforeTheExampleIsLearned() {
        Model<?> model = Model.fresh(Learners.byName("rls", 1));
        Example example = new Example(Vec.of(1), 3, 1);
        PrequentialStep<?> step = model.testThenTrain(example);
        assertThat(step.prediction()).isEqualTo(model.predict(example.x()));
        assertThat(step.loss()).isEqualTo(new Loss(9, 3));
        assertThat(step.next()).isEqualTo(model.learn(example));
    }

    @Test
    void rejectsImpossibleNumbers() {
        assertThatIllegalArgumentException().isThrownBy(() -> new PrequentialLosses(-1, 0, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new PrequentialLosses(1, Double.NaN, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Loss(-1, 0));
    }

    private static Loss loss(double error) {
        return Loss.of(new Prediction.Point(0), error);
    }
}
