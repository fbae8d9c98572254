package io.portrait.monitoring;

import io.portrait.evaluation.champion.ChampionSelection;
import io.portrait.evaluation.metric.ScoreHistogram;
import io.portrait.kernel.Vec;
import io.portrait.profile.ConfiguredModels.ConfiguredModel;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;

/** The store of metrics in PostgreSQL. Rows are sums, to which all instances add. */
@Component
class JdbcMetricStore {

    private static final String ADD_UP = """
        SET examples = old.examples + excluded.examples, loss = old.loss + excluded.loss,
            absolute = old.absolute + excluded.absolute,
            bins = (SELECT array_agg(a + b ORDER BY i)
                    FROM unnest(old.bins, excluded.bins) WITH ORDINALITY AS t(a, b, i))
        """;

    private static final String ADD_TOTAL = """
        INSERT INTO learning_total AS old (target, configuration, learner, examples, loss, absolute, bins)
        VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (target, configuration) DO UPDATE
        """ + ADD_UP;

    private static final String ADD_MINUTE = """
        INSERT INTO learning_minute AS old (target, configuration, minute, examples, loss, absolute, bins)
        VALUES (?, ?, date_trunc('minute', ?::timestamptz), ?, ?, ?, ?)
        ON CONFLICT (target, configuration, minute) DO UPDATE
        """ + ADD_UP;

    private static final String FIND_TOTAL = "SELECT * FROM learning_total WHERE target = ? AND configuration = ?";

    private static final String FIND_SERIES = """
        SELECT date_bin(?::interval, minute, 'epoch') AS beginning,
            sum(examples) FILTER (WHERE configuration = tested) AS examples,
            sum(loss) FILTER (WHERE configuration = tested) AS loss,
            sum(loss) FILTER (WHERE configuration = trained)
                / sum(examples) FILTER (WHERE configuration = trained) AS training_loss
        FROM learning_minute, (VALUES (?, ?)) AS names (tested, trained)
        WHERE target = ? AND configuration IN (tested, trained) AND minute >= ?
        GROUP BY beginning ORDER BY beginning
        """;

    private static final String FIND_RECENT = """
        SELECT examples, loss, absolute, bins FROM learning_minute
        WHERE target = ? AND configuration = ? ORDER BY minute DESC LIMIT ?
        """;

    private static final String INSERT_CHAMPION = """
        INSERT INTO champion (target, configurations, losses, champion, examples, since)
        VALUES (?, ?, ?, ?, 0, ?) ON CONFLICT DO NOTHING
        """;

    private static final String LOCK_CHAMPION = "SELECT * FROM champion WHERE target = ? FOR UPDATE";

    private static final String FIND_CHAMPION = "SELECT * FROM champion WHERE target = ?";

    private static final String UPDATE_CHAMPION = """
        UPDATE champion SET configurations = ?, losses = ?, champion = ?, examples = ?, since = ?
        WHERE target = ?
        """;

    private static final String INSERT_EVENT = """
        INSERT INTO learning_event (target, event_type, configuration, before, at, examples) VALUES (?, ?, ?, ?, ?, ?)
        """;

    private static final String FIND_EVENTS = """
        SELECT event_type, configuration, before, at, examples FROM learning_event
        WHERE target = ? ORDER BY id DESC LIMIT ?
        """;

    /** A wrong clock alone deletes nothing: minutes must be older than the retention by the newest minute as well. */
    private static final String DELETE_OLD_MINUTES = """
            DELETE FROM learning_minute WHERE minute < least(?, (SELECT max(minute) FROM learning_minute)) - ?::interval
            """;

    private static final String DELETE_ALL = "TRUNCATE learning_total, learning_minute, champion, learning_event";

    /** The suffix of the configuration under which losses after learning are stored. */
    private static final String TRAINING_SUFFIX = " (trained)";

    /**
     * The losses of a model in a time bucket.
     *
     * @param loss the sum of the losses before learning
     * @param trainingLoss the mean loss after learning; null if it was not recorded
     */
    record TimeBucket(
            Instant from,
            long examples,
            double loss,
            @Nullable Double trainingLoss) {}

    /** An event in the history of a target: a drift, or a switch to another champion. */
    record MetricEvent(
            String kind, String configuration, @Nullable String previousConfiguration, Instant at, long examples) {}

    private static final RowMapper<TimeBucket> TIME_BUCKET_ROW = (row, index) -> new TimeBucket(
            instant(row, "beginning"),
            row.getLong("examples"),
            row.getDouble("loss"),
            row.getObject("training_loss", Double.class));

    private static final RowMapper<MetricEvent> EVENT_ROW = (row, index) -> new MetricEvent(
            row.getString("event_type"),
            row.getString("configuration"),
            row.getString("before"),
            instant(row, "at"),
            row.getLong("examples"));

