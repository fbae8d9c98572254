package io.portrait.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.portrait.feature.Example;
import io.portrait.kernel.Vec;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchMeanTest {

    private static final List<Example> BATCH =
            List.of(new Example(Vec.of(1), 0.8, 1), new Example(Vec.of(2), 0.9, 2), new Example(Vec.of(3), 0.6, 1));

    private static final Model<?> FRESH = Model.fresh(Learners.of("batch-mean(dimensions=1,batchSize=3,stepSize=1.0)"));

    @Test
    void waitsForAFullBatch() {
        Model<?> two = FRESH.learn(BATCH.get(0)).learn(BATCH.get(1));
        assertThat(two.parameters()).isEqualTo(FRESH.parameters());
        assertThat(two.state().numbers()).isEqualTo(Vec.of(0, 0, 0.8, 1, 1, 0.9, 2, 2));
    }

    @Test
    void appliesAFullBatchAtOnceAndForgetsItsSamples() {
        LinearPredictor expected = new LinearPredictor(0, Vec.of(0)).updated(BATCH, 1);
        Model<?> model = FRESH;
        for (Example example : BATCH) {
            model = model.learn(example);
        }
        Vec numbers = Vec.of(expected.intercept(), expected.weights().get(0), 0, 0, 0, 0, 0, 0);
        assertThat(model.state().numbers()).isEqualTo(numbers);
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
    void refusesAStoredSampleWithoutWeight() {
        Provenance provenance = FRESH.learn(BATCH.get(0)).snapshot().provenance();
        assertThatIllegalStateException()
                .isThrownBy(() -> Model.restore(FRESH.learner(), new Snapshot(provenance, Vec.zeros(8))));
    }
}
