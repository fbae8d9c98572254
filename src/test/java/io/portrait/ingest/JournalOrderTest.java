package io.portrait.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.zaxxer.hikari.HikariDataSource;
import io.portrait.kernel.MessageId;
import io.portrait.kernel.UserId;
import io.portrait.support.ConcurrentTest;
import io.portrait.support.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tests of invariant 1 (src/docs/invariants.md) with several concurrent appenders, and a reader that remembers only the last
 * position.
 */
@Tag("service")
@ConcurrentTest
class JournalOrderTest {

    private static final int APPENDERS = 6;
    private static final int BATCHES = 60;

    private HikariDataSource dataSource;
    private JdbcTemplate jdbc;
    private TestJournal journal;

    /** Each test has a new database, created by the migrations. */
    JournalOrderTest() {
        JdbcConnectionDetails database = TestDatabase.create();
        dataSource = new HikariDataSource();
        dataSource.setJdbcUrl(database.getJdbcUrl());
        dataSource.setUsername(database.getUsername());
        dataSource.setPassword(database.getPassword());
        dataSource.setMaximumPoolSize(APPENDERS + 2);
        jdbc = new JdbcTemplate(dataSource);
        journal = journal(Clock.systemUTC());
    }

    private TestJournal journal(Clock clock) {
        return new TestJournal(dataSource, clock);
    }

    private static EventOutcome append(TestJournal journal, String message) {
        return journal.append(List.of(parsedEvent(message))).getFirst();
    }

    @BeforeEach
    void appendFirst() {
        journal.append(List.of(parsedEvent("first")));
    }

    @AfterEach
    void close() {
        dataSource.close();
    }

    private static ParsedEvent parsedEvent(String message) {
        return new ParsedEvent.Valid(event(message));
    }

    private static Event event(String message) {
        return new Event(
                new UserId("one-shard"),
                new MessageId(message),
                Instant.parse("2026-01-01T00:00:00Z"),
                new EventPayload.Click(),
                null,
                Event.Origin.UNKNOWN,
                null);
    }

    @Test
    void aReaderByPositionSeesEveryEventOfConcurrentAppenders() throws Exception {
        Set<String> seen = readWhile(batch ->
                journal.append(batch.stream().map(JournalOrderTest::parsedEvent).toList()));
        assertThat(seen).hasSize(APPENDERS * BATCHES * 3 + 1);
    }

    /** The mutant: if positions come from a sequence, the same reader misses events. */
    @Test
    void positionsFromASequenceMakeTheReaderMissEvents() throws Exception {
        jdbc.execute("CREATE SEQUENCE naive START 1000");
        TransactionTemplate transactions = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        Set<String> seen = readWhile(batch -> transactions.executeWithoutResult(status -> {
            for (String message : batch) {
                appendNaively(message);
            }
        }));
        assertThat(seen).hasSizeLessThan(APPENDERS * BATCHES * 3 + 1);
    }

    private void appendNaively(String message) {
        jdbc.update("""
                INSERT INTO journal (user_id, message_id, position, shard, received_at, epoch, happened_at, event_type)
                VALUES ('one-shard', ?, nextval('naive'), ?, now(), 0, now(), 3)
                """, message, Shard.of(new UserId("one-shard")));
    }

    private interface AppendFunction {
        void append(List<String> messages);
    }

    private Set<String> readWhile(AppendFunction append) throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        try (ExecutorService threads = Executors.newFixedThreadPool(APPENDERS + 1)) {
            Future<Set<String>> reader = threads.submit(() -> readUntil(done));
            List<Callable<Boolean>> appenders = new ArrayList<>();
            for (int a = 0; a < APPENDERS; a++) {
                String name = "a" + a;
                appenders.add(() -> {
                    for (int b = 0; b < BATCHES; b++) {
                        append.append(List.of(name + "-" + b + "-0", name + "-" + b + "-1", name + "-" + b + "-2"));
                    }
                    return true;
                });
            }
            for (Future<Boolean> appender : threads.invokeAll(appenders)) {
                appender.get();
            }
            done.set(true);
            return reader.get();
        }
    }

    private Set<String> readUntil(AtomicBoolean done) {
        int shard = Shard.of(new UserId("one-shard"));
        Set<String> seen = new HashSet<>();
        long position = 0;
        while (true) {
            boolean last = done.get();
            List<JournalEntry> entries = journal.readRecent(shard, position);
            entries.forEach(entry -> seen.add(entry.event().messageId().value()));
            if (!entries.isEmpty()) {
                position = entries.getLast().position();
            } else if (last) {
                return seen;
            }
        }
    }

    @Test
    void concurrentAppendersOfTheSameEventsAcceptEachOnce() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(APPENDERS)) {
            List<Callable<List<EventOutcome>>> appenders = new ArrayList<>();
            for (int a = 0; a < APPENDERS; a++) {
                appenders.add(() -> {
                    List<EventOutcome> outcomes = new ArrayList<>();
                    for (int b = 0; b < BATCHES; b++) {
                        outcomes.addAll(journal.append(List.of(parsedEvent("m" + b), parsedEvent("n" + b))));
                    }
                    return outcomes;
                });
            }
            long accepted = 0;
            for (Future<List<EventOutcome>> outcomes : threads.invokeAll(appenders)) {
                accepted += outcomes.get().stream()
                        .filter(EventOutcome.Accepted.class::isInstance)
                        .count();
            }
            assertThat(accepted).isEqualTo(2 * BATCHES);
        }
    }

    @Test
    void reportsADuplicateAndAcceptsTheNewEventBesideIt() {
        EventOutcome.Accepted once = (EventOutcome.Accepted) append(journal, "once");
        long before = journal.lastPosition();
        assertThat(journal.append(List.of(parsedEvent("once"), parsedEvent("new"))))
                .containsExactly(
                        new EventOutcome.Duplicate(once.shard(), once.position()),
                        new EventOutcome.Accepted(once.shard(), before + 2));
        assertThat(journal.lastPosition()).isEqualTo(before + 2);
    }

    /** The unique index covers only one month, so duplicates of other months need a lookup. */
    @Test
    void detectsADuplicateOfAnotherMonth() {
        EventOutcome.Accepted today = (EventOutcome.Accepted) append(journal, "today");
        TestJournal behind = journal(Clock.offset(Clock.systemUTC(), Duration.ofDays(-40)));
        EventOutcome.Accepted earlier = (EventOutcome.Accepted) append(behind, "earlier");
        assertThat(append(journal, "earlier"))
                .isEqualTo(new EventOutcome.Duplicate(earlier.shard(), earlier.position()));
        assertThat(append(behind, "today")).isEqualTo(new EventOutcome.Duplicate(today.shard(), today.position()));
        assertThat(append(behind, "another")).isInstanceOf(EventOutcome.Accepted.class);
    }

    @Test
    void aFailedAppendLeavesNothingBehind() {
        Event broken = new Event(
                new UserId("u"),
                new MessageId("broken"),
                Instant.parse("2026-01-01T00:00:00Z"),
                new EventPayload.Click(),
                null,
                Event.Origin.UNKNOWN,
                "not storable: \0");
        long before = journal.lastPosition();
        assertThat(catchThrowable(() -> journal.append(List.of(parsedEvent("good"), new ParsedEvent.Valid(broken)))))
                .isNotNull();
        assertThat(journal.lastPosition()).isEqualTo(before);
        assertThat(journal.append(List.of(parsedEvent("good"))).getFirst()).isInstanceOf(EventOutcome.Accepted.class);
    }
}
