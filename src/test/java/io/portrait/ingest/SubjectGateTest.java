package io.portrait.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.portrait.kernel.MessageId;
import io.portrait.kernel.UserId;
import io.portrait.support.TestDatabase;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Two instances on one database: what one of them decides, the other's next append goes by. */
class SubjectGateTest {

    private static final UserId ANN = new UserId("ann");
    private static final UserId BOB = new UserId("bob");

    private final HikariDataSource dataSource = new HikariDataSource();
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private JdbcSubjectGate gate;
    private JdbcJournal otherJournal;
    private int messages;

    SubjectGateTest() {
        JdbcConnectionDetails database = TestDatabase.create();
        dataSource.setJdbcUrl(database.getJdbcUrl());
        dataSource.setUsername(database.getUsername());
        dataSource.setPassword(database.getPassword());
        dataSource.setMaximumPoolSize(4);
        jdbc = new JdbcTemplate(dataSource);
        transactions = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        gate = gate();
        otherJournal = journal();
    }

    private JdbcSubjectGate gate() {
        return new JdbcSubjectGate(jdbc, purpose -> new byte[32]);
    }

    private JdbcJournal journal() {
        IngestProperties limits = new Binder(new MapConfigurationPropertySource(Map.of()))
                .bindOrCreate("portrait.ingest", IngestProperties.class);
        Clock clock = Clock.systemUTC();
        return new JdbcJournal(
                jdbc,
                new JdbcTransactionManager(dataSource),
                new JournalPartitions(jdbc, limits, clock),
                new JdbcDeadLetters(jdbc, limits, clock),
                items -> Map.of(),
                gate(),
                limits,
                clock);
    }

    @BeforeEach
    void migrate() {
        Flyway.configure().dataSource(dataSource).load().migrate();
    }

    @AfterEach
    void close() {
        dataSource.close();
    }

    private Reading event(UserId user, Behaviour behaviour) {
        return new Reading.Clean(new Event(
                user,
                new MessageId("m" + messages++),
                Instant.parse("2026-01-01T00:00:00Z"),
                behaviour,
                null,
                Event.Origin.UNKNOWN,
                null));
    }

    private String outcome(UserId user, Behaviour behaviour) {
        return switch (otherJournal.append(List.of(event(user, behaviour))).getFirst()) {
            case Outcome.Accepted accepted -> "accepted";
            case Outcome.Duplicate duplicate -> "duplicate";
            case Outcome.Rejected(var why) -> why.code();
        };
    }

    private String click(UserId user) {
        return outcome(user, new Behaviour.Click());
    }

    private void refuse(UserId user, Refusal... refusals) {
        transactions.executeWithoutResult(status -> gate.refuse(user, Set.of(refusals)));
    }

    @Test
    void aRefusalHoldsForTheNextAppendOfAnyInstanceAndForNobodyElse() {
        assertThat(click(ANN)).isEqualTo("accepted");
        refuse(ANN, Refusal.PERSONALISATION_WITHHELD);
        assertThat(click(ANN)).isEqualTo("consent-withheld");
        assertThat(click(BOB)).isEqualTo("accepted");
        refuse(ANN);
        assertThat(click(ANN)).isEqualTo("accepted");
    }

    @Test
    void anInstanceThatStartsLaterKnowsToo() {
        refuse(ANN, Refusal.RESTRICTED);
        otherJournal = journal();
        assertThat(click(ANN)).isEqualTo("processing-restricted");
    }

    @Test
    void eachRefusalConcernsItsOwnKindsOfEvents() {
        Behaviour transaction = new Behaviour.Transaction(3.0);
        refuse(ANN, Refusal.RISK_WITHHELD);
        assertThat(List.of(outcome(ANN, transaction), click(ANN))).containsExactly("consent-withheld", "accepted");
        refuse(ANN, Refusal.PERSONALISATION_WITHHELD);
        assertThat(List.of(outcome(ANN, transaction), click(ANN))).containsExactly("accepted", "consent-withheld");
        refuse(ANN, Refusal.ERASED);
        assertThat(List.of(outcome(ANN, transaction), click(ANN))).containsExactly("subject-erased", "subject-erased");
    }

    @Test
    void aChangeThatIsTakenBackChangesNothing() {
        transactions.executeWithoutResult(status -> {
            gate.refuse(ANN, Set.of(Refusal.RESTRICTED));
            status.setRollbackOnly();
        });
        assertThat(click(ANN)).isEqualTo("accepted");
        refuse(BOB, Refusal.RESTRICTED);
        assertThat(List.of(click(ANN), click(BOB))).containsExactly("accepted", "processing-restricted");
    }

    /** An append that came while a change was being made waits for it, and goes by it. */
    @Test
    void anAppendWaitsForAChangeThatIsBeingMade() throws Exception {
        assertThat(click(ANN)).isEqualTo("accepted");
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            Future<String> waiting = Objects.requireNonNull(transactions.execute(status -> {
                gate.lock();
                Future<String> append = other.submit(() -> click(ANN));
                awaitLockWaiter();
                gate.refuse(ANN, Set.of(Refusal.RESTRICTED));
                return append;
            }));
            assertThat(waiting.get(10, TimeUnit.SECONDS)).isEqualTo("processing-restricted");
        }
    }

    private void awaitLockWaiter() {
        await().until(() -> Boolean.TRUE.equals(jdbc.queryForObject(
                "SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock')",
                Boolean.class)));
    }

    @Test
    void whatCannotBeReadOfARefusedUserIsNotKept() {
        refuse(ANN, Refusal.ERASED);
        Rejection why = new Rejection("unknown-type", "no such type", "/events/0/type");
        List<Outcome> outcomes = otherJournal.append(List.of(
                new Reading.Bad(why, "1", "ann", "{\"userId\":\"ann\"}"),
                new Reading.Bad(why, "2", "bob", "{\"userId\":\"bob\"}")));
        assertThat(outcomes).containsExactly(new Outcome.Rejected(why), new Outcome.Rejected(why));
        assertThat(jdbc.queryForList("SELECT user_id FROM dead_letter", String.class))
                .containsExactly("bob");
    }

    @Test
    void whoComesBackAfterAnErasureIsAnotherIncarnation() {
        assertThat(gate.incarnation(ANN)).isZero();
        refuse(ANN, Refusal.RESTRICTED);
        refuse(ANN);
        assertThat(gate.incarnation(ANN)).as("nobody was erased").isZero();
        for (int life = 1; life <= 3; life++) {
            transactions.executeWithoutResult(status -> gate.close(ANN));
            transactions.executeWithoutResult(status -> gate.close(ANN));
            refuse(ANN, Refusal.RISK_WITHHELD);
            assertThat(gate.incarnation(ANN)).isEqualTo(life);
        }
    }
}
