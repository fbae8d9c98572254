package io.portrait.bench;

import io.portrait.catalog.Item;
import io.portrait.feature.Features;
import io.portrait.feature.Featuriser;
import io.portrait.ingest.Event;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Featurises one event on an item of two topics. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class FeaturiserBenchmark {

    private static final int EVENTS = 1_024;

    private record Met(Event event, @Nullable Item item) {}

    private final List<Met> met = new Shop(1)
            .arrivals(EVENTS).stream()
                    .map(event -> new Met(event, Shop.itemOf(event)))
                    .toList();
    private int next;

    @Benchmark
    public Features one() {
        next = (next + 1) % EVENTS;
        return Featuriser.featurise(met.get(next).event(), met.get(next).item());
    }
}
