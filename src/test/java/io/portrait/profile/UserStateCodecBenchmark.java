package io.portrait.profile;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Benchmark of encoding and decoding a profile row. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class UserStateCodecBenchmark {

    @Param({"30", "500"})
    private int events;

    private UserState state = TypicalUser.CODEC.newState(RandomHistories.ANN);
    private byte[] row = new byte[0];

    @Setup
    public void apply() {
        TypicalUser user = new TypicalUser(events);
        state = user.applyAllTo(user.fresh());
        row = TypicalUser.CODEC.write(state);
        System.out.printf(
                "row of %d bytes, %d topics%n",
                row.length, state.interests().all().size());
    }

    @Benchmark
    public byte[] write() {
        return TypicalUser.CODEC.write(state);
    }

    @Benchmark
    public Object read() {
        return TypicalUser.CODEC.read(RandomHistories.ANN, row);
    }
}
