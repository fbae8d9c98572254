package io.portrait.ingest;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** The journal of one instance with default settings and no items, on a given database and without Spring. */
final class TestJournal {

    private final JournalWriter writer;
    private final JdbcJournalReader journal;
    private final Clock clock;

    TestJournal(DataSource dataSource, Clock clock) {
        IngestProperties limits = new Binder(new MapConfigurationPropertySource(Map.of()))
                .bindOrCreate("portrait.ingest", IngestProperties.class);
        JdbcTemplate jdbc = new JdbcTemplate(dataSource);
        JdbcIdentityGraph identityGraph = new JdbcIdentityGraph(jdbc, new JdbcKnownIds(jdbc), limits, List.of());
        RecentEntriesCache recentEntries = new RecentEntriesCache(limits);
        this.clock = clock;
        journal = new JdbcJournalReader(jdbc, identityGraph, recentEntries, clock);
        JdbcTransactionManager transactionManager = new JdbcTransactionManager(dataSource);
        writer = new JournalWriter(
                transactionManager,
                new JdbcJournalHead(jdbc),
                new JdbcEntryWriter(
                        jdbc,
                        new JdbcJournalPartitions(jdbc, transactionManager, List.of(), limits, clock),
                        new JdbcDeadLetters(jdbc, limits, clock),
                        (events, receivedAt) -> {}),
                items -> Map.of(),
                suppressionList(jdbc),
                identityGraph,
                recentEntries);
    }

    /** A suppression list with a fixed key. */
    static JdbcSuppressionList suppressionList(JdbcTemplate jdbc) {
        return new JdbcSuppressionList(jdbc, purpose -> new byte[32]);
    }

    List<EventOutcome> append(List<ParsedEvent> parsedEvents) {
        Instant receivedAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return writer.append(parsedEvents, receivedAt);
    }

    List<JournalEntry> readRecent(int shard, long after) {
        return journal.readRecent(shard, after, 1_000, 0);
    }

    long lastPosition() {
        return journal.lastPosition();
    }
}
