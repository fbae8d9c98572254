package io.portrait.ingest;

import io.portrait.bench.Shop;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Reads the body of a batch of 500 events; the time is that of the batch. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class BatchReaderBenchmark {

    private static final int EVENTS = 500;

    private final BatchReader reader = Batches.reader(EVENTS);
    private final byte[] body = Shop.body(new Shop(1).arrivals(EVENTS));

    @Setup
    public void requireThatAllAreClean() {
        if (!reader.read(body).stream().allMatch(Reading.Clean.class::isInstance)) {
            throw new IllegalStateException("the benchmark's events are not all taken");
        }
    }

    @Benchmark
    public List<Reading> batchOf500() {
        return reader.read(body);
    }
}
