package io.portrait.load;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.postgresql.PGConnection;

/**
 * The throughput of PostgreSQL alone with the same rows, as a baseline: journal rows of the service are copied into a
 * table with the same indexes, and profile rows of the service are upserted in batches, in the same proportion as in
 * the service. Nothing is parsed, learned or answered. As in the service, one connection copies and two upsert. Both
 * tables start with the rows of the service, because a row costs more in a large index than in a small one.
 *
 * <p>The profile rows are upserted in the order of the service: for each section of the journal, the distinct users of
 * that section. Rows of active users are about twice as large as most.
 */
final class PostgresBaseline {

    private static final int COMMIT_ROWS = 2_000;
    private static final double MAX_LEAD_ROWS = 4.0 * COMMIT_ROWS;
    private static final long PAUSE_NANOS = 200_000;
    private static final int MIN_BATCH_EVENTS = 500;
    private static final int UPSERT_CONNECTIONS = 2;

    private final String url;
    private final double profileRowsPerEvent;
    private final LongAdder copied = new LongAdder();
    private final LongAdder upserted = new LongAdder();
    private final List<String> journalRows = new ArrayList<>();
    private final Map<String, byte[]> states = new HashMap<>();
    private List<Set<String>> userBatches = List.of();
    private volatile boolean running;

    PostgresBaseline(String url, double profileRowsPerEvent) {
        this.url = url;
        this.profileRowsPerEvent = profileRowsPerEvent;
    }

    /** Measures the throughput. Each measurement continues with the tables of the previous one. */
    double eventsPerSecond(Duration duration) throws InterruptedException {
        if (userBatches.isEmpty()) {
            prepare();
        }
        copied.reset();
        upserted.reset();
        running = true;
        List<Thread> threads = List.of(
                Thread.ofPlatform().start(this::copyUntilStopped),
                Thread.ofPlatform().start(() -> upsertUntilStopped(0)),
                Thread.ofPlatform().start(() -> upsertUntilStopped(1)));
        long start = System.nanoTime();
        Thread.sleep(duration);
        running = false;
        double seconds = (System.nanoTime() - start) / 1e9;
        double events = Math.min((double) copied.sum(), (double) upserted.sum() / profileRowsPerEvent);
        for (Thread thread : threads) {
            thread.join();
        }
        return events / seconds;
    }

