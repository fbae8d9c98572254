package io.portrait.bench;

import io.portrait.catalog.Item;
import io.portrait.ingest.Event;
import io.portrait.model.feature.EventFeatures;
import io.portrait.model.feature.Featurizer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Benchmark of the features of one event on an item with two topics. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class FeaturizerBenchmark {

    private static final int EVENTS = 1_024;

    private record EventWithItem(Event event, @Nullable Item item) {}

    private final List<EventWithItem> events = new SyntheticShop(1)
            .latestEvents(EVENTS).stream()
                    .map(event -> new EventWithItem(event, SyntheticShop.itemOf(event)))
                    .toList();
    private int next;

    @Benchmark
    public EventFeatures one() {
        next = (next + 1) % EVENTS;
        return Featurizer.featurize(events.get(next).event(), events.get(next).item());
    }
}
