package io.portrait.model.learner;

import io.portrait.kernel.Vec;
import io.portrait.model.feature.Example;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Synthetic streams of examples, and models that have learned them. */
final class ExampleStreams {

    /** Three examples of two features with a real target, one with a large and one with a small weight. */
    static final List<Example> REAL_TARGETS = List.of(
            new Example(Vec.of(0.5, -1), 1.5, 1),
            new Example(Vec.of(-0.25, 0.75), -0.5, 2),
            new Example(Vec.of(1, 0.5), 2, 0.5));

    /** Three examples of two features with a binary target. */
    static final List<Example> BINARY_TARGETS = List.of(
            new Example(Vec.of(0.5, -1), 1, 1),
            new Example(Vec.of(-0.25, 0.75), 0, 2),
            new Example(Vec.of(1, 0.5), 1, 0.5));

    private ExampleStreams() {}

    /** Features uniform in [−1, 1], and a target that is a function of them. */
    static List<Example> of(int count, int dimensions, ToDoubleFunction<Vec> target) {
        SplittableRandom random = new SplittableRandom(20261125);
        return Stream.generate(() -> Vec.of(random.doubles(dimensions, -1, 1).toArray()))
                .limit(count)
                .map(x -> new Example(x, target.applyAsDouble(x), 1))
                .toList();
    }

    static Model<?> learned(String description, List<Example> examples) {
        return learned(Model.fresh(Learners.parse(description)), examples);
    }

    static Model<?> learned(Model<?> model, List<Example> examples) {
        Model<?> next = model;
        for (Example example : examples) {
            next = next.learn(example);
        }
        return next;
    }

    /** The losses of the last examples, each predicted before it was learned. */
    static PrequentialLosses testThenTrain(String description, List<Example> examples, int last) {
        Model<?> model = Model.fresh(Learners.parse(description));
        PrequentialLosses losses = PrequentialLosses.empty();
        for (int i = 0; i < examples.size(); i++) {
            PrequentialStep<?> step = model.testThenTrain(examples.get(i));
            losses = i >= examples.size() - last ? losses.after(step.loss()) : losses;
            model = step.next();
        }
        return losses;
    }

    /** The first number of a block. */
    static double block(Model<?> model, String name) {
        return model.parameters().block(name).get(0);
    }

    /** The intercept and the weights. */
    static double[] weights(Model<?> model) {
        Vec weights = model.parameters().block("weights");
        double[] all = new double[weights.size() + 1];
        all[0] = block(model, "intercept");
        weights.copyInto(all, 1);
        return all;
    }
}
