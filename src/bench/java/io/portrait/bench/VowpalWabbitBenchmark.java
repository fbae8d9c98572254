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
 * Benchmark of Vowpal Wabbit, through its own JNI library, on the examples of {@link LearnerBenchmark}: its default
 * learner with squared loss. One call predicts and then learns, like {@code predictThenLearn}. It is compiled and run
 * in the profile {@code bench} only, so that the library is on no other class path.
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

    /** Examples as lines of text, in the way of the documented Java interface. */
    @Benchmark
    public float predictThenLearnText() {
        return reader.learn(lines.get(advance()));
    }

    /** Examples as numbers in one reused object, in the way of the Spark interface. */
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
