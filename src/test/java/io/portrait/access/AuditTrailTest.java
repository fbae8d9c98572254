package io.portrait.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portrait.access.AuditTrail.Fault;
import io.portrait.kernel.Secrets;
import io.portrait.kernel.UserId;
import io.portrait.support.Api;
import io.portrait.support.PortraitTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** The audit log notes who did what, and whoever changes it afterwards is found out. */
@PortraitTest
class AuditTrailTest {

    @Autowired
    private Api api;

    @Autowired
    private AuditTrail trail;

    @Autowired
    private JdbcAuditStore store;

    @Autowired
    private Secrets secrets;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private PlatformTransactionManager transactionManager;

    private void append(int count) {
        List<AuditEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(new AuditEvent("k", "partner", "tried " + i, new UserId("u" + i), "", 200));
        }
        new TransactionTemplate(transactionManager)
                .executeWithoutResult(status -> store.append(events, Instant.parse("2026-03-01T12:00:00Z")));
    }

    @BeforeEach
    void appendSome() {
        append(12);
        assertThat(trail.verify().fault()).isEmpty();
    }

    /**
     * What a verification says of a log that was tampered with; the tampering is taken back.
     *
     * @param tampering SQL, by the last entry's number; nobody appends meanwhile
     */
    private Optional<Fault> faultAfter(LongFunction<List<String>> tampering) {
        TransactionTemplate spoiled = new TransactionTemplate(transactionManager);
        return Objects.requireNonNull(spoiled.execute(status -> {
            status.setRollbackOnly();
            jdbc.queryForList("SELECT * FROM audit_head FOR UPDATE");
            for (String statement : tampering.apply(last())) {
                assertThat(jdbc.update(statement)).as(statement).isPositive();
            }
            return trail.verify().fault();
        }));
    }

    private long last() {
        return trail.verify().last();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "at = at + interval '1 microsecond'",
                "actor = 'l'",
                "audience = 'public'",
                "action = action || ' '",
                "subject = NULL",
                "subject = translate(subject, '0123456789abcdef', '123456789abcdef0')",
                "release = 'r'",
                "result = 404",
                "seal = translate(seal, '0123456789abcdef', '123456789abcdef0')"
            })
    void aChangedByteIsFound(String change) {
        AtomicLong altered = new AtomicLong();
        Optional<Fault> fault = faultAfter(last -> {
            altered.set(last - 5);
            return List.of("UPDATE audit_entry SET %s WHERE number = %d".formatted(change, last - 5));
        });
        assertThat(fault).contains(new Fault(altered.get(), Fault.Kind.ALTERED));
    }

    private static Condition<Fault> of(Fault.Kind kind) {
        return new Condition<>(fault -> fault.kind() == kind, kind.name());
    }

    @Test
    void aDroppedRowIsFound() {
        assertThat(faultAfter(last -> List.of("DELETE FROM audit_entry WHERE number = " + (last - 5))))
                .hasValueSatisfying(of(Fault.Kind.MISSING));
    }

    @Test
    void aDroppedRowIsFoundAlsoWhereTheOthersCloseUp() {
        assertThat(faultAfter(last -> List.of(
                        "DELETE FROM audit_entry WHERE number = " + (last - 5),
                        "UPDATE audit_entry SET number = -number WHERE number > " + (last - 5),
                        "UPDATE audit_entry SET number = -number - 1 WHERE number < 0")))
                .hasValueSatisfying(of(Fault.Kind.ALTERED));
    }

    @Test
    void twoSwappedRowsAreFound() {
        assertThat(faultAfter(last -> List.of(
                        "UPDATE audit_entry SET number = -1 WHERE number = " + (last - 6),
                        "UPDATE audit_entry SET number = %d WHERE number = %d".formatted(last - 6, last - 3),
                        "UPDATE audit_entry SET number = %d WHERE number = -1".formatted(last - 3))))
                .hasValueSatisfying(of(Fault.Kind.ALTERED));
    }

    @Test
    void anEndCutOffIsFound() {
        assertThat(faultAfter(last -> List.of("DELETE FROM audit_entry WHERE number = " + last)))
                .hasValueSatisfying(of(Fault.Kind.MISSING));
        assertThat(faultAfter(last -> List.of("DELETE FROM audit_entry WHERE number = " + last, """
                        UPDATE audit_head SET number = number - 1,
                            seal = (SELECT seal FROM audit_entry ORDER BY number DESC LIMIT 1)
                        """)))
                .as("the head is sealed too")
                .hasValueSatisfying(of(Fault.Kind.ENDS_ALTERED));
    }

    @Test
    void aBeginningCutOffIsFoundAndAForgottenOneIsNone() {
        assertThat(faultAfter(last -> List.of("DELETE FROM audit_entry WHERE number = 1")))
                .isPresent();
        new TransactionTemplate(transactionManager).executeWithoutResult(status -> {
            status.setRollbackOnly();
            store.forget(Instant.parse("2026-03-01T12:00:01Z"));
            assertThat(trail.verify().fault()).isEmpty();
            assertThat(trail.verify().first()).isGreaterThan(1);
            assertThat(trail.newest(Optional.of(new UserId("u3")), Long.MAX_VALUE, 10))
                    .isEmpty();
        });
    }

    /** Several instances: each has a store of its own, and none knows of the others. */
    @Test
    void severalInstancesAppendOneChain() throws Exception {
        long before = last();
        try (ExecutorService instances = Executors.newFixedThreadPool(4)) {
            List<Callable<Boolean>> appenders = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                JdbcAuditStore own = new JdbcAuditStore(jdbc, secrets);
                appenders.add(() -> {
                    for (int round = 0; round < 25; round++) {
                        AuditEvent event = new AuditEvent("k", "partner", "together", null, "", 200);
                        new TransactionTemplate(transactionManager)
                                .executeWithoutResult(status ->
                                        own.append(List.of(event, event), Instant.parse("2026-03-01T12:00:02Z")));
                    }
                    return true;
                });
            }
            for (Future<Boolean> each : instances.invokeAll(appenders)) {
                each.get();
            }
        }
        assertThat(trail.verify().fault()).isEmpty();
        assertThat(last()).isGreaterThanOrEqualTo(before + 200);
    }

    /** An entry that is not committed leaves no gap. */
    @Test
    void aDeedThatIsTakenBackIsNotInTheLog() {
        long before = last();
        new TransactionTemplate(transactionManager).executeWithoutResult(status -> {
            status.setRollbackOnly();
            store.append(
                    List.of(AuditEvent.of("never done", Caller.SERVICE, null)), Instant.parse("2026-03-01T12:00:03Z"));
        });
        assertThat(jdbc.queryForObject("SELECT count(*) FROM audit_entry WHERE action = 'never done'", Long.class))
                .isZero();
        assertThat(trail.verify().fault()).isEmpty();
        assertThat(last()).isGreaterThanOrEqualTo(before);
    }

    @Test
    void aReadOfAProfileIsNotedWithWhoWhomWhatAndTheResult() {
        api.postEvents(List.of("{\"userId\":\"noted\",\"messageId\":\"1\",\"type\":\"click\"}"));
        api.get("dev-partner", "/v1/profiles/noted");
        api.get("dev-write", "/v1/profiles/noted");
        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
            JsonNode entries =
                    api.get("dev-admin", "/v1/audit?userId=noted").json().path("entries");
            assertThat(entries.size()).isEqualTo(2);
            assertThat(entries.at("/0/result").asInt()).isEqualTo(403);
            JsonNode read = entries.path(1);
            assertThat(read.path("actor").asString()).isEqualTo("dev-partner");
            assertThat(read.path("audience").asString()).isEqualTo("partner");
            assertThat(read.path("action").asString()).isEqualTo("GET /v1/profiles/{userId}");
            assertThat(read.path("release").asString()).isNotEmpty();
            assertThat(read.path("result").asInt()).isEqualTo(200);
            assertThat(entries.toString()).doesNotContain("noted");
        });
    }

    @Test
    void deedsAreNotedWithTheirAnswer() {
        api.send("PUT", "dev-admin", "/v1/subjects/deeds/consent", "{\"purposes\":{\"ads\":false}}", Map.of());
        api.send("DELETE", "dev-admin", "/v1/subjects/deeds", "", Map.of());
        assertThat(trail.newest(Optional.of(new UserId("deeds")), Long.MAX_VALUE, 100).stream()
                        .map(AuditEntry::action))
                .contains("standing-changed", "erasure-begun", "erasure-done");
        JsonNode verification = api.get("dev-admin", "/v1/audit/verification").json();
        assertThat(verification.path("intact").asBoolean()).isTrue();
        assertThat(verification.has("fault")).isFalse();
    }
}
