package io.portrait.ingest;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The journal's partitions, one per month of arrival. They are created in advance, and dropped when their retention ends. */
@Component
class JdbcJournalPartitions {

    private static final Logger log = LoggerFactory.getLogger(JdbcJournalPartitions.class);

    private static final String LIST = """
            SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
            WHERE i.inhparent = 'journal'::regclass ORDER BY c.relname
            """;

    private static final String NEWEST_TIME =
            "SELECT least(latest_arrival, ?) FROM journal_head WHERE latest_arrival > '-infinity'";

    private static final long LOCK = 0x706f727472616974L;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private final List<RetentionListener> listeners;
    private final IngestProperties limits;
    private final Clock clock;
    private volatile YearMonth readyThrough = YearMonth.of(1970, 1);

    JdbcJournalPartitions(
            JdbcTemplate jdbc,
            PlatformTransactionManager transactionManager,
            List<RetentionListener> listeners,
            IngestProperties limits,
            Clock clock) {
        this.jdbc = jdbc;
        this.transactions = new TransactionTemplate(transactionManager);
        this.listeners = listeners;
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
            newestTime()
                    .map(newest -> monthOf(newest.minus(limits.retention())))
                    .ifPresent(this::dropBefore);
        }
    }

    private void dropBefore(YearMonth firstKept) {
        List<String> expired = jdbc.query(LIST, (row, i) -> row.getString(1)).stream()
                .filter(name -> name.compareTo(nameOf(firstKept)) < 0)
                .toList();
        expired.forEach(this::dropIfApplied);
    }

    /** The newest arrival, at most the time of the clock, so that a wrong clock alone drops nothing; empty without events. */
    private Optional<Instant> newestTime() {
        return jdbc
                .query(
                        NEWEST_TIME,
                        (row, i) -> row.getObject(1, OffsetDateTime.class).toInstant(),
                        clock.instant().atOffset(ZoneOffset.UTC))
                .stream()
                .findFirst();
    }

    private void dropIfApplied(String partition) {
        if (listeners.stream().allMatch(listener -> isApplied(partition, listener.positions()))) {
            transactions.executeWithoutResult(status -> {
                listeners.forEach(RetentionListener::beforeEntriesAreDropped);
                jdbc.execute("DROP TABLE " + partition);
            });
            log.info("Dropped journal partition {}: its retention has ended", partition);
        }
    }

    private boolean isApplied(String partition, Map<Integer, Long> positions) {
        List<Integer> shards = List.copyOf(positions.keySet());
        return Boolean.TRUE.equals(jdbc.queryForObject(
                """
                        SELECT NOT EXISTS (
                            SELECT 1 FROM unnest(?::smallint[], ?::bigint[]) AS applied(shard, position)
                            WHERE EXISTS (SELECT 1 FROM %s j WHERE j.shard = applied.shard AND j.position > applied.position))
                        """.formatted(partition),
                Boolean.class,
                shards.toArray(Integer[]::new),
                shards.stream().map(positions::get).toArray(Long[]::new)));
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
