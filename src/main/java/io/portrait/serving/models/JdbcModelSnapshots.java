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
 * The stored models, one set for all instances.
 *
 * <p>(1) Who stores takes an advisory lock, and none that others want until the bytes are written; who finds it taken leaves
 * it at that. So instances do not wait for each other, and nobody waits for bytes.
 *
 * <p>(2) A store ends by looking at {@code choice_generation} under a shared lock. An erasure changes it and deletes what is
 * stored in one transaction: it comes either before the look, and then nothing of the store is committed, or after the
 * commit, and then it deletes it. So no committed byte is older than the last erasure.
 *
 * <p>(3) What is behind never replaces what is ahead. Bytes of another version or configuration, and damaged ones, are not
 * read; then the journal is followed from its beginning (invariant 6).
 */
@Component
class JdbcModelSnapshots {

    private static final Logger log = LoggerFactory.getLogger(JdbcModelSnapshots.class);

    private static final long LOCK_KEY = 0x656e747269657321L;

    private static final String TRY_LOCK = "SELECT pg_try_advisory_xact_lock(?)";

    private static final String FIND = "SELECT number, generation, fingerprint, position FROM model_snapshot";

    private static final String NEXT_NUMBER = "SELECT nextval('model_snapshot_number')";

    private static final String INSERT_CHUNK =
            "INSERT INTO model_snapshot_chunk (number, chunk, checksum, bytes) VALUES (?, ?, ?, ?)";

    private static final String GENERATION = "SELECT generation FROM model_generation FOR SHARE";

    private static final String DELETE_OTHER_CHUNKS = "DELETE FROM model_snapshot_chunk WHERE number <> ?";

    private static final String UPSERT = """
            INSERT INTO model_snapshot (number, generation, fingerprint, position, stored_at) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (only_row) DO UPDATE
            SET number = excluded.number, generation = excluded.generation, fingerprint = excluded.fingerprint,
                position = excluded.position, stored_at = excluded.stored_at
            """;

    private static final String FIND_CHUNK =
            "SELECT checksum, bytes FROM model_snapshot_chunk WHERE number = ? AND chunk = ?";

    private record StoredSnapshot(long number, long generation, String fingerprint, long position) {}

    private final JdbcTemplate jdbc;
    private final TransactionTemplate writeTransaction;
    private final TransactionTemplate readTransaction;
    private final Clock clock;
    private final Duration interval;
    private Instant lastStored;

    JdbcModelSnapshots(
            JdbcTemplate jdbc,
            PlatformTransactionManager transactionManager,
            NextItemProperties properties,
            Clock clock) {
        this.jdbc = jdbc;
        this.writeTransaction = new TransactionTemplate(transactionManager);
        this.readTransaction = new TransactionTemplate(transactionManager);
        this.readTransaction.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        this.readTransaction.setReadOnly(true);
        this.clock = clock;
        this.interval = properties.snapshotEvery();
        this.lastStored = clock.instant();
    }

    /** Stores the models if the last time is long enough ago. */
    void storeIfDue(ModelBundle models, long generation) {
        if (!lastStored.plus(interval).isAfter(clock.instant())) {
            store(models, generation);
        }
    }

    /**
     * Stores the models in place of those that are behind them; in one transaction, so that there is always a whole set.
     *
     * @param generation of the journal that they have followed
     */
    void store(ModelBundle models, long generation) {
        lastStored = clock.instant();
        writeTransaction.executeWithoutResult(status -> {
            boolean acquired = Boolean.TRUE.equals(jdbc.queryForObject(TRY_LOCK, Boolean.class, LOCK_KEY));
            if (acquired && isAhead(models, generation)) {
                replace(models, generation, status);
            }
        });
    }

    private boolean isAhead(ModelBundle models, long generation) {
        return find().map(stored -> stored.position() < models.position()
                        || stored.generation() < generation
                        || !stored.fingerprint().equals(models.fingerprint()))
                .orElse(models.position() > 0);
    }

    private void replace(ModelBundle models, long generation, TransactionStatus status) {
        long number = Objects.requireNonNull(jdbc.queryForObject(NEXT_NUMBER, Long.class));
        write(models, number);
        long currentGeneration = Objects.requireNonNull(jdbc.queryForObject(GENERATION, Long.class));
        if (currentGeneration != generation) {
            status.setRollbackOnly();
            return;
        }
        jdbc.update(DELETE_OTHER_CHUNKS, number);
        jdbc.update(
                UPSERT,
                number,
                generation,
                models.fingerprint(),
                models.position(),
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

    /**
     * Has the models go on from where the stored ones stood, if these are of this version and configuration; else leaves
     * them as they are.
     *
     * @param generation of the journal that is to be followed
     */
    void load(ModelBundle models, long generation) {
        readTransaction.executeWithoutResult(status -> find().filter(stored -> stored.generation() == generation)
                .filter(stored -> hasSameFingerprint(stored, models))
                .ifPresent(stored -> read(models, stored)));
    }

    private static boolean hasSameFingerprint(StoredSnapshot stored, ModelBundle models) {
        boolean same = stored.fingerprint().equals(models.fingerprint());
        if (!same) {
            log.warn(
                    "The stored models are of \"{}\", this is \"{}\": learning the journal again",
                    stored.fingerprint(),
                    models.fingerprint());
        }
        return same;
    }

    private void read(ModelBundle models, StoredSnapshot stored) {
        try (DataInputStream in =
                new DataInputStream(new ChunkedInputStream(chunkNumber -> findChunk(stored.number(), chunkNumber)))) {
            models.read(in, stored.position());
        } catch (IOException e) {
            log.error("The stored models are damaged: learning the journal again ({})", e.toString());
        } catch (UncheckedIOException e) {
            log.error("The stored models are damaged: learning the journal again ({})", String.valueOf(e.getMessage()));
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
            throw new UncheckedIOException(new IOException("part %d has another checksum".formatted(chunkNumber)));
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
                                row.getLong("position")))
                .stream()
                .findFirst();
    }

    /** Leaves no model behind; within the caller's transaction, which has changed the generation before. */
    void deleteAll() {
        jdbc.update("DELETE FROM model_snapshot_chunk");
        jdbc.update("DELETE FROM model_snapshot");
    }
}
