package io.portrait.ingest;

import io.portrait.bench.SyntheticShop;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The time to parse the body of a batch of 500 events. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class EventBatchReaderBenchmark {

    private static final int EVENTS = 500;

    private final EventBatchReader reader = TestBatches.reader(EVENTS);
    private final byte[] body = SyntheticShop.body(new SyntheticShop(1).latestEvents(EVENTS));

    @Setup
    public void requireThatAllAreValid() {
        if (!reader.read(body).stream().allMatch(ParsedEvent.Valid.class::isInstance)) {
            throw new IllegalStateException("the benchmark's events are not all taken");
        }
    }

    @Benchmark
    public List<ParsedEvent> batchOf500() {
        return reader.read(body);
    }
}
