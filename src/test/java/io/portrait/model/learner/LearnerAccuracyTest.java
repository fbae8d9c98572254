package io.portrait.model.learner;

import static io.portrait.model.learner.ExampleStreams.testThenTrain;
import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.kernel.Vec;
import io.portrait.model.feature.Example;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Accuracy of each learner on a problem of its kind, by test-then-train on the last 1,000 examples of a stream. The
 * streams have no noise and fixed seeds. The bounds are far above the measured losses and far below those of a learner
 * of the wrong kind.
 */
class LearnerAccuracyTest {

    private static final int LAST = 1_000;

    /** A linear target of variance 1/3 · (4 + 1 + ¼). */
    private static final List<Example> PLANE =
            ExampleStreams.of(6_000, 4, x -> 0.5 + 2 * x.get(0) - x.get(1) + 0.5 * x.get(3));

    private static final List<Example> HALVES =
            ExampleStreams.of(6_000, 4, x -> 0.25 + 2 * x.get(0) - x.get(1) + 0.5 * x.get(3) > 0 ? 1 : 0);

    /** The sign of a product; no linear classifier is better than chance. */
    private static final List<Example> XOR = ExampleStreams.of(8_000, 2, x -> x.get(0) * x.get(1) > 0 ? 1 : 0);

    /** The inside of a disc that covers about half of the square. */
    private static final List<Example> CIRCLES = ExampleStreams.of(8_000, 2, x -> x.dot(x) < 0.64 ? 1 : 0);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "batch-mean(dimensions=4)",
                "rls(dimensions=4)",
                "sgd(dimensions=4)",
                "adagrad(dimensions=4)",
                "rmsprop(dimensions=4)",
                "adam(dimensions=4)",
                "ftrl-proximal(dimensions=4,loss=squared)",
                "pa(dimensions=4)",
                "pa-1(dimensions=4)",
                "pa-2(dimensions=4)",
                "sgd(dimensions=4,loss=epsilon-insensitive)",
                "adagrad(dimensions=4,loss=epsilon-insensitive)",
                "bayes-linear(dimensions=4)",
                "kernel-pa(dimensions=4)",
                "mlp(dimensions=4)"
            })
    void learnsARegression(String description) {
        assertThat(testThenTrain(description, PLANE, LAST).meanSquaredError()).isLessThan(0.05);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sgd(dimensions=4,loss=logistic,stepSize=0.1)",
                "sgd(dimensions=4,loss=hinge)",
                "adagrad(dimensions=4,loss=logistic)",
                "adagrad(dimensions=4,loss=hinge)",
                "rmsprop(dimensions=4,loss=logistic)",
                "adam(dimensions=4,loss=logistic)",
                "ftrl-proximal(dimensions=4)",
                "pa(dimensions=4,loss=hinge)",
                "pa-1(dimensions=4,loss=hinge)",
                "pa-2(dimensions=4,loss=hinge)",
                "kernel-pa(dimensions=4,loss=hinge)",
                "bayes-logistic(dimensions=4)",
                "mlp(dimensions=4,loss=logistic)"
            })
    void learnsAClassificationInProbabilities(String description) {
        // the Brier score of a coin is 0.25
        assertThat(testThenTrain(description, HALVES, LAST).meanSquaredError()).isLessThan(0.05);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kernel-pa(dimensions=2,loss=hinge)",
                "kernel-pa(dimensions=2,loss=hinge,variant=pa-2)",
                "mlp(dimensions=2,loss=logistic)"
            })
    void learnsNonLinearTargets(String description) {
        assertThat(testThenTrain(description, XOR, LAST).meanSquaredError()).isLessThan(0.06);
        assertThat(testThenTrain(description, CIRCLES, LAST).meanSquaredError()).isLessThan(0.06);
    }

    @Test
    void linearLearnersCannotLearnNonLinearTargets() {
        for (String linear : List.of("adagrad(dimensions=2,loss=logistic)", "bayes-logistic(dimensions=2)")) {
            assertThat(testThenTrain(linear, XOR, LAST).meanSquaredError()).isGreaterThan(0.2);
            assertThat(testThenTrain(linear, CIRCLES, LAST).meanSquaredError()).isGreaterThan(0.2);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sgd(dimensions=1)",
                "adagrad(dimensions=1)",
                "rls(dimensions=1,forgetting=1)",
                "pa-1(dimensions=1)",
                "pa-2(dimensions=1)",
                "mlp(dimensions=1)",
                "bayes-linear(dimensions=1)",
                "bayes-logistic(dimensions=1)",
                "ftrl-proximal(dimensions=1)",
                "kernel-pa(dimensions=1)"
            })
    void largerWeightsMoveThePredictionFarther(String description) {
        Vec x = Vec.of(0.5);
        Model<?> fresh = Model.fresh(Learners.parse(description));
        double start = fresh.predict(x).value();
        double light = fresh.learn(new Example(x, 1, 0.1)).predict(x).value();
        double heavy = fresh.learn(new Example(x, 1, 1)).predict(x).value();
        assertThat(light)
                .isBetween(Math.min(start, heavy), Math.max(start, heavy))
                .isNotEqualTo(start);
        assertThat(Math.abs(1 - heavy)).isLessThanOrEqualTo(Math.abs(1 - light));
    }
}
