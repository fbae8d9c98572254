package io.portrait.model.learner;

import static io.portrait.model.learner.ExampleStreams.block;
import static io.portrait.model.learner.ExampleStreams.learned;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.portrait.kernel.Vec;
import io.portrait.model.feature.Example;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The expected numbers were computed with 40 digits by another program from the formulas alone. */
class MlpTest {

    /** 16 units with two features and a constant each, their output weights, and the intercept. */
    private static final int PARAMETERS = 16 * 3 + 16 + 1;

    private static final String TWO_UNITS = "mlp(dimensions=1,hidden=2,stepSize=0.5,delta=0.25,seed=7)";

    @Test
    void initialWeightsFollowFromTheSeed() {
        Model<?> model = Model.fresh(Learners.parse(TWO_UNITS));
        assertBlock(model, "hiddenIntercepts", 0, 0);
        assertBlock(model, "hiddenWeights", -0.5607695836100429, -0.8211108572424409);
        assertBlock(model, "outputWeights", -1.2111954212779819, 1.4582507630457184);
        assertBlock(model, "intercept", 0);
    }

    @Test
    void learnsThreeExamplesAsAnIndependentComputationDoes() {
        Model<?> model = learned(
                TWO_UNITS,
                List.of(
                        new Example(Vec.of(0.5), 2, 1),
                        new Example(Vec.of(-1), -1, 2),
                        new Example(Vec.of(0.25), 1, 1)));
        assertBlock(model, "hiddenIntercepts", 0.24272591891160944, -0.4259575187003225);
        assertBlock(model, "hiddenWeights", -1.1105287263511194, -0.3139837027217698);
        assertBlock(model, "outputWeights", -1.6270179316279103, 0.9757823645757739);
        assertBlock(model, "intercept", 0.14947368608753253);
    }

    @Test
    void stepFollowsTheNumericalGradient() {
        // with δ much larger than √G the step is η/δ · g, here 10⁻⁵ g; g by central differences of −ln p
        Example example = new Example(Vec.of(0.3, -0.8), 1, 1);
        Model<?> model = Model.fresh(Learners.parse("mlp(dimensions=2,loss=logistic,stepSize=10,delta=1e6)"));
        Model<?> next = model.learn(example);
        for (int i = 0; i < PARAMETERS; i++) {
            double moved =
                    model.state().numbers().get(i) - next.state().numbers().get(i);
            double slope = (loss(model, i, 1e-5, example) - loss(model, i, -1e-5, example)) / 2e-5;
            assertThat(moved * 1e5).as("weight %d", i).isCloseTo(slope, within(1e-5));
        }
    }

    private static double loss(Model<?> model, int weight, double shift, Example example) {
        double[] numbers = model.state().numbers().toArray();
        numbers[weight] += shift;
        LearnerSnapshot shifted = new LearnerSnapshot(model.snapshot().provenance(), Vec.of(numbers));
        return -Math.log(
                Model.restore(model.learner(), shifted).predict(example.x()).value());
    }

    @Test
    void stateSizeFitsTheRow() {
        assertThat(8 * Learners.byName("mlp", 20).stateSize()).isEqualTo(5_648);
        assertThat(block(Model.fresh(Learners.byName("mlp", 20)), "intercept")).isZero();
    }

    private static void assertBlock(Model<?> model, String name, double... expected) {
        assertThat(model.parameters().block(name).toArray()).containsExactly(expected, within(1e-14));
    }
}
