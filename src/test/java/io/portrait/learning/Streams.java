package io.portrait.learning;

import io.portrait.feature.Example;
import io.portrait.kernel.Vec;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Made-up streams of examples, and what comes of learning them. */
final class Streams {

    /** Three examples of two features with a real target, one of them heavy and one light. */
    static final List<Example> REAL = List.of(
            new Example(Vec.of(0.5, -1), 1.5, 1),
            new Example(Vec.of(-0.25, 0.75), -0.5, 2),
            new Example(Vec.of(1, 0.5), 2, 0.5));

    /** The same with a binary target. */
    static final List<Example> BINARY = List.of(
            new Example(Vec.of(0.5, -1), 1, 1),
            new Example(Vec.of(-0.25, 0.75), 0, 2),
            new Example(Vec.of(1, 0.5), 1, 0.5));

    private Streams() {}

    /** Features uniform in [−1, 1], and a target that is a function of them. */
    static List<Example> of(int count, int dimensions, ToDoubleFunction<Vec> target) {
        SplittableRandom random = new SplittableRandom(20261125);
        return Stream.generate(() -> Vec.of(random.doubles(dimensions, -1, 1).toArray()))
                .limit(count)
                .map(x -> new Example(x, target.applyAsDouble(x), 1))
                .toList();
    }

    static Model<?> learned(String description, List<Example> examples) {
        return learned(Model.fresh(Learners.of(description)), examples);
    }

    static Model<?> learned(Model<?> model, List<Example> examples) {
        Model<?> next = model;
        for (Example example : examples) {
            next = next.learn(example);
        }
        return next;
    }

    /** The losses of the last examples, each predicted before it was learned. */
    static Progress testThenTrain(String description, List<Example> examples, int last) {
        Model<?> model = Model.fresh(Learners.of(description));
        Progress progress = Progress.none();
        for (int i = 0; i < examples.size(); i++) {
            Step<?> step = model.step(examples.get(i));
            progress = i >= examples.size() - last ? progress.after(step.loss()) : progress;
            model = step.next();
        }
        return progress;
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
