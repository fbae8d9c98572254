package io.portrait.serving.models;

import io.portrait.kernel.ChunkedInputStream;
import io.portrait.kernel.ChunkedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The snapshot of the global models in PostgreSQL, one for all instances.
 *
 * <p>(1) A writer takes an advisory lock, and no other lock until the bytes are written. An instance that finds the lock taken
 * skips its snapshot, so instances do not wait for each other.
 *
 * <p>(2) A writer ends by reading the generation under a shared lock. An erasure raises the generation and deletes the snapshot
 * in one transaction. If it commits before that read, the writer rolls back; otherwise it waits for the commit and then deletes
 * the new snapshot. So no committed snapshot is older than the last erasure.
 *
 * <p>(3) A snapshot is replaced only by one at a later position. A snapshot of another version or configuration, or with
 * damaged bytes, is not read; the models then learn the journal from its beginning (invariant 6, src/docs/invariants.md).
 * Models that have not learned the whole journal yet are stored as incomplete, so that a restart continues with them.
 */
@Component
class JdbcModelSnapshots {

    private static final Logger log = LoggerFactory.getLogger(JdbcModelSnapshots.class);

    private static final long LOCK_KEY = 0x656e747269657321L;

    private static final String TRY_LOCK = "SELECT pg_try_advisory_xact_lock(?)";

    private static final String FIND = "SELECT number, generation, fingerprint, position, complete FROM model_snapshot";

    private static final String NEXT_NUMBER = "SELECT nextval('model_snapshot_number')";

    private static final String INSERT_CHUNK =
            "INSERT INTO model_snapshot_chunk (number, chunk, checksum, bytes) VALUES (?, ?, ?, ?)";

    private static final String DELETE_OTHER_CHUNKS = "DELETE FROM model_snapshot_chunk WHERE number <> ?";

    private static final String UPSERT = """
            INSERT INTO model_snapshot (number, generation, fingerprint, position, complete, stored_at)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (only_row) DO UPDATE
            SET number = excluded.number, generation = excluded.generation, fingerprint = excluded.fingerprint,
                position = excluded.position, complete = excluded.complete, stored_at = excluded.stored_at
            """;

    private static final String FIND_CHUNK =
            "SELECT checksum, bytes FROM model_snapshot_chunk WHERE number = ? AND chunk = ?";

    private record StoredSnapshot(long number, long generation, String fingerprint, long position, boolean complete) {}

    private final JdbcTemplate jdbc;
    private final JdbcModelGeneration generations;
    private final TransactionTemplate writeTransaction;
    private final TransactionTemplate readTransaction;
    private final Clock clock;
    private final Duration interval;
    private Instant lastStored;

    JdbcModelSnapshots(
            JdbcTemplate jdbc,
            PlatformTransactionManager transactionManager,
            JdbcModelGeneration generations,
            GlobalModelProperties properties,
            Clock clock) {
        this.jdbc = jdbc;
        this.generations = generations;
        this.writeTransaction = new TransactionTemplate(transactionManager);
        this.readTransaction = new TransactionTemplate(transactionManager);
        this.readTransaction.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        this.readTransaction.setReadOnly(true);
        this.clock = clock;
        this.interval = properties.snapshotInterval();
        this.lastStored = clock.instant();
    }

    /** A check whether the interval since the last snapshot has passed. */
    boolean isDue() {
        return !lastStored.plus(interval).isAfter(clock.instant());
    }

    /**
     * Replaces the snapshot if the models are of the present generation and ahead of it; in one transaction, so that the
     * stored one is always whole.
     */
    void store(ModelBundle models) {
        lastStored = clock.instant();
        writeTransaction.executeWithoutResult(status -> {
            boolean acquired = Boolean.TRUE.equals(jdbc.queryForObject(TRY_LOCK, Boolean.class, LOCK_KEY));
            if (acquired && models.generation() == generations.current() && isAhead(models)) {
                replace(models, status);
            }
        });
    }

