package io.portrait.tools.replay;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/** Tells how a replay goes, and at the end what it took. */
final class ReplayReporter {

    private static final Logger log = LoggerFactory.getLogger(ReplayReporter.class);
    private static final long INTERVAL_NANOS = Duration.ofSeconds(2).toNanos();
    private static final double MIB = 1 << 20;

    private final String name;
    private final JdbcTemplate jdbc;
    private final long startNanos = System.nanoTime();
    private long lastNanos = startNanos;

    ReplayReporter(String name, JdbcTemplate jdbc) {
        this.name = name;
        this.jdbc = jdbc;
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
                mebibytes(databaseBytes()));
    }

    private double seconds() {
        return (System.nanoTime() - startNanos) / 1e9;
    }

    private long eventsPerSecond(ReplayCounts counts) {
        return Math.round(counts.events / seconds());
    }

    private long databaseBytes() {
        return Objects.requireNonNull(jdbc.queryForObject("SELECT pg_database_size(current_database())", Long.class));
    }

    private static long mebibytes(long bytes) {
        return Math.round(bytes / MIB);
    }
}
