package io.portrait.replay;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/** Tells how a replay goes, and at the end what it took. */
final class ReplayReport {

    private static final Logger log = LoggerFactory.getLogger(ReplayReport.class);
    private static final long INTERVAL_NANOS = Duration.ofSeconds(2).toNanos();
    private static final double MIB = 1 << 20;

    private final String name;
    private final JdbcTemplate jdbc;
    private final long startNanos = System.nanoTime();
    private long lastNanos = startNanos;

    ReplayReport(String name, JdbcTemplate jdbc) {
        this.name = name;
        this.jdbc = jdbc;
    }

    void progress(ReplayTally tally) {
        long now = System.nanoTime();
        if (now - lastNanos >= INTERVAL_NANOS) {
            lastNanos = now;
            log.info("{}: {} lines, {} events, {} events/s", name, tally.lines, tally.events, rate(tally));
        }
    }

    void finish(ReplayTally tally) {
        log.info(
                "{}: done. {} lines: {} events ({} of them refunds, {} seen before), {} skipped"
                        + " ({} without customer, {} charges, {} stock corrections, {} malformed); {} items",
                name,
                tally.lines,
                tally.events,
                tally.refunds,
                tally.duplicates,
                tally.skipped(),
                tally.withoutCustomer,
                tally.charges,
                tally.corrections,
                tally.malformed,
                tally.items);
        log.info(
                "{}: {} s to the last profile, {} events/s; heap {} MiB of {} MiB; database {} MiB",
                name,
                String.format(Locale.ROOT, "%.1f", seconds()),
                rate(tally),
                mebibytes(
                        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed()),
                mebibytes(Runtime.getRuntime().maxMemory()),
                mebibytes(databaseBytes()));
    }

    private double seconds() {
        return (System.nanoTime() - startNanos) / 1e9;
    }

    private long rate(ReplayTally tally) {
        return Math.round(tally.events / seconds());
    }

    private long databaseBytes() {
        return Objects.requireNonNull(jdbc.queryForObject("SELECT pg_database_size(current_database())", Long.class));
    }

    private static long mebibytes(long bytes) {
        return Math.round(bytes / MIB);
    }
}
