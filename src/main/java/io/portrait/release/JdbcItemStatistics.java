package io.portrait.release;

import io.portrait.release.mechanism.ItemNoise;
import io.portrait.release.mechanism.ItemNoise.NoisyItem;
import io.portrait.release.mechanism.ItemNoise.NoisyPair;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The tables of item statistics with their privacy ledger. */
@Component
class JdbcItemStatistics {

    /** The lock of releases, so that the budget is never spent twice; it does not block readers. */
    private static final String LOCK = "LOCK TABLE item_statistics_release IN EXCLUSIVE MODE";

    private static final String NEWEST = """
            SELECT period, released_at FROM item_statistics_release ORDER BY period DESC LIMIT 1
            """;

    private static final String SPENT =
            "SELECT coalesce(sum(rho), 0) FROM item_statistics_release WHERE released_at > ?";

    private static final String CHARGE = """
            INSERT INTO item_statistics_release
                (period, released_at, rho, item_noise_std, item_threshold, pair_noise_std, pair_threshold)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """;

    private static final String DELETE_ITEMS = "DELETE FROM released_item";

    private static final String DELETE_PAIRS = "DELETE FROM released_item_pair";

    private static final String SAVE_ITEMS =
            "INSERT INTO released_item (item_id, persons) SELECT * FROM unnest(?::text[], ?::float8[])";

    private static final String SAVE_PAIRS = """
            INSERT INTO released_item_pair (item_id, other_id, persons)
            SELECT * FROM unnest(?::text[], ?::text[], ?::float8[])
            """;

    private static final String ITEMS = "SELECT item_id, persons FROM released_item ORDER BY persons DESC, item_id";

    private static final String PAIRS = "SELECT item_id, other_id, persons FROM released_item_pair";

    private final JdbcTemplate jdbc;

    JdbcItemStatistics(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Blocks other releases until the transaction ends. */
    void lock() {
        jdbc.execute(LOCK);
    }

    /** The period of the newest release; empty before the first one. */
    OptionalLong newestPeriod() {
        return jdbc.query(NEWEST, (row, index) -> row.getLong("period")).stream()
                .mapToLong(Long::longValue)
                .findFirst();
    }

    /** The sum of ρ of all releases after a time. */
    double spentSince(Instant time) {
        return Objects.requireNonNull(jdbc.queryForObject(SPENT, Double.class, databaseTime(time)));
    }

    /** Stores a release in place of the one before, with its charge; the caller provides the transaction. */
    void save(ItemStatisticsRelease release, double rho, ItemNoise noise) {
        jdbc.update(
                CHARGE,
                release.period(),
                databaseTime(release.releasedAt()),
                rho,
                noise.itemNoiseStd(),
                noise.itemThreshold(),
                noise.pairNoiseStd(),
                noise.pairThreshold());
        jdbc.update(DELETE_ITEMS);
        jdbc.update(DELETE_PAIRS);
        jdbc.update(
                SAVE_ITEMS,
                release.items().stream().map(NoisyItem::item).toArray(String[]::new),
                release.items().stream().map(NoisyItem::persons).toArray(Double[]::new));
        jdbc.update(
                SAVE_PAIRS,
                release.pairs().stream().map(NoisyPair::item).toArray(String[]::new),
                release.pairs().stream().map(NoisyPair::other).toArray(String[]::new),
                release.pairs().stream().map(NoisyPair::persons).toArray(Double[]::new));
    }

    /** The newest release; call it in a transaction with one snapshot. Empty before the first one. */
    Optional<ItemStatisticsRelease> newest() {
        List<NoisyItem> items =
                jdbc.query(ITEMS, (row, index) -> new NoisyItem(row.getString("item_id"), row.getDouble("persons")));
        List<NoisyPair> pairs = jdbc.query(
                PAIRS,
                (row, index) ->
                        new NoisyPair(row.getString("item_id"), row.getString("other_id"), row.getDouble("persons")));
        return jdbc
                .query(
                        NEWEST,
                        (row, index) -> new ItemStatisticsRelease(
                                row.getLong("period"),
                                row.getObject("released_at", OffsetDateTime.class)
                                        .toInstant(),
                                items,
                                pairs))
                .stream()
                .findFirst();
    }

    private static OffsetDateTime databaseTime(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
