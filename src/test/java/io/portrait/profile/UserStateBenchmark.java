package io.portrait.profile;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What applying one event costs: counts, interests, exposure and the learners. Averaged over a new user's first events. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class UserStateBenchmark {

    private static final int FEW = 30;
    private static final int MANY = 500;

    private final TypicalUser few = new TypicalUser(FEW);
    private final TypicalUser many = new TypicalUser(MANY);

    @Benchmark
    @OperationsPerInvocation(FEW)
    public Object applyOneOfTheFirst30() {
        return few.applyAllTo(few.fresh());
    }

    @Benchmark
    @OperationsPerInvocation(MANY)
    public Object applyOneOfTheFirst500() {
        return many.applyAllTo(many.fresh());
    }
}
