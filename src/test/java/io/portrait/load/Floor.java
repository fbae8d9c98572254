package io.portrait.load;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.postgresql.PGConnection;

/**
 * What PostgreSQL alone can durably do with the same rows: the service's own journal rows COPYed into a table with the
 * same indexes, and its own profile rows upserted in batches, in the proportion in which the service did both; nothing
 * is parsed, learned or answered. One connection copies and two upsert, as in the service, in the same database server.
 */
final class Floor {

    private static final int GROUP = 2_000;
    private static final int UPSERT = 500;
    private static final long MEASURED_NANOS = 30_000_000_000L;

    private final String url;
    private final double rowsPerEvent;
    private final LongAdder copied = new LongAdder();
    private final LongAdder upserted = new LongAdder();
    private final List<String> journalRows = new ArrayList<>();
    private final List<String> users = new ArrayList<>();
    private final List<byte[]> states = new ArrayList<>();
    private volatile boolean running = true;

    Floor(String url, double rowsPerEvent) {
        this.url = url;
        this.rowsPerEvent = rowsPerEvent;
    }

    double eventsPerSecond() throws InterruptedException {
        prepare();
        List<Thread> threads = List.of(
                Thread.ofPlatform().start(this::copyAll),
                Thread.ofPlatform().start(() -> upsertAll(0)),
                Thread.ofPlatform().start(() -> upsertAll(1)));
        long start = System.nanoTime();
        while (System.nanoTime() - start < MEASURED_NANOS) {
            Thread.sleep(50);
        }
        running = false;
        double seconds = (System.nanoTime() - start) / 1e9;
        double events = Math.min((double) copied.sum(), (double) upserted.sum() / rowsPerEvent);
        for (Thread thread : threads) {
            thread.join();
        }
        return events / seconds;
    }

    private void prepare() {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    DROP TABLE IF EXISTS floor_journal, floor_profile;
                    CREATE TABLE floor_journal (LIKE journal INCLUDING ALL);
                    CREATE UNIQUE INDEX ON floor_journal (user_id, message_id);
                    CREATE INDEX ON floor_journal (shard, position);
                    CREATE TABLE floor_profile (LIKE profile INCLUDING ALL)
                        WITH (fillfactor = 50, toast_tuple_target = 8160);
                    INSERT INTO floor_profile SELECT * FROM profile;
                    """);
            var journal = statement.executeQuery("""
                    SELECT concat_ws(E'\\t', user_id, position, shard, received_at, epoch, happened_at, kind,
                           coalesce(item_id, '\\N'), coalesce(item_revision::text, '\\N'), coalesce(value::text, '\\N'),
                           '\\N', '\\N', coalesce(channel, '\\N'), coalesce(session_id, '\\N'), coalesce(detail, '\\N'))
                    FROM journal ORDER BY position DESC LIMIT 20000""");
            while (journal.next()) {
                journalRows.add(journal.getString(1));
            }
            var profiles = statement.executeQuery("SELECT user_id, state FROM profile ORDER BY random() LIMIT 50000");
            while (profiles.next()) {
                users.add(profiles.getString(1));
                states.add(profiles.getBytes(2));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void copyAll() {
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            int next = 0;
            while (running) {
                if ((double) copied.sum() * rowsPerEvent > upserted.sum() + 4 * GROUP) {
                    LockSupport.parkNanos(200_000);
                    continue;
                }
                StringBuilder rows = new StringBuilder();
                for (int i = 0; i < GROUP; i++) {
                    String row = journalRows.get(next++ % journalRows.size());
                    int tab = row.indexOf('\t');
                    rows.append(row, 0, tab + 1)
                            .append(UUID.randomUUID())
                            .append(row, tab, row.length())
                            .append('\n');
                }
                byte[] bytes = rows.toString().getBytes(StandardCharsets.UTF_8);
                var copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("""
                        COPY floor_journal (user_id, message_id, position, shard, received_at, epoch, happened_at, kind,
                            item_id, item_revision, value, scale, label, channel, session_id, detail) FROM STDIN""");
                copy.writeToCopy(bytes, 0, bytes.length);
                copy.endCopy();
                connection.commit();
                copied.add(GROUP);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void upsertAll(int lane) {
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            connection.createStatement().execute("SET synchronous_commit = off");
            PreparedStatement upsert = connection.prepareStatement("""
                    INSERT INTO floor_profile (user_id, events_seen, last_epoch, state)
                    SELECT u, 1, 1, s FROM unnest(?::text[], ?::bytea[]) AS t(u, s)
                    ON CONFLICT (user_id) DO UPDATE
                    SET events_seen = floor_profile.events_seen + 1, state = excluded.state""");
            int next = lane;
            while (running) {
                List<String> ids = new ArrayList<>();
                List<byte[]> rows = new ArrayList<>();
                for (int i = 0; i < UPSERT; i++, next += 2) {
                    ids.add(users.get(next % users.size()));
                    rows.add(states.get(next % states.size()));
                }
                upsert.setArray(1, connection.createArrayOf("text", ids.toArray()));
                upsert.setArray(2, connection.createArrayOf("bytea", rows.toArray(byte[][]::new)));
                upsert.executeUpdate();
                connection.commit();
                upserted.add(UPSERT);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(url, "postgres", "");
    }
}
