package io.portrait.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.portrait.ingest.JournalEntry;
import io.portrait.ingest.JournalReader;
import io.portrait.ingest.Shard;
import io.portrait.kernel.UserId;
import io.portrait.support.ApiClient;
import io.portrait.support.PortraitTest;
import io.portrait.support.TestTimeouts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.annotation.DirtiesContext.ClassMode;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tests of invariants 1 and 2 (src/docs/invariants.md) on the complete path: after a crash at any point and a replay,
 * the rows are identical bit for bit. A batch that does not save its offset makes the projection loop forever, so the
 * timeout of a minute counts as a failure.
 */
@PortraitTest
@DirtiesContext(classMode = ClassMode.BEFORE_CLASS) // needs an empty journal
@Timeout(value = TestTimeouts.TEST_SECONDS, threadMode = ThreadMode.SEPARATE_THREAD)
class ProfileReplayTest {

    @Autowired
    private ApiClient api;

    @Autowired
    private JournalReader journal;

    @Autowired
    private ProfileUpdater updater;

    @Autowired
    private EntryFold entryFold;

    @Autowired
    private UserStateCodec codec;

    @Autowired
    private ProfileProjection projection;

    @Autowired
    private ProfileProperties properties;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private PlatformTransactionManager transactionManager;

    @BeforeEach
    void putItems() {
        api.putItem("mug", "kitchen/mug", 8);
        api.putItem("lamp", "home/lighting", 40);
    }

    @AfterEach
    void restartProjection() {
        if (!projection.isRunning()) {
            projection.start();
        }
    }

