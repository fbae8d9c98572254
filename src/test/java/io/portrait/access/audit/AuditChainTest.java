package io.portrait.access.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.portrait.access.audit.AuditReader.ChainFault;
import io.portrait.kernel.Caller;
import io.portrait.kernel.KeyDerivation;
import io.portrait.kernel.UserId;
import io.portrait.support.ApiClient;
import io.portrait.support.PortraitTest;
import io.portrait.support.TestDatabase;
import io.portrait.support.TestTimeouts;
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
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Tests of the audit log: its entries, and the detection of later changes. */
@PortraitTest
class AuditChainTest {

    @Autowired
    private ApiClient api;

    @Autowired
    private AuditReader reader;

    @Autowired
    private JdbcAuditStore store;

    @Autowired
    private KeyDerivation secrets;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private JdbcConnectionDetails database;

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
        assertThat(reader.verify().fault()).isEmpty();
    }

    /**
     * The fault that a verification finds after changes to the log; the changes are rolled back.
     *
     * @param tampering SQL statements, given the number of the last entry
     */
    private Optional<ChainFault> faultAfter(LongFunction<List<String>> tampering) {
        TransactionTemplate rolledBack = new TransactionTemplate(transactionManager);
        return Objects.requireNonNull(rolledBack.execute(status -> {
            status.setRollbackOnly();
            jdbc.queryForList("SELECT * FROM audit_head FOR UPDATE");
            jdbc.execute("ALTER TABLE audit_entry DISABLE TRIGGER USER"); // as the owner of the table can
            for (String statement : tampering.apply(lastNumber())) {
                assertThat(jdbc.update(statement)).as(statement).isPositive();
            }
            return reader.verify().fault();
        }));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE audit_entry SET actor = 'l' WHERE number = 5",
                "DELETE FROM audit_entry WHERE number = 5",
                "DELETE FROM audit_entry",
                "TRUNCATE audit_entry"
            })
    void aStatementOfTheServiceNeitherChangesNorRemovesEntries(String statement) {
        assertThatThrownBy(() -> jdbc.execute(statement)).hasStackTraceContaining("entries of the audit log cannot be");
        assertThat(reader.verify().fault()).isEmpty();
    }

    /** The set-up that src/docs/operation.md advises: the service cannot disable the triggers either. */
    @Test
    void theLogMayBelongToAnotherRole() {
        JdbcTemplate superuser = TestDatabase.connect(TestDatabase.asSuperuser(database));
        superuser.execute("ALTER TABLE audit_entry OWNER TO CURRENT_USER");
        superuser.execute("GRANT SELECT, INSERT, DELETE ON audit_entry TO " + database.getUsername());
        try {
            append(3);
            assertThat(reader.verify().fault()).isEmpty();
            new TransactionTemplate(transactionManager).executeWithoutResult(status -> {
                status.setRollbackOnly();
                store.deleteExpired(Instant.parse("2026-03-02T12:00:01Z"), Duration.ofDays(1));
                assertThat(reader.verify().fault()).isEmpty();
            });
            assertThatThrownBy(() -> jdbc.execute("ALTER TABLE audit_entry DISABLE TRIGGER USER"))
                    .hasStackTraceContaining("must be owner");
        } finally {
            superuser.execute("ALTER TABLE audit_entry OWNER TO " + database.getUsername());
        }
    }

    private long lastNumber() {
        return reader.verify().lastNumber();
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
                "hash = translate(hash, '0123456789abcdef', '123456789abcdef0')"
            })
    void detectsAChangedField(String change) {
        AtomicLong altered = new AtomicLong();
        Optional<ChainFault> fault = faultAfter(lastNumber -> {
            altered.set(lastNumber - 5);
            return List.of("UPDATE audit_entry SET %s WHERE number = %d".formatted(change, lastNumber - 5));
        });
        assertThat(fault).contains(new ChainFault(altered.get(), ChainFault.ChainFaultKind.ALTERED));
    }

    private static Condition<ChainFault> of(ChainFault.ChainFaultKind kind) {
        return new Condition<>(fault -> fault.kind() == kind, kind.name());
    }

    @Test
    void detectsADeletedRow() {
        assertThat(faultAfter(lastNumber -> List.of("DELETE FROM audit_entry WHERE number = " + (lastNumber - 5))))
                .hasValueSatisfying(of(ChainFault.ChainFaultKind.MISSING));
    }

    @Test
    void detectsADeletedRowAlsoAfterRenumbering() {
        assertThat(faultAfter(lastNumber -> List.of(
                        "DELETE FROM audit_entry WHERE number = " + (lastNumber - 5),
                        "UPDATE audit_entry SET number = -number WHERE number > " + (lastNumber - 5),
                        "UPDATE audit_entry SET number = -number - 1 WHERE number < 0")))
                .hasValueSatisfying(of(ChainFault.ChainFaultKind.ALTERED));
    }

    @Test
    void detectsTwoSwappedRows() {
        assertThat(faultAfter(lastNumber -> List.of(
                        "UPDATE audit_entry SET number = -1 WHERE number = " + (lastNumber - 6),
                        "UPDATE audit_entry SET number = %d WHERE number = %d"
                                .formatted(lastNumber - 6, lastNumber - 3),
                        "UPDATE audit_entry SET number = %d WHERE number = -1".formatted(lastNumber - 3))))
                .hasValueSatisfying(of(ChainFault.ChainFaultKind.ALTERED));
    }

    @Test
    void detectsATruncatedEnd() {
        assertThat(faultAfter(lastNumber -> List.of("DELETE FROM audit_entry WHERE number = " + lastNumber)))
                .hasValueSatisfying(of(ChainFault.ChainFaultKind.MISSING));
        assertThat(faultAfter(lastNumber -> List.of("DELETE FROM audit_entry WHERE number = " + lastNumber, """
                        UPDATE audit_head SET number = number - 1,
                            hash = (SELECT hash FROM audit_entry ORDER BY number DESC LIMIT 1)
                        """)))
                .as("the head has a hash as well")
                .hasValueSatisfying(of(ChainFault.ChainFaultKind.ENDS_ALTERED));
    }

    @Test
    void detectsATruncatedBeginningAndAcceptsExpiry() {
        assertThat(faultAfter(lastNumber -> List.of("DELETE FROM audit_entry WHERE number = 1")))
                .isPresent();
        new TransactionTemplate(transactionManager).executeWithoutResult(status -> {
            status.setRollbackOnly();
            store.deleteExpired(Instant.parse("2026-03-02T12:00:01Z"), Duration.ofDays(1));
            assertThat(reader.verify().fault()).isEmpty();
            assertThat(reader.verify().firstNumber()).isGreaterThan(1);
            assertThat(reader.newest(Optional.of(new UserId("u3")), Long.MAX_VALUE, 10))
                    .isEmpty();
        });
    }

    /** Several instances are simulated by separate stores. */
    @Test
    void severalInstancesAppendToOneChain() throws Exception {
        long before = lastNumber();
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
        assertThat(reader.verify().fault()).isEmpty();
        assertThat(lastNumber()).isGreaterThanOrEqualTo(before + 200);
    }

    /** An entry that is rolled back leaves no gap. */
    @Test
    void anOperationThatIsRolledBackIsNotInTheLog() {
        long before = lastNumber();
        new TransactionTemplate(transactionManager).executeWithoutResult(status -> {
            status.setRollbackOnly();
            store.append(
                    List.of(AuditEvent.ofOperation("never done", Caller.SERVICE, null)),
                    Instant.parse("2026-03-01T12:00:03Z"));
        });
        assertThat(jdbc.queryForObject("SELECT count(*) FROM audit_entry WHERE action = 'never done'", Long.class))
                .isZero();
        assertThat(reader.verify().fault()).isEmpty();
        assertThat(lastNumber()).isGreaterThanOrEqualTo(before);
    }

    @Test
    void recordsActorSubjectActionAndResultOfAProfileRead() {
        api.postEvents(List.of("{\"userId\":\"noted\",\"messageId\":\"1\",\"type\":\"click\"}"));
        api.get("dev-partner", "/v1/profiles/noted");
        api.get("dev-write", "/v1/profiles/noted");
        await().atMost(TestTimeouts.STATE).untilAsserted(() -> {
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
    void operationsAreRecordedBeforeTheirResponse() {
        api.send("PUT", "dev-admin", "/v1/subjects/deeds/consent", "{\"purposes\":{\"ads\":false}}", Map.of());
        api.send("DELETE", "dev-admin", "/v1/subjects/deeds", "", Map.of());
        assertThat(reader.newest(Optional.of(new UserId("deeds")), Long.MAX_VALUE, 100).stream()
                        .map(AuditEntry::action))
                .contains("consent-changed", "erasure-started", "erasure-completed");
        JsonNode verification = api.get("dev-admin", "/v1/audit/verification").json();
        assertThat(verification.path("intact").asBoolean()).isTrue();
        assertThat(verification.has("fault")).isFalse();
    }
}
