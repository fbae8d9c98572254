package io.portrait.serving.models;

import io.portrait.kernel.ChunkedInputStream;
import io.portrait.kernel.ChunkedOutputStream;
import io.portrait.model.rating.RatingConfig;
import io.portrait.model.rating.RatingModel;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The stored model, one for all instances: whoever is ahead replaces it. Bytes of another layout or configuration, and
 * bytes that are damaged, are not read; the model is then learned again from the journal (invariant 6).
 */
@Component
class JdbcRatingSnapshots {

    private static final Logger log = LoggerFactory.getLogger(JdbcRatingSnapshots.class);

    private static final String GENERATION = "SELECT generation FROM rating_snapshot";

    private static final String FIND =
            "SELECT generation, fingerprint, position, checksum, stored_at FROM rating_snapshot";

    private static final String PARTS = "SELECT bytes FROM rating_snapshot_part ORDER BY part";

    /** Takes the row's lock if this model is ahead. */
    private static final String REPLACE = """
            UPDATE rating_snapshot SET fingerprint = ?, position = ?, checksum = ?, stored_at = ?
            WHERE generation = ? AND (fingerprint IS DISTINCT FROM ? OR position < ?)
            """;

    private static final String ADD_PART = "INSERT INTO rating_snapshot_part (part, bytes) VALUES (?, ?)";

    private static final String FORGET = """
            UPDATE rating_snapshot
            SET generation = generation + 1, fingerprint = NULL, position = 0, stored_at = '-infinity'
            """;

    private record StoredRatingSnapshot(
            long generation, @Nullable String fingerprint, long position, long checksum) {}

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final Duration every;
    private Instant lastStored = Instant.MIN;

    JdbcRatingSnapshots(
            JdbcTemplate jdbc,
            PlatformTransactionManager transactionManager,
            RatingModelProperties properties,
            Clock clock) {
        this.jdbc = jdbc;
        this.transactions = new TransactionTemplate(transactionManager);
        this.clock = clock;
        this.every = properties.snapshotEvery();
    }

    /** Which journal is to be followed: it changes when something was taken out. */
    long generation() {
        return Objects.requireNonNull(jdbc.queryForObject(GENERATION, Long.class));
    }

    /** The stored model, if it is one of this configuration. */
    Optional<ModelCheckpoint> load(RatingConfig config) {
        return Objects.requireNonNull(transactions.execute(status -> loadWithin(config)));
    }

    private Optional<ModelCheckpoint> loadWithin(RatingConfig config) {
        StoredRatingSnapshot stored = find();
        String expected = new RatingModel(config).fingerprint();
        if (stored.fingerprint() == null) {
            return Optional.empty();
        }
        if (!stored.fingerprint().equals(expected)) {
            log.warn(
                    "The stored ratings are of \"{}\", this is \"{}\": learning again", stored.fingerprint(), expected);
            return Optional.empty();
        }
        List<byte[]> parts = jdbc.query(PARTS, (row, index) -> Objects.requireNonNull(row.getBytes(1)));
        if (checksum(parts) != stored.checksum()) {
            log.error("The stored ratings are damaged: learning again");
            return Optional.empty();
        }
        lastStored = clock.instant();
        return Optional.of(new ModelCheckpoint(read(config, parts), stored.generation(), stored.position()));
    }

    /** In one transaction with {@link #PARTS}, under the row's lock, so that the two belong together. */
    private StoredRatingSnapshot find() {
        return Objects.requireNonNull(jdbc.queryForObject(
                FIND + " FOR SHARE",
                (row, index) -> new StoredRatingSnapshot(
                        row.getLong("generation"),
                        row.getString("fingerprint"),
                        row.getLong("position"),
                        row.getLong("checksum"))));
    }

    private static RatingModel read(RatingConfig config, List<byte[]> parts) {
        try {
            return RatingModel.read(
                    config,
                    new DataInputStream(new ChunkedInputStream(part -> part < parts.size() ? parts.get(part) : null)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stores the model if the last time is long enough ago. */
    void storeIfDue(ModelCheckpoint following) {
        if (lastStored.plus(every).isBefore(clock.instant())) {
            store(following);
        }
    }

    /** Stores the model in place of one that is behind it; in one transaction, so that there is always a whole one. */
    void store(ModelCheckpoint following) {
        lastStored = clock.instant();
        StoredRatingSnapshot stored = Objects.requireNonNull(transactions.execute(status -> find()));
        if (following.position() > stored.position() || !isOf(following, stored)) {
            List<byte[]> parts = write(following.model());
            transactions.executeWithoutResult(status -> replace(following, parts));
        }
    }

    private static boolean isOf(ModelCheckpoint following, StoredRatingSnapshot stored) {
        return following.model().fingerprint().equals(stored.fingerprint());
    }

    private void replace(ModelCheckpoint following, List<byte[]> parts) {
        String fingerprint = following.model().fingerprint();
        int replaced = jdbc.update(
                REPLACE,
                fingerprint,
                following.position(),
                checksum(parts),
                clock.instant().atOffset(ZoneOffset.UTC),
                following.generation(),
                fingerprint,
                following.position());
        if (replaced == 1) {
            jdbc.update("DELETE FROM rating_snapshot_part");
            for (int part = 0; part < parts.size(); part++) {
                jdbc.update(ADD_PART, part, parts.get(part));
            }
        }
    }

    private static List<byte[]> write(RatingModel model) {
        List<byte[]> parts = new ArrayList<>();
        try (DataOutputStream out = new DataOutputStream(new ChunkedOutputStream((part, bytes) -> parts.add(bytes)))) {
            model.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return parts;
    }

    private static long checksum(List<byte[]> parts) {
        CRC32C checksum = new CRC32C();
        parts.forEach(checksum::update);
        return checksum.getValue();
    }

    /** Leaves no model behind, and makes those in memory begin anew. */
    void deleteAll() {
        jdbc.update(FORGET);
        jdbc.update("DELETE FROM rating_snapshot_part");
    }
}
