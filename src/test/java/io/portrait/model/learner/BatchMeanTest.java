package io.portrait.model.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.portrait.kernel.Vec;
import io.portrait.model.feature.Example;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BatchMeanTest {

    private static final List<Example> BATCH =
            List.of(new Example(Vec.of(1), 0.8, 1), new Example(Vec.of(2), 0.9, 2), new Example(Vec.of(3), 0.6, 1));

    private static final Model<?> FRESH =
            Model.fresh(Learners.parse("batch-mean(dimensions=1,batchSize=3,stepSize=1.0)"));

    @Test
    void waitsForAFullBatchAndKeepsOnlyItsMoments() {
        Model<?> two = FRESH.learn(BATCH.get(0)).learn(BATCH.get(1));
        assertThat(two.parameters()).isEqualTo(FRESH.parameters());
        // W = 3, r̄ = (0.8 + 2 · 0.9)/3, x̄ = 5/3, T = 1 · (2/3)² + 2 · (1/3)², C = 1 · (−1/15)(−2/3) + 2 · (1/30)(1/3)
        assertNumbers(two, 0, 0, 3, 13 / 15.0, 2 / 3.0, 5 / 3.0, 1 / 15.0);
    }

    @Test
    void appliesAFullBatchAtOnceAndForgetsIt() {
        // r̄ = (0.8 + 1.8 + 0.6)/4, C/W = ((0.8 − 0.8)(−1) + 2 · 0.1 · 0 + (0.6 − 0.8) · 1)/4, τ = 2/4 < 1
        assertNumbers(learned(FRESH, BATCH), 0.8, -0.05, 0, 0, 0, 0, 0);
    }

    @Test
    void isTheUpdateOfTheWholeBatchBitForBit() {
        LinearPredictor expected = new LinearPredictor(0, Vec.of(0)).updated(BATCH, 1);
        LearnedParameters parameters = learned(FRESH, BATCH).parameters();
        assertThat(parameters.block("intercept")).isEqualTo(Vec.of(expected.intercept()));
        assertThat(parameters.block("weights")).isEqualTo(expected.weights());
    }

    @Test
    void keepsItsDigitsFarFromTheOrigin() {
        // x − x̄ = −3, 0, 3; C/W = −0.2 · 3/4, τ = 2 · 9/4, so β = −0.15/4.5; with plain sums only 4
        // digits of τ would be correct
        List<Example> far = BATCH.stream()
                .map(near -> new Example(near.x().map(x -> 900_000.1 + 3 * (x - 2)), near.target(), near.weight()))
                .toList();
        assertThat(learned(FRESH, far).parameters().block("weights").get(0)).isCloseTo(-1 / 30.0, within(1e-9));
    }

    @Test
    void skipsAnExampleThatWouldExceedTheLimits() {
        LearnerSnapshot snapshot = FRESH.snapshot();
        Model<?> steep = Model.restore(
                FRESH.learner(), new LearnerSnapshot(snapshot.provenance(), Vec.of(0, 1e60, 0, 0, 0, 0, 0)));
        Model<?> two = steep.learn(new Example(Vec.of(0), 5, 1)).learn(new Example(Vec.of(1e6), 0, 1));
        assertNumbers(two, 0, 1e60, 1, 5, 0, 0, 0);
        assertNumbers(two.learn(new Example(Vec.of(0), 7, 1)), 6, 1e60, 0, 0, 0, 0, 0);
    }

    @Test
    void dependsOnTheOrderBecauseItDecidesTheBatches() {
        Model<?> forth = FRESH;
        Model<?> back = FRESH;
        for (int i = 0; i < 6; i++) {
            forth = forth.learn(new Example(Vec.of(i / 6.0), i, 1));
            back = back.learn(new Example(Vec.of((5 - i) / 6.0), 5 - i, 1));
        }
        assertThat(forth.parameters()).isNotEqualTo(back.parameters());
    }

    @Test
    void rejectsImpossibleStoredMoments() {
        Provenance provenance = FRESH.learn(BATCH.get(0)).snapshot().provenance();
        Stream.of(Vec.of(0, 0, -1, 0, 0, 0, 0), Vec.of(0, 0, 1, 0, -1, 0, 0))
                .forEach(numbers -> assertThatIllegalStateException()
                        .isThrownBy(() -> Model.restore(FRESH.learner(), new LearnerSnapshot(provenance, numbers))));
    }

    @Test
    void stateSizeFitsTheRow() {
        assertThat(8 * Learners.byName("batch-mean", 13).stateSize()).isEqualTo(344);
    }

    private static Model<?> learned(Model<?> model, List<Example> examples) {
        Model<?> learned = model;
        for (Example example : examples) {
            learned = learned.learn(example);
        }
        return learned;
    }

    private static void assertNumbers(Model<?> model, double... expected) {
        assertThat(model.state().numbers().toArray()).containsExactly(expected, within(1e-15));
    }
}
