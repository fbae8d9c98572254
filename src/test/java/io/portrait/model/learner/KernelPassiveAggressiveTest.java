package io.portrait.model.learner;

import static io.portrait.model.learner.ExampleStreams.learned;
import static io.portrait.model.learner.ExampleStreams.weights;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.portrait.kernel.Vec;
import io.portrait.model.feature.Example;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The expected numbers were computed with 40 digits by another program from the formulas alone. */
class KernelPassiveAggressiveTest {

    @Test
    void mapsFeaturesAsItsSeedSays() {
        assertThat(new RandomFourierFeatures(1, 8, 0.5, 7).map(Vec.of(0.5)).toArray())
                .containsExactly(
                        new double[] {
                            0.4102295164748838,
                            -0.04158602065473622,
                            -0.36483560206434684,
                            -0.2547517514736387,
                            -0.4080824593059878,
                            -0.45877252651892714,
                            -0.38506660866272996,
                            -0.2722734083610271
                        },
                        within(1e-14));
    }

    @Test
    void learnsThreeExamplesAsAnIndependentComputationDoes() {
        Model<?> model = learned(
                "kernel-pa(dimensions=1,features=8,bandwidth=0.5,variant=pa-2,aggressiveness=0.5,seed=7)",
                List.of(
                        new Example(Vec.of(0.5), 2, 1),
                        new Example(Vec.of(-1), -1, 1),
                        new Example(Vec.of(0.25), 1, 1)));
        assertThat(weights(model))
                .containsExactly(
                        new double[] {
                            0.2238720069474365,
                            0.5459217923485887,
                            0.20294770604638637,
                            -0.07942554622053973,
                            -0.4107007079873973,
                            -0.35280604953882755,
                            -0.0586410429787611,
                            -0.27119894044336496,
                            0.007809489065643282
                        },
                        within(1e-14));
        assertThat(model.predict(Vec.of(0)).value()).isCloseTo(0.5251107255426062, within(1e-14));
    }

    @Test
    void hasTheInnerProductsOfTheGaussianKernel() {
        // the standard deviation of the error is at most 1/√D = 0.016; the tolerance is five of them
        RandomFourierFeatures features = new RandomFourierFeatures(3, 4_096, 0.8, 3);
        List<Example> points = ExampleStreams.of(20, 3, x -> 0);
        for (Example a : points) {
            for (Example b : points) {
                Vec difference = a.x().plus(-1, b.x());
                double kernel = Math.exp(-difference.dot(difference) / (2 * 0.8 * 0.8));
                assertThat(features.map(a.x()).dot(features.map(b.x()))).isCloseTo(kernel, within(5 / 64.0));
            }
        }
    }

    @Test
    void anotherSeedGivesOtherFeatures() {
        Vec x = Vec.of(0.5);
        assertThat(new RandomFourierFeatures(1, 8, 0.5, 8).map(x))
                .isNotEqualTo(new RandomFourierFeatures(1, 8, 0.5, 7).map(x));
        assertThat(Learners.parse("kernel-pa(dimensions=1,seed=8)")).isNotEqualTo(Learners.byName("kernel-pa", 1));
    }
}