    private boolean isAhead(ModelBundle models) {
        return find().map(stored -> stored.position() < models.position()
                        || stored.generation() < models.generation()
                        || !stored.fingerprint().equals(models.fingerprint()))
                .orElse(models.position() > 0);
    }

    private void replace(ModelBundle models, TransactionStatus status) {
        long number = Objects.requireNonNull(jdbc.queryForObject(NEXT_NUMBER, Long.class));
        write(models, number);
        if (generations.currentLockedShared() != models.generation()) {
            status.setRollbackOnly();
            return;
        }
        jdbc.update(DELETE_OTHER_CHUNKS, number);
        jdbc.update(
                UPSERT,
                number,
                models.generation(),
                models.fingerprint(),
                models.position(),
                models.isComplete(),
                clock.instant().atOffset(ZoneOffset.UTC));
    }

    private void write(ModelBundle models, long number) {
        ChunkedOutputStream chunks = new ChunkedOutputStream(
                (chunkNumber, bytes) -> jdbc.update(INSERT_CHUNK, number, chunkNumber, checksum(bytes), bytes));
        try (DataOutputStream out = new DataOutputStream(chunks)) {
            models.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long checksum(byte[] bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes);
        return checksum.getValue();
    }

    /** Loads the snapshot of a generation; leaves the models empty if there is none that fits. */
    void load(ModelBundle models, long generation) {
        models.reset(generation);
        readTransaction.executeWithoutResult(status -> find().filter(stored -> stored.generation() == generation)
                .filter(stored -> hasSameFingerprint(stored, models))
                .ifPresent(stored -> read(models, stored)));
    }

    private static boolean hasSameFingerprint(StoredSnapshot stored, ModelBundle models) {
        boolean same = stored.fingerprint().equals(models.fingerprint());
        if (!same) {
            log.warn(
                    "The snapshot has the fingerprint \"{}\", this program has \"{}\": learning the journal again",
                    stored.fingerprint(),
                    models.fingerprint());
        }
        return same;
    }

    private void read(ModelBundle models, StoredSnapshot stored) {
        try (DataInputStream in =
                new DataInputStream(new ChunkedInputStream(chunkNumber -> findChunk(stored.number(), chunkNumber)))) {
            models.read(in, stored.position());
            if (stored.complete()) {
                models.markComplete();
            }
        } catch (IOException e) {
            log.error("The snapshot is damaged: learning the journal again ({})", e.toString());
        } catch (UncheckedIOException e) {
            log.error("The snapshot is damaged: learning the journal again ({})", String.valueOf(e.getMessage()));
        }
    }

    private byte @Nullable [] findChunk(long number, int chunkNumber) {
        return jdbc
                .query(
                        FIND_CHUNK,
                        (row, index) -> verified(chunkNumber, row.getLong(1), Objects.requireNonNull(row.getBytes(2))),
                        number,
                        chunkNumber)
                .stream()
                .findFirst()
                .orElse(null);
    }

    private static byte[] verified(int chunkNumber, long checksum, byte[] bytes) {
        if (checksum(bytes) != checksum) {
            throw new UncheckedIOException(new IOException("chunk %d has another checksum".formatted(chunkNumber)));
        }
        return bytes;
    }

    private Optional<StoredSnapshot> find() {
        return jdbc
                .query(
                        FIND,
                        (row, index) -> new StoredSnapshot(
                                row.getLong("number"),
                                row.getLong("generation"),
                                Objects.requireNonNull(row.getString("fingerprint")),
                                row.getLong("position"),
                                row.getBoolean("complete")))
                .stream()
                .findFirst();
    }

    /** Deletes the snapshot within the caller's transaction, which must have raised the generation before. */
    void deleteAll() {
        jdbc.update("DELETE FROM model_snapshot_chunk");
        jdbc.update("DELETE FROM model_snapshot");
    }
}
