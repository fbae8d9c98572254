package io.portrait.bench;

import io.portrait.model.feature.Example;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.vowpalwabbit.spark.VowpalWabbitExample;
import org.vowpalwabbit.spark.VowpalWabbitNative;
import vowpalWabbit.learner.VWLearners;
import vowpalWabbit.learner.VWScalarLearner;

/**
 * Vowpal Wabbit on the examples of {@link LearnerBenchmark}, by its own JNI build: one call predicts and then learns, as
 * {@code predictThenLearn} does. Its default learner, squared loss. It is compiled and run in the profile {@code bench}
 * only, so that its library is on no other class path.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class VowpalWabbitBenchmark {

    private static final String OPTIONS = "--quiet";

    private final List<Example> examples = BenchmarkExamples.of();
    private final List<String> lines =
            examples.stream().map(VowpalWabbitBenchmark::line).toList();
    private final List<double[]> vectors =
            examples.stream().map(example -> example.x().toArray()).toList();
    private final VWScalarLearner reader = VWLearners.create(OPTIONS);
    private final VowpalWabbitNative learner = new VowpalWabbitNative(OPTIONS);
    private final VowpalWabbitExample example = learner.createExample();
    private int next;

    private static String line(Example example) {
        String features = example.x().stream().mapToObj(Double::toString).collect(Collectors.joining(" :"));
        return example.target() + " | :" + features;
    }

    @Setup(Level.Trial)
    public void learnSome() {
        lines.forEach(reader::learn);
    }

    /** As the documented Java interface takes examples: each a line of text. */
    @Benchmark
    public float predictThenLearnText() {
        return reader.learn(lines.get(advance()));
    }

    /** As its Spark interface does: numbers, in an example that is used again and again. */
    @Benchmark
    public Object predictThenLearnNumbers() {
        int i = advance();
        example.setLabel((float) examples.get(i).target());
        example.addToNamespaceDense('a', 0, vectors.get(i));
        example.learn();
        Object prediction = example.getPrediction();
        example.clear();
        return prediction;
    }

    @TearDown(Level.Trial)
    public void close() throws Exception {
        example.close();
        learner.close();
        reader.close();
    }

    private int advance() {
        next = (next + 1) % examples.size();
        return next;
    }
}
