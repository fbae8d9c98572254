package io.portrait.ingest;

import io.portrait.ingest.CommitGroup.JournalHead;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The single row of {@code journal_head}. An append updates it first and holds its row lock until the commit. Therefore
 * positions become visible in their order, and no other append can run between a lookup of duplicates and the commit.
 * See decision 0002.
 */
@Component
class JdbcJournalHead implements JournalEpochs {

    /** Sets {@code synchronous_commit} itself, because the database or the user may be configured otherwise. */
    private static final String ADVANCE = """
            UPDATE journal_head
            SET position = position + ?, latest_arrival = greatest(latest_arrival, ?)
            RETURNING position, open_epoch, latest_arrival, suppression_version, erasures, identity_changes,
                set_config('synchronous_commit', 'on', true)
            """;

    private static final String OPEN_EPOCH = "SELECT open_epoch, position FROM journal_head";

    private static final String ADVANCE_EPOCH = "UPDATE journal_head SET open_epoch = ? WHERE open_epoch = ?";

    private final JdbcTemplate jdbc;

    JdbcJournalHead(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Reserves the next positions for a number of events, and locks the row until the transaction ends. */
    JournalHead advance(int count, Instant receivedAt) {
        return Objects.requireNonNull(
                jdbc.queryForObject(ADVANCE, (row, i) -> head(row, count), count, receivedAt.atOffset(ZoneOffset.UTC)));
    }

    private static JournalHead head(ResultSet row, int count) throws SQLException {
        return new JournalHead(
                row.getLong("position") - count,
                row.getLong("open_epoch"),
                row.getObject("latest_arrival", OffsetDateTime.class).toInstant(),
                row.getLong("suppression_version"),
                row.getLong("erasures"),
                row.getLong("identity_changes"));
    }

    @Override
    public OpenEpoch openEpoch() {
        return Objects.requireNonNull(jdbc.queryForObject(
                OPEN_EPOCH, (row, i) -> new OpenEpoch(row.getLong("open_epoch"), row.getLong("position"))));
    }

    @Override
    public void advanceEpoch(long from, long to) {
        jdbc.update(ADVANCE_EPOCH, to, from);
    }
}
