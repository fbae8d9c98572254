package io.portrait.load;

import io.portrait.load.ProcessUsage.Usage;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/** The table of measurements. */
final class LoadReport {

    private static final double MIB = 1 << 20;
    private static final String UNKNOWN = "unknown";

    private final LoadOptions options;
    private final PrintStream out;

    LoadReport(LoadOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
        out.println();
        row("measure", "value");
        row("---", "---");
    }

    void print(LoadMetrics metrics, ResourceSnapshot from, ResourceSnapshot to) {
        double seconds = from.secondsTo(to);
        long events = metrics.accepted.sum();
        row("loop", options.isOpenLoop() ? "open, %,d events/s offered".formatted(options.rate()) : "closed");
        row("senders, batch", listed(options.senders(), options.batch()));
        row("users, skew of their Zipf law", whole(options.users()) + ", " + options.zipfExponent());
        row("seconds", whole(seconds));
        row("events accepted a second", whole((double) events / seconds));
        row("requests a second", whole((double) metrics.requests.sum() / seconds));
        row("throttled (429/503), failed", listed(metrics.throttled.sum(), metrics.failed.sum()));
        latency("POST", metrics.posts);
        latency("GET profile", metrics.reads);
        if (options.decisionsPerSecond() > 0) {
            latency("recommendations", metrics.recommendations);
            latency("ranking of 100 items", metrics.rankings);
        }
        latency("freshness", metrics.freshness);
        latency("freshness of recommendations", metrics.recommendationFreshness);
        processes(from.processes(), to.processes(), seconds);
        from.database().ifPresent(before -> to.database().ifPresent(after -> database(before, after, events)));
    }

    private void processes(ProcessUsage from, ProcessUsage to, double seconds) {
        row(
                "cores: service, PostgreSQL, load tool",
                Stream.<Function<ProcessUsage, Optional<Usage>>>of(
                                ProcessUsage::service, ProcessUsage::postgres, ProcessUsage::loadTool)
                        .map(part -> cores(part.apply(from), part.apply(to), seconds))
                        .collect(Collectors.joining(", ")));
        row(
                "memory, MiB: service before → after, PostgreSQL after",
                "%s → %s, %s".formatted(mib(from.service()), mib(to.service()), mib(to.postgres())));
    }

    private static String cores(Optional<Usage> from, Optional<Usage> to, double seconds) {
        return from.flatMap(before -> to.map(after -> decimal((after.cpuSeconds() - before.cpuSeconds()) / seconds)))
                .orElse(UNKNOWN);
    }

    static String mib(Optional<Usage> usage) {
        return usage.map(known -> whole((double) known.mib())).orElse(UNKNOWN);
    }

    private void database(DatabaseUsage from, DatabaseUsage to, long events) {
        row("database, MiB: before → after", whole(from.bytes() / MIB) + " → " + whole(to.bytes() / MIB));
        row("database bytes an event", whole((double) (to.bytes() - from.bytes()) / events));
        row("WAL bytes an event", whole((double) (to.walBytes() - from.walBytes()) / events));
        row("profile rows written an event", decimal(from.profileRowsPerEvent(to, events)));
        row("events waiting for the profiles: before → after", "%,d → %,d".formatted(from.backlog(), to.backlog()));
    }

    void printBaseline(List<ThroughputRound> rounds) {
        double service =
                rounds.stream().mapToDouble(ThroughputRound::service).average().orElseThrow();
        double baseline =
                rounds.stream().mapToDouble(ThroughputRound::baseline).average().orElseThrow();
        row("alternately: events a second of the service, of PostgreSQL alone", listed((long) service, (long)
                baseline));
        row(
                "share of the service; by round",
                rounds.stream()
                        .map(round -> percent(round.share()))
                        .collect(Collectors.joining(", ", percent(service / baseline) + "; ", "")));
    }

    private static String percent(double share) {
        return whole(100 * share) + " %";
    }

    private void latency(String name, Histogram histogram) {
        row(
                name + ", ms: p50, p95, p99, p99.9, max (n)",
                "%s (%,d)"
                        .formatted(
                                List.of(50.0, 95.0, 99.0, 99.9, 100.0).stream()
                                        .map(percentile -> decimal(histogram.getValueAtPercentile(percentile) / 1e3))
                                        .collect(Collectors.joining(", ")),
                                histogram.getTotalCount()));
    }

    private void row(String name, String value) {
        out.println("| " + name + " | " + value + " |");
    }

    private static String listed(long... values) {
        return LongStream.of(values).mapToObj(LoadReport::whole).collect(Collectors.joining(", "));
    }

    private static String whole(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
