package io.portrait.serving.models;

import io.portrait.kernel.KeyDerivation;
import io.portrait.kernel.Pseudonymizer;
import io.portrait.kernel.UserId;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The removals of persons from the global models. An erasure raises the generation in its own transaction and leaves the keyed
 * hash of the person, by which every instance finds the person in its models in memory. A change of consent is
 * recorded in its transaction, and the projection of any instance raises the generation soon afterwards.
 */
@Component
class JdbcModelRemovals {

    /** The time after which no instance serves models that were learned before an erasure. */
    private static final Duration RETENTION = Duration.ofDays(7);

    private static final String ADD_ERASURE =
            "INSERT INTO model_erasure (generation, subject, erased_at) SELECT generation, ?, ? FROM model_generation";

    private static final String DELETE_OLD_ERASURES = "DELETE FROM model_erasure WHERE erased_at < ?";

    private static final String ERASED_SINCE = "SELECT subject FROM model_erasure WHERE generation > ?";

    private static final String ADD_CONSENT_CHANGE = "INSERT INTO model_consent_change DEFAULT VALUES";

    private static final String HAS_CONSENT_CHANGE = "SELECT EXISTS (SELECT 1 FROM model_consent_change)";

    private static final String DELETE_CONSENT_CHANGES = "DELETE FROM model_consent_change";

    private final JdbcTemplate jdbc;
    private final JdbcModelGeneration generations;
    private final JdbcModelSnapshots snapshots;
    private final Pseudonymizer pseudonymizer;
    private final Clock clock;
    private final TransactionTemplate transactions;

    JdbcModelRemovals(
            JdbcTemplate jdbc,
            JdbcModelGeneration generations,
            JdbcModelSnapshots snapshots,
            KeyDerivation secrets,
            Clock clock,
            PlatformTransactionManager transactionManager) {
        this.jdbc = jdbc;
        this.generations = generations;
        this.snapshots = snapshots;
        this.pseudonymizer = new Pseudonymizer(secrets);
        this.clock = clock;
        this.transactions = new TransactionTemplate(transactionManager);
    }

    /** Removes an erased user within the caller's transaction, which must hold the lock of the generation. */
    void addErasure(UserId user) {
        Instant now = clock.instant();
        generations.increment();
        snapshots.deleteAll();
        jdbc.update(DELETE_OLD_ERASURES, now.minus(RETENTION).atOffset(ZoneOffset.UTC));
        jdbc.update(ADD_ERASURE, pseudonymizer.pseudonym(user), now.atOffset(ZoneOffset.UTC));
    }

    /** Notes within the caller's transaction that other entries must be learned; takes no lock. */
    void addConsentChange() {
        jdbc.update(ADD_CONSENT_CHANGE);
    }

    /** Raises the generation and deletes the snapshot if consents have changed; returns the present generation. */
    long raiseGenerationIfConsentsChanged() {
        if (Boolean.TRUE.equals(jdbc.queryForObject(HAS_CONSENT_CHANGE, Boolean.class))) {
            transactions.executeWithoutResult(status -> raiseGenerationOnce());
        }
        return generations.current();
    }

    private void raiseGenerationOnce() {
        generations.lock();
        if (jdbc.update(DELETE_CONSENT_CHANGES) > 0) {
            generations.increment();
            snapshots.deleteAll();
        }
    }

    /** A check by the keyed hash whether a user was erased after a generation; it may be called for many users. */
    ErasedUsers erasedSince(long generation) {
        Set<ByteBuffer> subjects = new HashSet<>(jdbc.query(
                ERASED_SINCE,
                (row, index) -> ByteBuffer.wrap(Objects.requireNonNull(row.getBytes("subject"))),
                generation));
        return new ErasedUsers(subjects, pseudonymizer);
    }

    /**
     * Erased users.
     *
     * @param subjects their keyed hashes
     */
    record ErasedUsers(Set<ByteBuffer> subjects, Pseudonymizer pseudonymizer) implements Predicate<UserId> {

        boolean isEmpty() {
            return subjects.isEmpty();
        }

        @Override
        public boolean test(UserId user) {
            return subjects.contains(ByteBuffer.wrap(pseudonymizer.pseudonym(user)));
        }
    }
}
