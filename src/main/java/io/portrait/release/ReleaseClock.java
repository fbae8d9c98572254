package io.portrait.release;

import io.portrait.privacy.ExposurePolicy;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Which epoch is released, for all instances: GETs answer from the epochs before it. It moves on only when every event of
 * the earlier epochs is in its cell and every cell is closed, so what has been read once never changes (invariant 9).
 */
@Component
class ReleaseClock {

    private static final String CREATE = """
            INSERT INTO release_clock
                (first_epoch, released_epoch, epoch_seconds, half_life_seconds, epsilon, coarse_epsilon, master_key_print)
            VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """;

    private static final String MOVE = "UPDATE release_clock SET released_epoch = greatest(released_epoch, ?)";

    private final JdbcTemplate jdbc;
    private final ExposurePolicy policy;
    private final Clock clock;
    private final long firstEpoch;

    ReleaseClock(
            JdbcTemplate jdbc, ExposurePolicy policy, ReleaseProperties properties, MasterKey master, Clock clock) {
        this.jdbc = jdbc;
        this.policy = policy;
        this.clock = clock;
        jdbc.update(
                CREATE,
                Math.max(0, wallEpoch() - properties.warmUpEpochs()),
                wallEpoch(),
                policy.epochLength().toSeconds(),
                policy.halfLife().toSeconds(),
                policy.epsilon(),
                policy.coarseEpsilon(),
                master.fingerprint());
        requireSameSettings();
        requireSameKey(master);
        this.firstEpoch =
                Objects.requireNonNull(jdbc.queryForObject("SELECT first_epoch FROM release_clock", Long.class));
    }

    private void requireSameSettings() {
        List<ExposurePolicy> stored = jdbc.query(
                "SELECT epsilon, coarse_epsilon, epoch_seconds, half_life_seconds FROM release_clock",
                (row, index) -> new ExposurePolicy(
                        Objects.requireNonNull(row.getObject("epsilon", BigDecimal.class)),
                        Objects.requireNonNull(row.getObject("coarse_epsilon", BigDecimal.class)),
                        Duration.ofSeconds(row.getLong("epoch_seconds")),
                        Duration.ofSeconds(row.getLong("half_life_seconds"))));
        if (!stored.equals(List.of(policy))) {
            throw new ReleaseSettingsException(
                    "there %s, here %s".formatted(describe(stored.getFirst()), describe(policy)));
        }
    }

    private void requireSameKey(MasterKey master) {
        String stored = jdbc.queryForObject("SELECT master_key_print FROM release_clock", String.class);
        if (!master.fingerprint().equals(stored)) {
            throw new MasterKeyException(
                    "the one that is set is not the one that this database's releases were made with");
        }
    }

    private static String describe(ExposurePolicy policy) {
        return "epsilon=%s, public-epsilon=%s, epoch=%s, half-life=%s"
                .formatted(policy.epsilon(), policy.coarseEpsilon(), policy.epochLength(), policy.halfLife());
    }

    /** The epoch by the clock on the wall. */
    long wallEpoch() {
        return Math.floorDiv(
                clock.instant().getEpochSecond(), policy.epochLength().toSeconds());
    }

    /** The first epoch that anybody's sum includes. The same for all, so it says nothing of anyone. */
    long firstEpoch() {
        return firstEpoch;
    }

    /** The epoch whose predecessors are closed. */
    long releasedEpoch() {
        return Objects.requireNonNull(jdbc.queryForObject("SELECT released_epoch FROM release_clock", Long.class));
    }

    void release(long epoch) {
        jdbc.update(MOVE, epoch);
    }
}
