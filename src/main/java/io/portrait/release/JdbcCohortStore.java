package io.portrait.release;

import io.portrait.release.CohortStatistic.Cohort;
import io.portrait.release.CohortStatistic.CohortKind;
import io.portrait.release.CohortStatistic.CohortMeasure;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;

/** The tables of cohort statistics and releases, and the privacy ledger. */
@Component
class JdbcCohortStore {

    /** The lock of registrations and releases, so that the budget is never spent twice; it does not block readers. */
    private static final String LOCK = "LOCK TABLE privacy_ledger IN EXCLUSIVE MODE";

    private static final String STATISTICS = "SELECT * FROM cohort_statistic ORDER BY name";

    private static final String REGISTER = """
            INSERT INTO cohort_statistic
                (name, description, kind, cohort_names, cohort_rules, measure, cap, registered_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """;

    private static final String SPENT = "SELECT coalesce(sum(rho), 0) FROM privacy_ledger WHERE charged_at > ?";

    private static final String IS_CHARGED = """
            SELECT EXISTS (SELECT 1 FROM privacy_ledger WHERE statistic = ? AND period = ?)
            """;

    private static final String CHARGE =
            "INSERT INTO privacy_ledger (statistic, period, charged_at, rho) VALUES (?, ?, ?, ?)";

    private static final String RELEASE = """
            INSERT INTO cohort_release (statistic, period, released_at, noise_std, cohorts, sums)
            VALUES (?, ?, ?, ?, ?, ?)
            """;

    private static final String RELEASES =
            "SELECT * FROM cohort_release WHERE statistic = ? ORDER BY period DESC LIMIT ?";

    private static final RowMapper<CohortStatistic> STATISTIC_ROW = (row, index) -> new CohortStatistic(
            row.getString("name"),
            row.getString("description"),
            CohortKind.valueOf(row.getString("kind")),
            cohorts(row),
            new CohortMeasure(row.getString("measure"), row.getDouble("cap")),
            instant(row, "registered_at"));

    private static final RowMapper<CohortRelease> RELEASE_ROW = (row, index) -> new CohortRelease(
            row.getString("statistic"),
            row.getLong("period"),
            instant(row, "released_at"),
            row.getDouble("noise_std"),
            values(row));

    private final JdbcTemplate jdbc;

    JdbcCohortStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Blocks other registrations and releases until the transaction ends. */
    void lock() {
        jdbc.execute(LOCK);
    }

    List<CohortStatistic> statistics() {
        return jdbc.query(STATISTICS, STATISTIC_ROW);
    }

    /** Stores a statistic; returns false if its name is taken. */
    boolean register(CohortStatistic statistic) {
        return jdbc.update(
                        REGISTER,
                        statistic.name(),
                        statistic.description(),
                        statistic.kind().name(),
                        statistic.cohorts().stream().map(Cohort::name).toArray(String[]::new),
                        statistic.cohorts().stream().map(Cohort::rule).toArray(String[]::new),
                        statistic.measure().expression(),
                        statistic.measure().cap(),
                        databaseTime(statistic.registeredAt()))
                > 0;
    }

    /** The sum of ρ of all charges after a time. */
    double spentSince(Instant time) {
        return Objects.requireNonNull(jdbc.queryForObject(SPENT, Double.class, databaseTime(time)));
    }

    boolean isCharged(String statistic, long period) {
        return Boolean.TRUE.equals(jdbc.queryForObject(IS_CHARGED, Boolean.class, statistic, period));
    }

    /** Stores a release and its charge; the caller provides the transaction. */
    void save(CohortRelease release, double rho) {
        OffsetDateTime now = databaseTime(release.releasedAt());
        jdbc.update(CHARGE, release.statistic(), release.period(), now, rho);
        jdbc.update(
                RELEASE,
                release.statistic(),
                release.period(),
                now,
                release.noiseStd(),
                release.values().keySet().toArray(String[]::new),
                release.values().values().stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray());
    }

    /** The newest releases of a statistic, newest first. */
    List<CohortRelease> releases(String statistic, int limit) {
        return jdbc.query(RELEASES, RELEASE_ROW, statistic, limit);
    }

    private static OffsetDateTime databaseTime(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static List<Cohort> cohorts(ResultSet row) throws SQLException {
        String[] names = (String[]) array(row, "cohort_names");
        String[] rules = (String[]) array(row, "cohort_rules");
        return IntStream.range(0, names.length)
                .mapToObj(i -> new Cohort(names[i], rules[i]))
                .toList();
    }

    private static SortedMap<String, Double> values(ResultSet row) throws SQLException {
        String[] cohorts = (String[]) array(row, "cohorts");
        Double[] sums = (Double[]) array(row, "sums");
        SortedMap<String, Double> values = new TreeMap<>();
        for (int i = 0; i < cohorts.length; i++) {
            values.put(cohorts[i], sums[i]);
        }
        return values;
    }

    private static Object array(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return array.getArray();
    }
}
