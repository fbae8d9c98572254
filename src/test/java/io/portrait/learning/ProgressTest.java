package io.portrait.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.portrait.feature.Example;
import io.portrait.kernel.Vec;
import org.junit.jupiter.api.Test;

class ProgressTest {

    @Test
    void isThePlainMeanWhileTheWindowFills() {
        Progress progress = Progress.none().after(loss(1)).after(loss(-3)).after(loss(2));
        assertThat(progress.examples()).isEqualTo(3);
        assertThat(progress.meanSquaredError()).isCloseTo(14 / 3.0, within(1e-12));
        assertThat(progress.recentSquaredError()).isCloseTo(14 / 3.0, within(1e-12));
        assertThat(progress.meanAbsoluteError()).isCloseTo(2, within(1e-12));
    }

    @Test
    void forgetsOldLossesInTheRecentMeanOnly() {
        Progress progress = Progress.none();
        for (int i = 0; i < 5 * Progress.WINDOW; i++) {
            progress = progress.after(loss(i < 2 * Progress.WINDOW ? 2 : 1));
        }
        assertThat(progress.meanSquaredError()).isCloseTo((2 * 4 + 3) / 5.0, within(1e-9));
        // 1 + 3 (1 − 1/200)⁶⁰⁰
        double left = 3 * Math.pow(1 - 1.0 / Progress.WINDOW, 3 * Progress.WINDOW);
        assertThat(progress.recentSquaredError()).isCloseTo(1 + left, within(1e-9));
    }

    @Test
    void staysFiniteForTheLargestErrors() {
        Progress progress = Progress.none();
        for (int i = 0; i < 1_000; i++) {
            progress = progress.after(Loss.of(new Prediction.Point(-Double.MAX_VALUE), Double.MAX_VALUE));
        }
        assertThat(progress.meanSquaredError()).isCloseTo(1e300, within(1e288));
    }

    @Test
    void takesTheLossBeforeTheExampleIsLearned() {
        Model<?> model = Model.fresh(Learners.named("rls", 1));
        Example example = new Example(Vec.of(1), 3, 1);
        Step<?> step = model.step(example);
        assertThat(step.prediction()).isEqualTo(model.predict(example.x()));
        assertThat(step.loss()).isEqualTo(new Loss(9, 3));
        assertThat(step.next()).isEqualTo(model.learn(example));
    }

    @Test
    void refusesImpossibleNumbers() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Progress(-1, 0, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Progress(1, Double.NaN, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Loss(-1, 0));
    }

    private static Loss loss(double error) {
        return Loss.of(new Prediction.Point(0), error);
    }
}