    private final JdbcTemplate jdbc;
    private final ChampionSelection.Weighting weighting;
    private final RowMapper<ChampionState> championRow = (row, index) -> readChampion(row);

    JdbcMetricStore(JdbcTemplate jdbc, MonitoringProperties properties) {
        this.jdbc = jdbc;
        this.weighting = new ChampionSelection.Weighting(0.5, properties.championHalfLife());
    }

    void add(MetricDelta delta, Instant now) {
        ConfiguredModel model = delta.model();
        addToTotals(model, delta.prequential());
        addToMinutes(model.target(), model.configuration(), delta.prequential(), now);
        addToMinutes(model.target(), trainingName(model), delta.training(), now);
    }

    private static String trainingName(ConfiguredModel model) {
        return model.configuration() + TRAINING_SUFFIX;
    }

    private void addToTotals(ConfiguredModel model, LossSums sums) {
        jdbc.update(
                ADD_TOTAL,
                model.target(),
                model.configuration(),
                model.learner(),
                sums.examples,
                sums.loss,
                sums.absoluteError,
                sums.bins.toVector().toArray());
    }

    private void addToMinutes(String target, String configuration, LossSums sums, Instant now) {
        jdbc.update(
                ADD_MINUTE,
                target,
                configuration,
                utc(now),
                sums.examples,
                sums.loss,
                sums.absoluteError,
                sums.bins.toVector().toArray());
    }

    LossSums findTotal(ConfiguredModel model) {
        return jdbc.query(FIND_TOTAL, lossSums(model.binary()), model.target(), model.configuration()).stream()
                .findFirst()
                .orElseGet(() -> new LossSums(model.binary()));
    }

    /** The losses of the last minutes that had examples. */
    LossSums findRecent(ConfiguredModel model, int minutes) {
        LossSums recent = new LossSums(model.binary());
        jdbc.query(FIND_RECENT, lossSums(model.binary()), model.target(), model.configuration(), minutes)
                .forEach(recent::add);
        return recent;
    }

    List<TimeBucket> findSeries(ConfiguredModel model, Instant since, Duration step) {
        return jdbc.query(
                FIND_SERIES,
                TIME_BUCKET_ROW,
                step.toString(),
                model.configuration(),
                trainingName(model),
                model.target(),
                utc(since));
    }

    /** Creates the row of the target if it is missing, and locks it until the end of the transaction. */
    ChampionState lockChampion(String target, List<String> configurations, Instant now) {
        ChampionSelection initial = ChampionSelection.start(configurations.size(), weighting);
        jdbc.update(
                INSERT_CHAMPION,
                target,
                configurations.toArray(String[]::new),
                initial.losses().toArray(),
                configurations.getFirst(),
                utc(now));
        return jdbc.query(LOCK_CHAMPION, championRow, target).getFirst();
    }

    Optional<ChampionState> findChampion(String target) {
        return jdbc.query(FIND_CHAMPION, championRow, target).stream().findFirst();
    }

    void updateChampion(ChampionState state) {
        ChampionSelection selection = state.selection();
        jdbc.update(
                UPDATE_CHAMPION,
                state.configurations().toArray(String[]::new),
                selection.losses().toArray(),
                state.champion(),
                selection.examples(),
                utc(state.since()),
                state.target());
    }

    void addEvent(String target, MetricEvent event) {
        jdbc.update(
                INSERT_EVENT,
                target,
                event.kind(),
                event.configuration(),
                event.previousConfiguration(),
                utc(event.at()),
                event.examples());
    }

    /** The events of a target, the newest first. */
    List<MetricEvent> findEvents(String target, int limit) {
        return jdbc.query(FIND_EVENTS, EVENT_ROW, target, limit);
    }

    int deleteOldMinutes(Instant now, Duration retention) {
        return jdbc.update(DELETE_OLD_MINUTES, utc(now), retention.toString());
    }

    void deleteAll() {
        jdbc.execute(DELETE_ALL);
    }

    private ChampionState readChampion(ResultSet row) throws SQLException {
        List<String> configurations =
                List.of((String[]) row.getArray("configurations").getArray());
        ChampionSelection selection = new ChampionSelection(
                weighting,
                numbers(row.getArray("losses")),
                Math.max(0, configurations.indexOf(row.getString("champion"))),
                row.getLong("examples"));
        return new ChampionState(row.getString("target"), configurations, selection, instant(row, "since"));
    }

    private static RowMapper<LossSums> lossSums(boolean binary) {
        return (row, index) -> new LossSums(
                binary,
                row.getLong("examples"),
                row.getDouble("loss"),
                row.getDouble("absolute"),
                ScoreHistogram.fromVector(LossSums.binning(binary), numbers(row.getArray("bins"))));
    }

    private static Vec numbers(Array array) throws SQLException {
        return Vec.adopt(Arrays.stream((Double[]) array.getArray())
                .mapToDouble(Double::doubleValue)
                .toArray());
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
