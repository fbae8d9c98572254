package io.portrait.bench;

import io.portrait.model.feature.Example;
import io.portrait.model.learner.Learners;
import io.portrait.model.learner.Model;
import io.portrait.model.learner.Prediction;
import io.portrait.model.learner.PrequentialStep;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Benchmark of each learner with one example of 20 features at a time; the model continues to learn. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class LearnerBenchmark {

    /** One of {@link Learners#names}; a test compares the lists, because an annotation takes constants only. */
    @Param({
        "adagrad",
        "adam",
        "batch-mean",
        "bayes-linear",
        "bayes-logistic",
        "ftrl-proximal",
        "kernel-pa",
        "mlp",
        "pa",
        "pa-1",
        "pa-2",
        "rls",
        "rmsprop",
        "sgd"
    })
    private String learner = "";

    private final List<Example> examples = BenchmarkExamples.of();
    private int next;
    private Model<?> model = Model.fresh(Learners.byName("rls", BenchmarkExamples.FEATURES));

    @Setup
    public void learnSome() {
        model = Model.fresh(Learners.byName(learner, BenchmarkExamples.FEATURES));
        examples.forEach(example -> model = model.learn(example));
    }

    @Benchmark
    public Prediction predict() {
        return model.predict(nextExample().x());
    }

    @Benchmark
    public Model<?> learn() {
        model = model.learn(nextExample());
        return model;
    }

    /** The work for each event: predict, compute the loss, learn. */
    @Benchmark
    public PrequentialStep<?> predictThenLearn() {
        PrequentialStep<?> step = model.testThenTrain(nextExample());
        model = step.next();
        return step;
    }

    private Example nextExample() {
        next = (next + 1) % examples.size();
        return examples.get(next);
    }
}