    private void prepare() {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    DROP TABLE IF EXISTS baseline_journal, baseline_profile;
                    CREATE TABLE baseline_journal (LIKE journal INCLUDING ALL) WITH (autovacuum_enabled = off);
                    INSERT INTO baseline_journal SELECT * FROM journal;
                    CREATE UNIQUE INDEX ON baseline_journal (user_id, message_id);
                    CREATE INDEX ON baseline_journal (shard, position);
                    CREATE TABLE baseline_profile (LIKE profile INCLUDING ALL)
                        WITH (fillfactor = 50, toast_tuple_target = 8160, autovacuum_enabled = off);
                    INSERT INTO baseline_profile SELECT * FROM profile;
                    """);
            statement.execute("VACUUM (ANALYZE) baseline_journal, baseline_profile");
            statement.execute("CHECKPOINT");
            var journal = statement.executeQuery("""
                    SELECT concat_ws(E'\\t', user_id, position, shard, received_at, epoch, happened_at, event_type,
                           coalesce(item_id, '\\N'), coalesce(item_revision::text, '\\N'), coalesce(value::text, '\\N'),
                           '\\N', '\\N', coalesce(channel, '\\N'), coalesce(session_id, '\\N'), coalesce(extra, '\\N'))
                    FROM journal ORDER BY position DESC LIMIT 20000""");
            while (journal.next()) {
                journalRows.add(journal.getString(1));
            }
            List<String> users = new ArrayList<>();
            var recent = statement.executeQuery("""
                    SELECT user_id FROM journal WHERE position > (SELECT max(position) - 100000 FROM journal)
                    ORDER BY position""");
            while (recent.next()) {
                users.add(recent.getString(1));
            }
            PreparedStatement findStates =
                    connection.prepareStatement("SELECT user_id, state FROM profile WHERE user_id = ANY (?)");
            findStates.setArray(1, connection.createArrayOf("text", new TreeSet<>(users).toArray()));
            var profiles = findStates.executeQuery();
            while (profiles.next()) {
                states.put(profiles.getString(1), profiles.getBytes(2));
            }
            users.retainAll(states.keySet());
            userBatches = distinctUserBatches(users, profileRowsPerEvent);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * The number of profile rows by which the copied events are ahead of the upserts; both keep the proportion of the
     * service.
     */
    private double copyLead() {
        return copied.sum() * profileRowsPerEvent - upserted.sum();
    }

    /**
     * The distinct users of sections of the journal. The sections are so long that there are at most the given number
     * of rows per event.
     */
    private static List<Set<String>> distinctUserBatches(List<String> users, double maxRowsPerEvent) {
        int length = MIN_BATCH_EVENTS;
        List<Set<String>> batches = distinctUserBatches(users, length);
        while (length < users.size() && batches.stream().mapToInt(Set::size).sum() > maxRowsPerEvent * users.size()) {
            length += MIN_BATCH_EVENTS;
            batches = distinctUserBatches(users, length);
        }
        return batches;
    }

    private static List<Set<String>> distinctUserBatches(List<String> users, int length) {
        List<Set<String>> batches = new ArrayList<>();
        for (int from = 0; from < users.size(); from += length) {
            batches.add(new TreeSet<>(users.subList(from, Math.min(from + length, users.size()))));
        }
        return batches;
    }

    private void copyUntilStopped() {
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            int next = 0;
            while (running) {
                if (copyLead() > MAX_LEAD_ROWS) {
                    LockSupport.parkNanos(PAUSE_NANOS);
                    continue;
                }
                StringBuilder rows = new StringBuilder();
                for (int i = 0; i < COMMIT_ROWS; i++) {
                    String row = journalRows.get(next++ % journalRows.size());
                    int tab = row.indexOf('\t');
                    rows.append(row, 0, tab + 1)
                            .append(UUID.randomUUID())
                            .append(row, tab, row.length())
                            .append('\n');
                }
                byte[] bytes = rows.toString().getBytes(StandardCharsets.UTF_8);
                var copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("""
                        COPY baseline_journal (user_id, message_id, position, shard, received_at, epoch, happened_at, kind,
                            item_id, item_revision, value, scale, label, channel, session_id, detail) FROM STDIN""");
                copy.writeToCopy(bytes, 0, bytes.length);
                copy.endCopy();
                connection.commit();
                copied.add(COMMIT_ROWS);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void upsertUntilStopped(int connectionIndex) {
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            connection.createStatement().execute("SET synchronous_commit = off");
            PreparedStatement upsert = connection.prepareStatement("""
                    INSERT INTO baseline_profile (user_id, events_seen, last_epoch, state)
                    SELECT u, 1, 1, s FROM unnest(?::text[], ?::bytea[]) AS t(u, s)
                    ON CONFLICT (user_id) DO UPDATE
                    SET events_seen = baseline_profile.events_seen + 1, state = excluded.state""");
            int next = 0;
            while (running) {
                if (copyLead() < -MAX_LEAD_ROWS) {
                    LockSupport.parkNanos(PAUSE_NANOS);
                    continue;
                }
                String[] ids = userBatches.get(next++ % userBatches.size()).stream()
                        .filter(user -> Math.floorMod(user.hashCode(), UPSERT_CONNECTIONS) == connectionIndex)
                        .toArray(String[]::new);
                byte[][] rows = Arrays.stream(ids).map(states::get).toArray(byte[][]::new);
                upsert.setArray(1, connection.createArrayOf("text", ids));
                upsert.setArray(2, connection.createArrayOf("bytea", rows));
                upsert.executeUpdate();
                connection.commit();
                upserted.add(ids.length);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(url);
    }
}
