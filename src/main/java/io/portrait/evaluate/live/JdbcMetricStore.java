package io.portrait.evaluate.live;

import io.portrait.evaluate.contest.Contest;
import io.portrait.evaluate.metric.ScoreBins;
import io.portrait.kernel.Vec;
import io.portrait.profile.LearnedModels.LearnedModel;
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

/** The metrics in PostgreSQL. What instances write adds up in the rows. */
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

    private static final String TOTAL = "SELECT * FROM learning_total WHERE target = ? AND configuration = ?";

    private static final String SERIES = """
            SELECT date_bin(?::interval, minute, 'epoch') AS beginning,
                sum(examples) FILTER (WHERE configuration = tested) AS examples,
                sum(loss) FILTER (WHERE configuration = tested) AS loss,
                sum(loss) FILTER (WHERE configuration = trained)
                    / sum(examples) FILTER (WHERE configuration = trained) AS training_loss
            FROM learning_minute, (VALUES (?, ?)) AS names (tested, trained)
            WHERE target = ? AND configuration IN (tested, trained) AND minute >= ?
            GROUP BY beginning ORDER BY beginning
            """;

    private static final String RECENT = """
            SELECT examples, loss, absolute, bins FROM learning_minute
            WHERE target = ? AND configuration = ? ORDER BY minute DESC LIMIT ?
            """;

    private static final String ENTER = """
            INSERT INTO learning_contest (target, configurations, losses, champion, examples, since)
            VALUES (?, ?, ?, ?, 0, ?) ON CONFLICT DO NOTHING
            """;

    private static final String LOCK = "SELECT * FROM learning_contest WHERE target = ? FOR UPDATE";

    private static final String STANDING = "SELECT * FROM learning_contest WHERE target = ?";

    private static final String STAND = """
            UPDATE learning_contest SET configurations = ?, losses = ?, champion = ?, examples = ?, since = ?
            WHERE target = ?
            """;

    private static final String MARK = """
            INSERT INTO learning_mark (target, kind, configuration, before, at, examples) VALUES (?, ?, ?, ?, ?, ?)
            """;

    private static final String MARKS = """
            SELECT kind, configuration, before, at, examples FROM learning_mark
            WHERE target = ? ORDER BY id DESC LIMIT ?
            """;

    private static final String EXPIRE = "DELETE FROM learning_minute WHERE minute < ?";

    private static final String FORGET = "TRUNCATE learning_total, learning_minute, learning_contest, learning_mark";

    /** The rows of what models said after they had learned are those of a configuration of this name. */
    private static final String TRAINED = " (trained)";

    /**
     * A part of a model's time.
     *
     * @param loss the sum of the losses before learning
     * @param trainingLoss the mean loss after learning; null where that was not kept yet
     */
    record Stretch(
            Instant beginning,
            long examples,
            double loss,
            @Nullable Double trainingLoss) {}

    /** A drift, or a switch from one champion to the next. */
    record Mark(String kind, String configuration, @Nullable String before, Instant at, long examples) {}

    private static final RowMapper<Stretch> STRETCH = (row, index) -> new Stretch(
            instant(row, "beginning"),
            row.getLong("examples"),
            row.getDouble("loss"),
            row.getObject("training_loss", Double.class));

    private static final RowMapper<Mark> MARKED = (row, index) -> new Mark(
            row.getString("kind"),
            row.getString("configuration"),
            row.getString("before"),
            instant(row, "at"),
            row.getLong("examples"));

    private final JdbcTemplate jdbc;
    private final Contest.Config config;
    private final RowMapper<Standing> standings = (row, index) -> readStanding(row);

    JdbcMetricStore(JdbcTemplate jdbc, EvaluateProperties properties) {
        this.jdbc = jdbc;
        this.config = new Contest.Config(0.5, properties.contestHalfLife());
    }

    void add(Heard heard, Instant now) {
        LearnedModel model = heard.model();
        addToTotal(model, heard.sums());
        addToMinute(model.target(), model.configuration(), heard.sums(), now);
        addToMinute(model.target(), trained(model), heard.trained(), now);
    }

    private static String trained(LearnedModel model) {
        return model.configuration() + TRAINED;
    }

    private void addToTotal(LearnedModel model, Sums sums) {
        jdbc.update(
                ADD_TOTAL,
                model.target(),
                model.configuration(),
                model.learner(),
                sums.examples,
                sums.loss,
                sums.absolute,
                sums.bins.numbers().toArray());
    }

    private void addToMinute(String target, String configuration, Sums sums, Instant now) {
        jdbc.update(
                ADD_MINUTE,
                target,
                configuration,
                utc(now),
                sums.examples,
                sums.loss,
                sums.absolute,
                sums.bins.numbers().toArray());
    }

    Sums total(LearnedModel model) {
        return jdbc.query(TOTAL, sums(model.binary()), model.target(), model.configuration()).stream()
                .findFirst()
                .orElseGet(() -> new Sums(model.binary()));
    }

    /** Over the last minutes that had examples. */
    Sums recent(LearnedModel model, int minutes) {
        Sums recent = new Sums(model.binary());
        jdbc.query(RECENT, sums(model.binary()), model.target(), model.configuration(), minutes)
                .forEach(recent::add);
        return recent;
    }

    List<Stretch> series(LearnedModel model, Instant since, Duration step) {
        return jdbc.query(
                SERIES, STRETCH, step.toString(), model.configuration(), trained(model), model.target(), utc(since));
    }

    /** Makes the target's row where there is none yet, and locks it for the running transaction. */
    Standing lock(String target, List<String> configurations, Instant now) {
        Contest fresh = Contest.among(configurations.size(), config);
        jdbc.update(
                ENTER,
                target,
                configurations.toArray(String[]::new),
                fresh.losses().toArray(),
                configurations.getFirst(),
                utc(now));
        return jdbc.query(LOCK, standings, target).getFirst();
    }

    Optional<Standing> standing(String target) {
        return jdbc.query(STANDING, standings, target).stream().findFirst();
    }

    void stand(Standing standing) {
        Contest contest = standing.contest();
        jdbc.update(
                STAND,
                standing.configurations().toArray(String[]::new),
                contest.losses().toArray(),
                standing.champion(),
                contest.examples(),
                utc(standing.since()),
                standing.target());
    }

    void mark(String target, Mark mark) {
        jdbc.update(MARK, target, mark.kind(), mark.configuration(), mark.before(), utc(mark.at()), mark.examples());
    }

    /** The newest first. */
    List<Mark> marks(String target, int limit) {
        return jdbc.query(MARKS, MARKED, target, limit);
    }

    int expire(Instant before) {
        return jdbc.update(EXPIRE, utc(before));
    }

    void forget() {
        jdbc.execute(FORGET);
    }

    private Standing readStanding(ResultSet row) throws SQLException {
        List<String> configurations =
                List.of((String[]) row.getArray("configurations").getArray());
        Contest contest = new Contest(
                config,
                numbers(row.getArray("losses")),
                Math.max(0, configurations.indexOf(row.getString("champion"))),
                row.getLong("examples"));
        return new Standing(row.getString("target"), configurations, contest, instant(row, "since"));
    }

    private static RowMapper<Sums> sums(boolean binary) {
        return (row, index) -> new Sums(
                binary,
                row.getLong("examples"),
                row.getDouble("loss"),
                row.getDouble("absolute"),
                ScoreBins.of(Sums.binning(binary), numbers(row.getArray("bins"))));
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
