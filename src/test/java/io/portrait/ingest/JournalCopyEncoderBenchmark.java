package io.portrait.ingest;

import io.portrait.bench.SyntheticShop;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The time to encode the journal rows of a batch of 500 events. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class JournalCopyEncoderBenchmark {

    private static final int EVENTS = 500;

    private final List<JournalEntry> entries = entries(new SyntheticShop(1).latestEvents(EVENTS));

    private static List<JournalEntry> entries(List<Event> events) {
        return IntStream.range(0, EVENTS)
                .mapToObj(i -> new JournalEntry(i + 1, 20_780, SyntheticShop.NOW, 1, events.get(i)))
                .toList();
    }

    @Benchmark
    public byte[] rowsOf500() {
        return JournalCopyEncoder.encode(entries);
    }
}
