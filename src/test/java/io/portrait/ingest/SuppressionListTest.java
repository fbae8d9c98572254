package io.portrait.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.portrait.kernel.MessageId;
import io.portrait.kernel.Money;
import io.portrait.kernel.UserId;
import io.portrait.support.TestDatabase;
import io.portrait.support.TestTimeouts;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Tests of two instances on one database: a change by one instance applies to the next append of the other. */
@Tag("service")
class SuppressionListTest {

    private static final UserId ANN = new UserId("ann");
    private static final UserId BOB = new UserId("bob");

    private final HikariDataSource dataSource = new HikariDataSource();
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private JdbcSuppressionList suppressionList;
    private TestJournal otherJournal;
    private int messages;

    SuppressionListTest() {
        JdbcConnectionDetails database = TestDatabase.create();
        dataSource.setJdbcUrl(database.getJdbcUrl());
        dataSource.setUsername(database.getUsername());
        dataSource.setPassword(database.getPassword());
        dataSource.setMaximumPoolSize(4);
        jdbc = new JdbcTemplate(dataSource);
        transactions = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        suppressionList = suppressionList();
        otherJournal = journal();
    }

    private JdbcSuppressionList suppressionList() {
        return TestJournal.suppressionList(jdbc);
    }

    private TestJournal journal() {
        return new TestJournal(dataSource, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        dataSource.close();
    }

    private ParsedEvent event(UserId user, EventPayload payload) {
        return new ParsedEvent.Valid(new Event(
                user,
                new MessageId("m" + messages++),
                Instant.parse("2026-01-01T00:00:00Z"),
                payload,
                null,
                Event.Origin.UNKNOWN,
                null));
    }

    private String outcome(UserId user, EventPayload payload) {
        return switch (otherJournal.append(List.of(event(user, payload))).getFirst()) {
            case EventOutcome.Accepted accepted -> "accepted";
            case EventOutcome.Duplicate duplicate -> "duplicate";
            case EventOutcome.Rejected(var rejection) -> rejection.code();
        };
    }

    private String click(UserId user) {
        return outcome(user, new EventPayload.Click());
    }

    private void suppress(UserId user, SuppressionReason... reasons) {
        transactions.executeWithoutResult(status -> suppressionList.suppress(user, Set.of(reasons)));
    }

    @Test
    void aSuppressionAppliesToTheNextAppendOfAnyInstanceAndToNoOtherUser() {
        assertThat(click(ANN)).isEqualTo("accepted");
        suppress(ANN, SuppressionReason.PERSONALISATION_WITHHELD);
        assertThat(click(ANN)).isEqualTo("consent-withheld");
        assertThat(click(BOB)).isEqualTo("accepted");
        suppress(ANN);
        assertThat(click(ANN)).isEqualTo("accepted");
    }

    @Test
    void anInstanceStartedLaterAppliesExistingSuppressions() {
        suppress(ANN, SuppressionReason.RESTRICTED);
        otherJournal = journal();
        assertThat(click(ANN)).isEqualTo("processing-restricted");
    }

    @Test
    void eachReasonSuppressesItsOwnEventTypes() {
        EventPayload transaction = new EventPayload.Transaction(Money.of("3"));
        suppress(ANN, SuppressionReason.RISK_WITHHELD);
        assertThat(List.of(outcome(ANN, transaction), click(ANN))).containsExactly("consent-withheld", "accepted");
        suppress(ANN, SuppressionReason.PERSONALISATION_WITHHELD);
        assertThat(List.of(outcome(ANN, transaction), click(ANN))).containsExactly("accepted", "consent-withheld");
        suppress(ANN, SuppressionReason.ERASED);
        assertThat(List.of(outcome(ANN, transaction), click(ANN))).containsExactly("subject-erased", "subject-erased");
    }

    @Test
    void aRolledBackChangeHasNoEffect() {
        transactions.executeWithoutResult(status -> {
            suppressionList.suppress(ANN, Set.of(SuppressionReason.RESTRICTED));
            status.setRollbackOnly();
        });
        assertThat(click(ANN)).isEqualTo("accepted");
        suppress(BOB, SuppressionReason.RESTRICTED);
        assertThat(List.of(click(ANN), click(BOB))).containsExactly("accepted", "processing-restricted");
    }

    /** An append during an uncommitted change waits for its commit, and then applies it. */
    @Test
    void anAppendWaitsForAConcurrentChange() throws Exception {
        assertThat(click(ANN)).isEqualTo("accepted");
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            Future<String> waiting = Objects.requireNonNull(transactions.execute(status -> {
                suppressionList.lock();
                Future<String> append = other.submit(() -> click(ANN));
                awaitLockWaiter();
                suppressionList.suppress(ANN, Set.of(SuppressionReason.RESTRICTED));
                return append;
            }));
            assertThat(waiting.get(TestTimeouts.STATE.toSeconds(), TimeUnit.SECONDS))
                    .isEqualTo("processing-restricted");
        }
    }

    private void awaitLockWaiter() {
        await().until(() -> Boolean.TRUE.equals(jdbc.queryForObject(
                "SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type"
                        + " = 'Lock')",
                Boolean.class)));
    }

    @Test
    void invalidEventsOfASuppressedUserAreNotStored() {
        suppress(ANN, SuppressionReason.ERASED);
        Rejection rejection = new Rejection("invalid-type", "no such type", "/events/0/type");
        List<EventOutcome> outcomes = otherJournal.append(List.of(
                new ParsedEvent.Invalid(rejection, "1", "ann", "{\"userId\":\"ann\"}"),
                new ParsedEvent.Invalid(rejection, "2", "bob", "{\"userId\":\"bob\"}")));
        assertThat(outcomes)
                .containsExactly(new EventOutcome.Rejected(rejection), new EventOutcome.Rejected(rejection));
        assertThat(jdbc.queryForList("SELECT user_id FROM dead_letter", String.class))
                .containsExactly("bob");
    }

    @Test
    void aUserWhoReturnsAfterErasureGetsANewIncarnation() {
        assertThat(suppressionList.incarnation(ANN)).isZero();
        suppress(ANN, SuppressionReason.RESTRICTED);
        suppress(ANN);
        assertThat(suppressionList.incarnation(ANN)).as("no erasure happened").isZero();
        for (int incarnation = 1; incarnation <= 3; incarnation++) {
            transactions.executeWithoutResult(
                    status -> suppressionList.suppressErased(ANN, SuppressionScope.ALL_EVENTS));
            transactions.executeWithoutResult(
                    status -> suppressionList.suppressErased(ANN, SuppressionScope.ALL_EVENTS));
            suppress(ANN, SuppressionReason.RISK_WITHHELD);
            assertThat(suppressionList.incarnation(ANN)).isEqualTo(incarnation);
        }
    }
}
