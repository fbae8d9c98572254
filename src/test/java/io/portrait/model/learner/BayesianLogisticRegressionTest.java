package io.portrait.model.learner;

import static io.portrait.model.learner.ExampleStreams.block;
import static io.portrait.model.learner.ExampleStreams.learned;
import static io.portrait.model.learner.ExampleStreams.weights;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.portrait.kernel.Vec;
import io.portrait.model.feature.Example;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BayesianLogisticRegressionTest {

    /** Computed with 40 digits by another program, with P as a full matrix and the mode by a general root finder. */
    @Test
    void learnsThreeExamplesAsAnIndependentComputationDoes() {
        Model<?> model = learned(
                "bayes-logistic(dimensions=1,priorVariance=2,forgetting=0.9,windupLimit=1000)",
                List.of(
                        new Example(Vec.of(0.5), 1, 1),
                        new Example(Vec.of(-1), 0, 2),
                        new Example(Vec.of(2), 0.25, 0.5)));
        assertThat(weights(model))
                .containsExactly(new double[] {-0.5236877538110571, 0.595092991844564}, within(1e-12));
        assertThat(block(model, "interceptVariance")).isCloseTo(1.13638846867339, within(1e-12));
        assertThat(block(model, "weightVariances")).isCloseTo(0.9391064973968906, within(1e-12));
        Prediction.LogisticNormal prediction = (Prediction.LogisticNormal) model.predict(Vec.of(1));
        assertThat(prediction.logOddsMean()).isCloseTo(0.0714052380335068, within(1e-12));
        assertThat(prediction.logOddsVariance()).isCloseTo(2.028485782999274, within(1e-12));
        assertThat(prediction.value()).isCloseTo(0.5133150732967818, within(1e-12));
    }

    @Test
    void findsAModeThatHasAClosedForm() {
        // m = 0, y = ½: the mode stays at 0, h = ω/4
        LaplaceMode mode = LaplaceMode.of(new ScoredExample(0, 0.5, 3), 7);
        assertThat(mode).isEqualTo(new LaplaceMode(0, 0.75));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, 1, 1",
        "5, 0, 1, 30",
        "-1e6, 1, 1, 1e3",
        "1e6, 0, 1e6, 1e23",
        "1e66, 0, 1e-12, 1e-9",
        "-40, 1, 1e6, 1e30"
    })
    void findsTheModeWhereverItIs(double score, double target, double weight, double variance) {
        LaplaceMode mode = LaplaceMode.of(new ScoredExample(score, target, weight), variance);
        // ẑ = m + sω(y − σ(ẑ)), used in reverse: σ at that ẑ must give the same gradient
        double z = score + variance * mode.gradient();
        double pull = weight * (target - Sigmoid.at(z));
        double tolerance = 1e-9 * weight + 1e-9 * Math.abs(score) / variance;
        assertThat(mode.gradient()).isCloseTo(pull, within(Math.max(tolerance, 1e-12)));
        assertThat(mode.curvature()).isPositive();
    }

    @Test
    void hasLessVarianceWhereItHasSeenMore() {
        Model<?> model = learned(
                "bayes-logistic(dimensions=2)",
                ExampleStreams.of(300, 1, x -> x.get(0) > 0 ? 1 : 0).stream()
                        .map(example -> new Example(Vec.of(example.x().get(0), 0), example.target(), 1))
                        .toList());
        Prediction.LogisticNormal seen = (Prediction.LogisticNormal) model.predict(Vec.of(1, 0));
        Prediction.LogisticNormal unseen = (Prediction.LogisticNormal) model.predict(Vec.of(1, 1));
        assertThat(seen.value()).isGreaterThan(0.9);
        assertThat(unseen.value()).isBetween(0.5, seen.value());
        assertThat(unseen.logOddsVariance() - seen.logOddsVariance()).isCloseTo(1, within(1e-9));
    }

    @Test
    void holdsTheVarianceOfAnUnseenFeatureWithinTheWindupLimit() {
        Model<?> model = learned(
                "bayes-logistic(dimensions=2,forgetting=0.9,windupLimit=3)",
                ExampleStreams.of(2_000, 1, x -> x.get(0) > 0 ? 1 : 0).stream()
                        .map(example -> new Example(Vec.of(example.x().get(0), 0), example.target(), 1))
                        .toList());
        assertThat(model.parameters().block("weightVariances").get(1)).isBetween(2.9, 3.0 + 1e-9);
    }
}
