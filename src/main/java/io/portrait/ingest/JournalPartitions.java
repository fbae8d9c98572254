package io.portrait.ingest;

import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** The journal's partitions, one per month of arrival. They are created in advance, and dropped when their retention ends. */
@Component
class JournalPartitions {

    private static final Logger log = LoggerFactory.getLogger(JournalPartitions.class);

    private static final String LIST = """
            SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
            WHERE i.inhparent = 'journal'::regclass ORDER BY c.relname
            """;

    private static final long LOCK = 0x706f727472616974L;

    private final JdbcTemplate jdbc;
    private final IngestProperties limits;
    private final Clock clock;
    private volatile YearMonth readyThrough = YearMonth.of(1970, 1);

    JournalPartitions(JdbcTemplate jdbc, IngestProperties limits, Clock clock) {
        this.jdbc = jdbc;
        this.limits = limits;
        this.clock = clock;
    }

    /** Creates the partitions for an arrival time and for the month after it. */
    void ensureExists(Instant arrival) {
        YearMonth month = monthOf(arrival);
        if (month.isAfter(readyThrough.minusMonths(1))) {
            create(month);
            create(month.plusMonths(1));
            readyThrough = month.plusMonths(1);
        }
    }

    private void create(YearMonth month) {
        jdbc.execute("""
                BEGIN;
                SELECT pg_advisory_xact_lock(%1$d);
                CREATE TABLE IF NOT EXISTS %2$s PARTITION OF journal FOR VALUES FROM ('%3$s') TO ('%4$s');
                CREATE UNIQUE INDEX IF NOT EXISTS %2$s_message ON %2$s (user_id, message_id);
                CREATE INDEX IF NOT EXISTS %2$s_position ON %2$s (shard, position);
                COMMIT;
                """.formatted(LOCK, nameOf(month), startOf(month), startOf(month.plusMonths(1))));
    }

    @Scheduled(initialDelay = 1, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
    void maintain() {
        ensureExists(clock.instant());
        if (limits.retention() != null) {
            YearMonth firstKept = monthOf(clock.instant().minus(limits.retention()));
            List<String> expired = jdbc.query(LIST, (row, i) -> row.getString(1)).stream()
                    .filter(name -> name.compareTo(nameOf(firstKept)) < 0)
                    .toList();
            expired.forEach(this::dropIfApplied);
        }
    }

    private void dropIfApplied(String partition) {
        if (isApplied(partition)) {
            drop(partition);
            log.info("Dropped journal partition {}: its retention has ended", partition);
        }
    }

    /** Drops a partition; the stored models are deleted and learned again, because they contain its entries. */
    private void drop(String partition) {
        jdbc.execute("""
                BEGIN;
                UPDATE model_generation SET generation = generation + 1;
                DELETE FROM model_snapshot_chunk;
                DELETE FROM model_snapshot;
                DROP TABLE %s;
                COMMIT;
                """.formatted(partition));
    }

    private boolean isApplied(String partition) {
        return Boolean.TRUE.equals(jdbc.queryForObject("""
                        SELECT NOT EXISTS (
                            SELECT 1 FROM projection_offset d
                            WHERE EXISTS (SELECT 1 FROM %1$s j WHERE j.shard = d.shard AND j.position > d.position))
                        """.formatted(partition), Boolean.class));
    }

    static YearMonth monthOf(Instant instant) {
        return YearMonth.from(instant.atOffset(ZoneOffset.UTC));
    }

    private static String nameOf(YearMonth month) {
        return "journal_%04d_%02d".formatted(month.getYear(), month.getMonthValue());
    }

    /** The first instant of a month as a PostgreSQL literal. */
    static String startOf(YearMonth month) {
        return month.atDay(1) + "T00:00:00Z";
    }
}
