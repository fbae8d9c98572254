package io.portrait.profile;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Benchmark of applying one event: counters, interests, contributions and learners, averaged over the first events of a
 * user.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class UserStateBenchmark {

    private static final int FEW_EVENTS = 30;
    private static final int MANY_EVENTS = 500;

    private final TypicalUser newUser = new TypicalUser(FEW_EVENTS);
    private final TypicalUser activeUser = new TypicalUser(MANY_EVENTS);

    @Benchmark
    @OperationsPerInvocation(FEW_EVENTS)
    public Object applyOneOfTheFirst30() {
        return newUser.applyAllTo(newUser.fresh());
    }

    @Benchmark
    @OperationsPerInvocation(MANY_EVENTS)
    public Object applyOneOfTheFirst500() {
        return activeUser.applyAllTo(activeUser.fresh());
    }
}
