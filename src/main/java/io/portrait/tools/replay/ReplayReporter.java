package io.portrait.tools.replay;

import io.portrait.tools.replay.RetailReplay.ReplayCounts;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A reporter that logs the progress and the result of a replay. */
final class ReplayReporter {

    private static final Logger log = LoggerFactory.getLogger(ReplayReporter.class);
    private static final long INTERVAL_NANOS = Duration.ofSeconds(2).toNanos();
    private static final double MIB = 1 << 20;

    private final String name;
    private final JdbcDatabaseSize databaseSize;
    private final long startNanos = System.nanoTime();
    private long lastNanos = startNanos;

    ReplayReporter(String name, JdbcDatabaseSize databaseSize) {
        this.name = name;
        this.databaseSize = databaseSize;
    }

    void reportProgress(ReplayCounts counts) {
        long now = System.nanoTime();
        if (now - lastNanos >= INTERVAL_NANOS) {
            lastNanos = now;
            log.info(
                    "{}: {} lines, {} events, {} events/s", name, counts.lines, counts.events, eventsPerSecond(counts));
        }
    }

    void reportResult(ReplayCounts counts) {
        log.info(
                "{}: done. {} lines: {} events ({} of them refunds, {} seen before), {} skipped"
                        + " ({} without customer, {} charges, {} stock corrections, {} malformed); {} items",
                name,
                counts.lines,
                counts.events,
                counts.refunds,
                counts.duplicates,
                counts.skipped(),
                counts.withoutCustomer,
                counts.charges,
                counts.corrections,
                counts.malformed,
                counts.items);
        log.info(
                "{}: {} s to the last profile, {} events/s; heap {} MiB of {} MiB; database {} MiB",
                name,
                String.format(Locale.ROOT, "%.1f", seconds()),
                eventsPerSecond(counts),
                mebibytes(
                        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed()),
                mebibytes(Runtime.getRuntime().maxMemory()),
                mebibytes(databaseSize.bytes()));
    }

    private double seconds() {
        return (System.nanoTime() - startNanos) / 1e9;
    }

    private long eventsPerSecond(ReplayCounts counts) {
        return Math.round(counts.events / seconds());
    }

    private static long mebibytes(long bytes) {
        return Math.round(bytes / MIB);
    }
}
