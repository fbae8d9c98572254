package io.portrait.release;

import io.portrait.release.mechanism.ProfilePrivacyParameters;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The release epochs, shared by all instances. Reads use the epochs before the released epoch. The released epoch
 * advances only after all events of the earlier epochs are applied and all sums are closed, so a value that was read
 * once never changes (invariant 9, src/docs/invariants.md).
 */
@Component
class ReleaseEpochs {

    private static final String CREATE = """
            INSERT INTO release_epochs
                (first_epoch, released_epoch, epoch_seconds, half_life_seconds,
                 partner_epsilon, public_epsilon, master_key_fingerprint)
            VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """;

    private static final String ADVANCE = "UPDATE release_epochs SET released_epoch = greatest(released_epoch, ?)";

    private final JdbcTemplate jdbc;
    private final ProfilePrivacyParameters parameters;
    private final Clock clock;
    private final long firstEpoch;

    ReleaseEpochs(
            JdbcTemplate jdbc,
            ProfilePrivacyParameters parameters,
            ReleaseProperties properties,
            MasterKey masterKey,
            Clock clock) {
        this.jdbc = jdbc;
        this.parameters = parameters;
        this.clock = clock;
        jdbc.update(
                CREATE,
                Math.max(0, currentEpoch() - properties.warmUpEpochs()),
                currentEpoch(),
                parameters.epochLength().toSeconds(),
                parameters.halfLife().toSeconds(),
                parameters.epsilon(),
                parameters.publicEpsilon(),
                masterKey.fingerprint());
        requireSameSettings();
        requireSameKey(masterKey);
        this.firstEpoch =
                Objects.requireNonNull(jdbc.queryForObject("SELECT first_epoch FROM release_epochs", Long.class));
    }

    private void requireSameSettings() {
        List<ProfilePrivacyParameters> stored = jdbc.query(
                "SELECT partner_epsilon, public_epsilon, epoch_seconds, half_life_seconds FROM release_epochs",
                (row, index) -> new ProfilePrivacyParameters(
                        Objects.requireNonNull(row.getObject("partner_epsilon", BigDecimal.class)),
                        Objects.requireNonNull(row.getObject("public_epsilon", BigDecimal.class)),
                        Duration.ofSeconds(row.getLong("epoch_seconds")),
                        Duration.ofSeconds(row.getLong("half_life_seconds"))));
        if (!stored.equals(List.of(parameters))) {
            throw new ReleaseSettingsException(
                    "stored are %s, configured are %s".formatted(describe(stored.getFirst()), describe(parameters)));
        }
    }

    private void requireSameKey(MasterKey masterKey) {
        String stored = jdbc.queryForObject("SELECT master_key_fingerprint FROM release_epochs", String.class);
        if (!masterKey.fingerprint().equals(stored)) {
            throw new MasterKeyException("the configured key is not the key of the releases in this database");
        }
    }

    private static String describe(ProfilePrivacyParameters parameters) {
        return "epsilon=%s, public-epsilon=%s, epoch=%s, half-life=%s"
                .formatted(
                        parameters.epsilon(),
                        parameters.publicEpsilon(),
                        parameters.epochLength(),
                        parameters.halfLife());
    }

    /** The epoch of the current time. */
    long currentEpoch() {
        return Math.floorDiv(
                clock.instant().getEpochSecond(), parameters.epochLength().toSeconds());
    }

    /** The first epoch of all sums. It is equal for all users, so it reveals nothing about a user. */
    long firstEpoch() {
        return firstEpoch;
    }

    /** The epoch whose predecessors are released. */
    long releasedEpoch() {
        return Objects.requireNonNull(jdbc.queryForObject("SELECT released_epoch FROM release_epochs", Long.class));
    }

    /** Releases all epochs before an epoch, unless a later one is released already. */
    void advanceTo(long epoch) {
        jdbc.update(ADVANCE, epoch);
    }
}
