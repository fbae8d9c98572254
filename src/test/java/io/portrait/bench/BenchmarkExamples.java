package io.portrait.bench;

import io.portrait.kernel.Vec;
import io.portrait.model.feature.Example;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Examples for the learner benchmarks: features in [−1, 1] and a target that is linear in two of them, with noise. */
final class BenchmarkExamples {

    static final int FEATURES = 20;

    private static final int EXAMPLES = 1_024;

    private BenchmarkExamples() {}

    static List<Example> of() {
        SplittableRandom random = new SplittableRandom(1);
        return Stream.generate(() -> Vec.adopt(random.doubles(FEATURES, -1, 1).toArray()))
                .limit(EXAMPLES)
                .map(x -> new Example(x, x.get(0) - 0.5 * x.get(1) + random.nextGaussian(0, 0.1), 1))
                .toList();
    }
}