    private static List<String> events(String run, int count, long seed) {
        Random random = new Random(seed);
        List<String> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add("""
                    {"userId":"%s-%d","messageId":"%d","type":"%s","item":"%s","value":%d,
                 "context":{"timezone":"%s"}}\
                """.formatted(
                    run,
                    random.nextInt(20),
                    i,
                    List.of("view", "purchase", "refund", "like").get(random.nextInt(4)),
                    List.of("mug", "lamp", "unknown").get(random.nextInt(3)),
                    random.nextInt(100),
                    List.of("Asia/Kolkata", "America/Los_Angeles", "nowhere").get(i % 3)));
        }
        return events;
    }

    private void post(List<String> events, int batch) {
        for (int from = 0; from < events.size(); from += batch) {
            assertThat(api.postEvents(events.subList(from, Math.min(events.size(), from + batch)))
                            .status())
                    .isBetween(200, 202);
        }
    }

    private Map<String, byte[]> rows() {
        Map<String, byte[]> rows = new HashMap<>();
        jdbc.query("SELECT user_id, state FROM profile", row -> {
            rows.put(row.getString(1), row.getBytes(2));
        });
        rows.keySet().removeAll(merged());
        return rows;
    }

    /** Persons with several ids, which {@link IdentityMergeTest} covers. */
    private Set<String> merged() {
        return Set.copyOf(jdbc.queryForList(
                "SELECT person FROM identity_change UNION SELECT other FROM identity_change", String.class));
    }

    private Map<String, byte[]> replayed(int batch) {
        Map<UserId, UserState> states = new HashMap<>();
        for (int shard = 0; shard < Shard.COUNT; shard++) {
            long position = 0;
            List<JournalEntry> entries = journal.read(shard, position, batch);
            while (!entries.isEmpty()) {
                entries.forEach(entry -> states.computeIfAbsent(entry.person(), codec::newState));
                entryFold.fold(entries, entry -> Objects.requireNonNull(states.get(entry.person())));
                position = entries.getLast().position();
                entries = journal.read(shard, position, batch);
            }
        }
        Map<String, byte[]> rows = new HashMap<>();
        states.forEach((user, state) -> rows.put(user.value(), codec.write(state)));
        rows.keySet().removeAll(merged());
        return rows;
    }

    private void assertRowsEqualAReplay(int batch) {
        Map<String, byte[]> stored = rows();
        Map<String, byte[]> replayed = replayed(batch);
        assertThat(stored.keySet()).isEqualTo(replayed.keySet());
        stored.forEach(
                (user, state) -> assertThat(state).as("the row of %s", user).isEqualTo(replayed.get(user)));
    }

    @Test
    void replayingTheJournalFromEmptyGivesTheStoredRowsBitForBitWhateverTheBatches() {
        post(events("replay", 700, 1), 37);
        api.putItem("mug", "kitchen/cup", 9); // later events refer to another revision, which a replay must respect
        post(events("replay-later", 300, 2), 300);
        assertRowsEqualAReplay(11);
        assertRowsEqualAReplay(5_000);
    }

    @Test
    void aCrashBetweenRowsAndOffsetLeavesNeither() {
        projection.stop();
        List<String> events = events("crash", 200, 3);
        for (String event : events) {
            api.send("POST", "dev-write", "/v1/events", "{\"events\":[" + event + "]}", Map.of());
        }
        TransactionTemplate crashing = new TransactionTemplate(transactionManager);
        for (int shard = 0; shard < Shard.COUNT; shard++) {
            int crashed = shard;
            Map<String, byte[]> before = rows();
            assertThatThrownBy(() -> crashing.executeWithoutResult(status -> {
                        updater.applyNext(crashed, 20);
                        throw new IllegalStateException("crash");
                    }))
                    .hasMessage("crash");
            assertThat(rows().keySet()).isEqualTo(before.keySet());
        }
        projection.start();
        awaitProjected();
        assertRowsEqualAReplay(1_000);
        assertThat(eventsSeenBy("crash-%")).isEqualTo(200);
    }

    @Test
    void aCrashAfterTheRowsAreCommittedDoesNotApplyThemTwice() {
        projection.stop();
        postWithoutWaiting(events("after", 100, 4));
        for (int shard = 0; shard < Shard.COUNT; shard++) {
            updater.applyNext(shard, 7);
        }
        projection.start(); // like a new process, it has only the tables
        awaitProjected();
        assertThat(eventsSeenBy("after-%")).isEqualTo(100);
        assertRowsEqualAReplay(1_000);
    }

    @Test
    void concurrentProjectionsApplyEveryEventOnce() throws InterruptedException {
        projection.stop();
        postWithoutWaiting(events("two", 400, 5));
        List<Thread> instances = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            instances.add(Thread.ofPlatform().start(() -> {
                for (int round = 0; round < 30; round++) {
                    for (int shard = 0; shard < Shard.COUNT; shard++) {
                        updater.applyNext(shard, 5);
                    }
                }
            }));
        }
        for (Thread instance : instances) {
            instance.join();
        }
        projection.start();
        awaitProjected();
        assertThat(eventsSeenBy("two-%")).isEqualTo(400);
        assertRowsEqualAReplay(1_000);
    }

    private int erase(String user) {
        return api.send("DELETE", "dev-admin", "/v1/subjects/" + user, "", Map.of())
                .status();
    }

    @Test
    void erasureRemovesOneUserAndKeepsTheOtherRowsUnchanged() {
        post(events("erase", 400, 7), 50);
        Map<String, byte[]> before = rows();
        assertThat(before).containsKey("erase-5");

        assertThat(erase("erase-5")).isEqualTo(204);

        Map<String, byte[]> after = rows();
        before.remove("erase-5");
        assertThat(after.keySet()).isEqualTo(before.keySet());
        before.forEach((user, row) -> assertThat(after.get(user)).as(user).isEqualTo(row));
        assertRowsEqualAReplay(100);
        post(List.of("{\"userId\":\"erase-6\",\"messageId\":\"later\",\"type\":\"click\"}"), 1);
        assertRowsEqualAReplay(100);
    }

    /** The events are in the memory of this instance, not read yet, when they are deleted from the table. */
    @Test
    void pendingEventsOfAnErasedUserAreNotApplied() {
        projection.stop();
        postWithoutWaiting(events("waiting", 100, 8));
        assertThat(erase("waiting-3")).isEqualTo(204);
        projection.start();
        awaitProjected();
        assertThat(eventsSeenBy("waiting-3")).isZero();
        assertThat(eventsSeenBy("waiting-%")).isPositive();
        assertRowsEqualAReplay(1_000);
    }

    /** The row is cached, and another user of the same shard makes the projection write again. */
    @Test
    void aCachedRowIsNotWrittenAfterErasure() {
        post(events("memory", 200, 9), 20);
        assertThat(erase("memory-3")).isEqualTo(204);
        assertThat(api.send(
                                "PUT",
                                "dev-admin",
                                "/v1/subjects/memory-3/consent",
                                "{\"purposes\":{\"personalisation\":true}}",
                                Map.of())
                        .status())
                .isEqualTo(200);
        post(List.of("{\"userId\":\"memory-3\",\"messageId\":\"new\",\"type\":\"click\"}"), 1);
        assertThat(eventsSeenBy("memory-3")).isEqualTo(1);
        assertRowsEqualAReplay(1_000);
    }

    /** The bound holds on fast and slow machines: two rounds are at least an interval apart. */
    @Test
    void writesARowOncePerRound() throws InterruptedException {
        jdbc.execute("CREATE TABLE written (user_id text)");
        jdbc.execute("""
                CREATE FUNCTION note_written() RETURNS trigger LANGUAGE plpgsql AS
                'BEGIN INSERT INTO written VALUES (new.user_id); RETURN NULL; END'
                """);
        jdbc.execute("""
                CREATE TRIGGER note_written AFTER INSERT OR UPDATE ON profile
                FOR EACH ROW EXECUTE FUNCTION note_written()
                """);
        int posts = 400;
        long start = System.nanoTime();
        postFromSeveralThreads(posts, 8);
        long rounds =
                (System.nanoTime() - start) / properties.minRoundInterval().toNanos();
        api.postEvents(streamed(posts)); // waits until the event is applied
        assertThat(jdbc.queryForObject("SELECT count(*) FROM written WHERE user_id = 'streamed'", Integer.class))
                .isBetween(1, (int) rounds + 3);
        jdbc.execute("DROP FUNCTION note_written CASCADE"); // with its trigger
        jdbc.execute("DROP TABLE written");
    }

    private static String streamed(int n) {
        return """
            {"events":[{"userId":"streamed","messageId":"%d","type":"view","item":"mug"}]}\
            """.formatted(n);
    }

    private void postFromSeveralThreads(int posts, int threads) throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        List<Thread> senders = IntStream.range(0, threads)
                .mapToObj(i -> Thread.startVirtualThread(() -> {
                    for (int n = next.getAndIncrement(); n < posts; n = next.getAndIncrement()) {
                        api.send("POST", "dev-write", "/v1/events", streamed(n), Map.of());
                    }
                }))
                .toList();
        for (Thread sender : senders) {
            sender.join();
        }
    }

    @Test
    void rowsOfAnotherLayoutAreRejectedWithAnAction() {
        post(events("layout", 5, 6), 5);
        byte[] row = rows().values().iterator().next().clone();
        row[0] = 126;
        assertThatThrownBy(() -> codec.read(new UserId("layout"), row))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("layout version 63")
                .hasMessageContaining("--portrait.profiles.rebuild=true");
    }

    private void postWithoutWaiting(List<String> events) {
        assertThat(api.send(
                                "POST",
                                "dev-write",
                                "/v1/events",
                                "{\"events\":[" + String.join(",", events) + "]}",
                                Map.of())
                        .status())
                .isEqualTo(202);
    }

    private long eventsSeenBy(String pattern) {
        Long sum = jdbc.queryForObject(
                "SELECT coalesce(sum(events_seen), 0) FROM profile WHERE user_id LIKE ?", Long.class, pattern);
        return sum == null ? 0 : sum;
    }

    private void awaitProjected() {
        await().atMost(TestTimeouts.STATE).until(() -> {
            for (int shard = 0; shard < Shard.COUNT; shard++) {
                Long position = jdbc.queryForObject(
                        "SELECT position FROM projection_offset WHERE shard = ?", Long.class, shard);
                if (journal.hasEntries(shard, position == null ? 0 : position, Long.MAX_VALUE)) {
                    return false;
                }
            }
            return true;
        });
    }
}
