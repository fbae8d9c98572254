package io.portrait.model.learner;

import static io.portrait.model.learner.ExampleStreams.learned;
import static io.portrait.model.learner.ExampleStreams.weights;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.portrait.kernel.Vec;
import io.portrait.model.feature.Example;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exact results of the linear learners, and identities between them. */
class LinearLearnerTest {

    /**
     * The weights after {@link ExampleStreams#REAL_TARGETS} or {@link ExampleStreams#BINARY_TARGETS}, computed from the
     * formulas in the papers with 40 decimal digits by an independent program (Python's mpmath).
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sgd(dimensions=2,stepSize=0.25,decay=0.5) | 0.3146227868127182 | 0.36880967491358896 | -0.453525984213815",
                "sgd(dimensions=2,loss=logistic,stepSize=0.25) | -0.059511942784516755 | 0.19292941379615855 | -0.28024424270839343",
                "adagrad(dimensions=2,stepSize=0.5,delta=0.25) | 0.3625431637166193 | 0.7924607033692498 | -0.5244627365379142",
                "adagrad(dimensions=2,loss=logistic,stepSize=0.5,delta=0.25) | 0.051456172748982586 | 0.6343004772498322 | -0.6094940349388883",
                "rmsprop(dimensions=2,stepSize=0.1,decay=0.75,delta=0.25) | 0.14113093521835263 | 0.27910437265808424 | -0.1757059216209663",
                "rmsprop(dimensions=2,loss=logistic,stepSize=0.1,decay=0.75,delta=0.25) | 0.007831381517635056 | 0.1839152607729278 | -0.1902085333742836",
                "adam(dimensions=2,stepSize=0.1,momentum=0.5,decay=0.75,delta=0.25) | 0.1080870918129964 | 0.2014832394950781 | -0.1720384789799842",
                "adam(dimensions=2,loss=logistic,stepSize=0.1,momentum=0.5,decay=0.75,delta=0.25) | 0.011560912338990188 | 0.14960537273292543 | -0.16924341019368802",
                "ftrl-proximal(dimensions=2,loss=squared,alpha=0.5,beta=1,l1=0.25,l2=0.5) | 0.24594873993859756 | 0.38764042427945944 | -0.2995342349422631",
                "ftrl-proximal(dimensions=2,alpha=0.5,beta=1,l1=0.25,l2=0.5) | -0.016593094553547866 | 0.15982059130222467 | -0.22240573990343404",
                "pa(dimensions=2) | 0.6856600189933524 | 0.7420702754036087 | -0.6640075973409306",
                "pa(dimensions=2,loss=hinge) | 0.08072174738841406 | 0.6704653371320038 | -0.7886989553656221",
                "pa-1(dimensions=2,aggressiveness=0.25) | 0.10961538461538461 | 0.31634615384615383 | -0.38653846153846155",
                "pa-1(dimensions=2,loss=hinge,aggressiveness=0.25) | -0.125 | 0.375 | -0.5625",
                "pa-2(dimensions=2,aggressiveness=0.25) | 0.442890756302521 | 0.4882689075630252 | -0.3146890756302521",
                "pa-2(dimensions=2,loss=hinge,aggressiveness=0.25) | 0.03607843137254902 | 0.40862745098039216 | -0.4329411764705882"
            })
    void learnsThreeExamplesAsAnIndependentComputationDoes(String description, double intercept, double w1, double w2) {
        Model<?> model = learned(
                description, isBinary(description) ? ExampleStreams.BINARY_TARGETS : ExampleStreams.REAL_TARGETS);
        assertThat(weights(model)).containsExactly(new double[] {intercept, w1, w2}, within(1e-14));
    }

    private static boolean isBinary(String description) {
        return !(Model.fresh(Learners.parse(description)).predict(Vec.zeros(2)) instanceof Prediction.Point);
    }

    @Test
    void takesOneStepOfSgdByHand() {
        // w = 0, x̃ = (1, 3), y = 5, ω = 2: w ← min(2 · 0.01, 1/10) · 5 · (1, 3)
        assertThat(weights(learned("sgd(dimensions=1)", List.of(new Example(Vec.of(3), 5, 2)))))
                .containsExactly(new double[] {0.1, 0.3}, within(1e-15));
    }

    @Test
    void limitsAStepOfSgdThatWouldOvershoot() {
        // ωη = 500 but 1/‖x̃‖² = 1/10: w ← ½ (1, 3), which predicts 5
        Model<?> model = learned("sgd(dimensions=1)", List.of(new Example(Vec.of(3), 5, 50_000)));
        assertThat(weights(model)).containsExactly(new double[] {0.5, 1.5}, within(1e-15));
    }

    @Test
    void takesOneStepOfEachPassiveAggressiveByHand() {
        // w = 0, x̃ = (1, 3), ‖x̃‖² = 10, y = 5, ε = 1, so ℓ = 4
        List<Example> one = List.of(new Example(Vec.of(3), 5, 1));
        String options = "(dimensions=1,epsilon=1%s)";
        // pa: τ = 4/10; pa-1: τ = min(¼, 4/10); pa-2: τ = 4/(10 + 1/(2 · ¼)) = ⅓
        assertThat(weights(learned("pa" + options.formatted(""), one)))
                .containsExactly(new double[] {0.4, 1.2}, within(1e-15));
        assertThat(weights(learned("pa-1" + options.formatted(",aggressiveness=0.25"), one)))
                .containsExactly(0.25, 0.75);
        assertThat(weights(learned("pa-2" + options.formatted(",aggressiveness=0.25"), one)))
                .containsExactly(new double[] {1 / 3.0, 1}, within(1e-15));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pa(dimensions=2)", "pa-1(dimensions=2)", "pa-2(dimensions=2)"})
    void isPassiveWhileTheErrorIsWithinEpsilon(String description) {
        Example near = new Example(Vec.of(1, -1), 0.0999, 1);
        assertThat(weights(learned(description, List.of(near)))).containsExactly(0, 0, 0);
    }

    @Test
    void fitsItsExampleExactlyWithoutAPriceOfTheLoss() {
        Model<?> model = learned("pa(dimensions=2,epsilon=0)", ExampleStreams.REAL_TARGETS.subList(0, 2));
        assertThat(model.predict(ExampleStreams.REAL_TARGETS.get(1).x()).value())
                .isCloseTo(-0.5, within(1e-15));
    }

    @Test
    void ftrlWithoutRegularizationIsAdaGrad() {
        // [McMahan 2013, section 3.1]: with λ₁ = λ₂ = 0 the leader is gradient descent at the rates α/(β + √n)
        List<Example> examples = ExampleStreams.of(500, 6, x -> 1 + x.get(0) - 2 * x.get(3));
        double[] leader = weights(learned("ftrl-proximal(dimensions=6,loss=squared,alpha=0.3,beta=0.5)", examples));
        double[] descent = weights(learned("adagrad(dimensions=6,loss=squared,stepSize=0.3,delta=0.5)", examples));
        assertThat(leader).containsExactly(descent, within(1e-12));
    }

    @Test
    void ftrlKeepsTheWeightOfAFeatureWithoutEvidenceAtExactlyZero() {
        List<Example> examples = ExampleStreams.of(2_000, 3, x -> x.get(0) > 0 ? 1 : 0);
        double[] weights = weights(learned("ftrl-proximal(dimensions=3,l1=40)", examples));
        assertThat(weights[1]).isGreaterThan(0.5);
        assertThat(weights[2]).isZero();
        assertThat(weights[3]).isZero();
    }

    @Test
    void adamWithoutMemoryIsTheSignOfTheGradient() {
        // β₁ = β₂ = 0: m̂/√v̂ = g/|g|
        Model<?> model = learned(
                "adam(dimensions=2,momentum=0,decay=0,stepSize=0.5,delta=1e-12)",
                ExampleStreams.REAL_TARGETS.subList(0, 1));
        assertThat(weights(model)).containsExactly(new double[] {0.5, 0.5, -0.5}, within(1e-11));
    }

    @Test
    void calibratesMarginsToProbabilities() {
        // by the same independent computation: a, b after three margins, and p at x = (½, ¼)
        Model<?> model = learned("pa-1(dimensions=2,loss=hinge,aggressiveness=0.25)", ExampleStreams.BINARY_TARGETS);
        assertThat(model.parameters().block("calibration").toArray())
                .containsExactly(new double[] {1.987593461199672, -0.00032193767121131933}, within(1e-14));
        assertThat(model.predict(Vec.of(0.5, 0.25)))
                .isInstanceOfSatisfying(
                        Prediction.Probability.class,
                        probability -> assertThat(probability.value()).isCloseTo(0.46117763042735666, within(1e-14)));
    }

    @Test
    void calibratesRareTargets() {
        // one target in twenty is a 1, independent of x; without calibration a margin near −1 would give 12 %
        List<Example> rare =
                ExampleStreams.of(20_000, 2, x -> x.get(0) * 1e3 - Math.floor(x.get(0) * 1e3) < 0.05 ? 1 : 0);
        double mean = learned("pa-1(dimensions=2,loss=hinge)", rare)
                .predict(Vec.of(0, 0))
                .value();
        assertThat(mean).isBetween(0.03, 0.08);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sgd", "adagrad", "rmsprop", "adam", "ftrl-proximal"})
    void takesEveryLoss(String name) {
        Vec x = Vec.of(0.5, -1);
        for (String loss : List.of("squared", "epsilon-insensitive", "logistic", "hinge")) {
            Model<?> model = Model.fresh(Learners.parse("%s(dimensions=2,loss=%s)".formatted(name, loss)));
            double before = model.predict(x).value();
            assertThat(learned(model, ExampleStreams.BINARY_TARGETS.subList(0, 1))
                            .predict(x)
                            .value())
                    .as(loss)
                    .isGreaterThan(before);
        }
    }

    @Test
    void rejectsStoredNegativeSumsOfSquares() {
        Stream.of("adagrad", "rmsprop", "adam", "ftrl-proximal", "mlp").forEach(name -> {
            Model<?> model = Model.fresh(Learners.byName(name, 1));
            double[] numbers = model.state().numbers().toArray();
            numbers[numbers.length - 1] = -1;
            LearnerSnapshot snapshot = new LearnerSnapshot(model.snapshot().provenance(), Vec.of(numbers));
            assertThatIllegalStateException().isThrownBy(() -> Model.restore(model.learner(), snapshot));
        });
    }

    @Test
    void stateSizeFitsTheRow() {
        assertThat(8 * Learners.byName("sgd", 20).stateSize()).isEqualTo(168);
        assertThat(8 * Learners.byName("adagrad", 20).stateSize()).isEqualTo(336);
        assertThat(8 * Learners.byName("adam", 20).stateSize()).isEqualTo(504);
        assertThat(8 * Learners.parse("pa(dimensions=20,loss=hinge)").stateSize())
                .isEqualTo(200);
    }
}
