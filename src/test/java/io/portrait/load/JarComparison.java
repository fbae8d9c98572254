package io.portrait.load;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * A comparison of two jars of the service under the same load. Both run in each turn, each on a new database, in an order that
 * alternates. The printed ratios are those of the turns, because the speed of a machine changes from hour to hour.
 */
final class JarComparison {

    private static final double MICROS_PER_MILLI = 1e3;
    private static final int P50 = 50;
    private static final int P99 = 99;

    private final LoadOptions options;
    private final PrintStream out;
    private final List<TurnFigures> before = new ArrayList<>();
    private final List<TurnFigures> after = new ArrayList<>();

    /** The figures of one jar in one turn. */
    private record TurnFigures(
            double readySeconds,
            double eventsPerSecond,
            double cpuMicrosPerEvent,
            double postP50Millis,
            double postP99Millis,
            double freshnessP99Millis) {

        static TurnFigures of(double readySeconds, LoadMetrics metrics, ResourceSnapshot from, ResourceSnapshot to) {
            double events = Math.max(1, metrics.accepted.sum());
            return new TurnFigures(
                    readySeconds,
                    events / from.secondsTo(to),
                    1e6 * (cpuSeconds(to) - cpuSeconds(from)) / events,
                    metrics.posts.getValueAtPercentile(P50) / MICROS_PER_MILLI,
                    metrics.posts.getValueAtPercentile(P99) / MICROS_PER_MILLI,
                    metrics.freshness.getValueAtPercentile(P99) / MICROS_PER_MILLI);
        }

        /** The CPU of the service; NaN where it is unknown. */
        private static double cpuSeconds(ResourceSnapshot snapshot) {
            return snapshot.processes()
                    .service()
                    .map(ProcessUsage.Usage::cpuSeconds)
                    .orElse(Double.NaN);
        }
    }

    JarComparison(LoadOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    /** Runs all turns and prints the table. */
    void run(Path oldJar, Path newJar) throws IOException, InterruptedException {
        for (int turn = 0; turn < options.turns(); turn++) {
            if (turn % 2 == 0) {
                before.add(measure("old", oldJar));
                after.add(measure("new", newJar));
            } else {
                after.add(measure("new", newJar));
                before.add(measure("old", oldJar));
            }
        }
        out.println("\n| measure | old | new | new / old (95 % interval) |\n|---|---|---|---|");
        row("seconds until ready", TurnFigures::readySeconds);
        row("events a second", TurnFigures::eventsPerSecond);
        row("CPU of the service, µs an event", TurnFigures::cpuMicrosPerEvent);
        row("POST p50, ms", TurnFigures::postP50Millis);
        row("POST p99, ms", TurnFigures::postP99Millis);
        row("freshness p99, ms", TurnFigures::freshnessP99Millis);
    }

    private TurnFigures measure(String name, Path jar) throws IOException, InterruptedException {
        try (JarService service = JarService.start(jar)) {
            LoadClient client = new LoadClient(service.url());
            SyntheticEvents.putItems(client, options.items());
            LoadMetrics metrics = new LoadMetrics();
            Traffic traffic = new Traffic(client, new SyntheticEvents(options), metrics, options, options.rate());
            traffic.start();
            Thread.sleep(options.warmUp());
            traffic.restartSchedule();
            metrics.reset();
            ResourceSnapshot from = ResourceSnapshot.take(service.process(), Optional.empty());
            Thread.sleep(options.duration());
            ResourceSnapshot to = ResourceSnapshot.take(service.process(), Optional.empty());
            TurnFigures figures = TurnFigures.of(service.readySeconds(), metrics, from, to);
            traffic.stop();
            out.println("%s: %s".formatted(name, figures));
            return figures;
        }
    }

    private void row(String name, ToDoubleFunction<TurnFigures> figure) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < before.size(); i++) {
            ratios.add(figure.applyAsDouble(after.get(i)) / figure.applyAsDouble(before.get(i)));
        }
        RatioInterval ratio = RatioInterval.of(ratios);
        out.println(String.format(
                Locale.ROOT,
                "| %s | %,.1f | %,.1f | %.3f (%.3f to %.3f) |",
                name,
                mean(before, figure),
                mean(after, figure),
                ratio.mean(),
                ratio.low(),
                ratio.high()));
    }

    private static double mean(List<TurnFigures> turns, ToDoubleFunction<TurnFigures> figure) {
        return turns.stream().mapToDouble(figure).average().orElseThrow();
    }
}
