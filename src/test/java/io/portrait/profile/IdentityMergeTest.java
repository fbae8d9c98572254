package io.portrait.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portrait.ingest.IdentityGraph;
import io.portrait.ingest.JournalEntry;
import io.portrait.ingest.JournalReader;
import io.portrait.ingest.Shard;
import io.portrait.kernel.Topic;
import io.portrait.kernel.UserId;
import io.portrait.support.ApiClient;
import io.portrait.support.ApiClient.ApiResponse;
import io.portrait.support.PortraitTest;
import io.portrait.support.TestTimeouts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tests of identity merges: a person with several ids has the row that a single id would have, and after an unmerge
 * each id has its own row. The expected rows come from a replay in the test and from a complete rebuild.
 */
@PortraitTest
@Timeout(value = TestTimeouts.TEST_SECONDS, threadMode = ThreadMode.SEPARATE_THREAD)
class IdentityMergeTest {

    @Autowired
    private ApiClient api;

    @Autowired
    private JournalReader journal;

    @Autowired
    private IdentityGraph identities;

    @Autowired
    private EntryFold entryFold;

    @Autowired
    private ProfileUpdater updater;

    @Autowired
    private UserStateCodec codec;

    @Autowired
    private ProfileStore store;

    @Autowired
    private ProfileProjection projection;

    @Autowired
    private JdbcTemplate jdbc;

    @BeforeEach
    void putItems() {
        api.putItem("id-mug", "kitchen/mug", 8);
        api.putItem("id-lamp", "home/lighting", 40);
    }

    private static String event(String idField, String id, String message, Random random) {
        return """
            {"%s":"%s","messageId":"%s","type":"%s","item":"%s","value":%d,"timestamp":"2026-11-%02dT10:00:00Z"}\
            """.formatted(
                        idField,
                        id,
                        message,
                        List.of("view", "purchase", "like").get(random.nextInt(3)),
                        List.of("id-mug", "id-lamp").get(random.nextInt(2)),
                        random.nextInt(100),
                        1 + random.nextInt(20));
    }

    /** An action of a person at a random time of three days, or the label of a payment. */
    private static String actionOrLabel(String user, String message, Random random) {
        String type = random.nextInt(6) == 0
                ? "\"transaction\",\"properties\":{\"transactionId\":\"t\",\"fraud\":true}"
                : "\"%s\",\"item\":\"id-mug\",\"value\":5"
                        .formatted(List.of("view", "purchase", "like").get(random.nextInt(3)));
        return """
            {"userId":"%s","messageId":"%s","type":%s,"timestamp":"2026-11-%02dT%02d:%02d:%02dZ"}\
            """.formatted(
                        user,
                        message,
                        type,
                        1 + random.nextInt(3),
                        9 + random.nextInt(3),
                        random.nextInt(60),
                        random.nextInt(60));
    }

    private void post(String... events) {
        ApiResponse answer = api.postEvents(List.of(events));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().path("rejected").asInt()).as(answer.text()).isZero();
    }

    private void postSome(String anonymous, String user, String run, int count) {
        Random random = new Random(run.hashCode());
        for (int i = 0; i < count; i++) {
            boolean known = random.nextBoolean();
            post(event(known ? "userId" : "anonymousId", known ? user : anonymous, run + i, random));
        }
    }

    private void identify(String user, String anonymous) {
        post(
                "{\"type\":\"identify\",\"userId\":\"%s\",\"anonymousId\":\"%s\",\"messageId\":\"id-%s\",\"traits\":{\"plan\":\"pro\"}}"
                        .formatted(user, anonymous, anonymous));
    }

    private UserState stored(String user) {
        return Objects.requireNonNull(store.findExisting(only(user)).get(new UserId(user)), user);
    }

    private boolean hasRow(String user) {
        return !store.findExisting(only(user)).isEmpty();
    }

    private static SortedSet<UserId> only(String user) {
        return new TreeSet<>(Set.of(new UserId(user)));
    }

    /**
     * Compares a row with a replay of the entries of these ids, except for the contributions, which are not replayed.
     */
    private void assertRowEqualsReplayOf(String person, String... ids) {
        UserState replayed = codec.newState(new UserId(person));
        Set<UserId> all = Arrays.stream(ids).map(UserId::new).collect(Collectors.toSet());
        List<JournalEntry> entries = new ArrayList<>();
        for (int shard = 0; shard < Shard.COUNT; shard++) {
            journal.read(shard, 0, Integer.MAX_VALUE).stream()
                    .filter(entry -> all.contains(entry.event().userId()))
                    .forEach(entries::add);
        }
        entries.sort((a, b) -> Long.compare(a.position(), b.position()));
        entryFold.fold(entries, entry -> replayed);
        UserState row = stored(person);
        replayed.setContributions(row.contributions());
        assertThat(codec.write(row)).as("the row of %s", person).isEqualTo(codec.write(replayed));
        assertThat(row.eventsSeen())
                .isEqualTo(entries.stream()
                        .filter(entry -> entry.event().changesProfile())
                        .count());
    }

    private Map<String, byte[]> rows(String prefix) {
        Map<String, byte[]> rows = new HashMap<>();
        jdbc.query(
                "SELECT user_id, state FROM profile WHERE user_id LIKE ?",
                row -> {
                    rows.put(row.getString(1), row.getBytes(2));
                },
                prefix + "%");
        return rows;
    }

    private void rebuildAllProfiles() {
        projection.stop();
        jdbc.execute("TRUNCATE profile");
        jdbc.update("UPDATE projection_offset SET position = 0, rows_version = rows_version + 1");
        jdbc.update("UPDATE identity_change SET applied = false");
        projection.start();
        awaitProjected();
    }

    private void awaitProjected() {
        await().atMost(TestTimeouts.STATE)
                .until(() -> IntStream.range(0, Shard.COUNT)
                        .noneMatch(shard -> journal.hasEntries(shard, store.position(shard), Long.MAX_VALUE)
                                || identities.nextPending(shard).isPresent()));
    }

    @Test
    void identifyMergesTheAnonymousIdAndItsLaterEvents() {
        postSome("m1-anon", "m1-ada", "m1-", 30);
        identify("m1-ada", "m1-anon");
        assertRowEqualsReplayOf("m1-ada", "m1-ada", "m1-anon");
        assertThat(hasRow("m1-anon")).isFalse();

        postSome("m1-anon", "m1-ada", "m1-late-", 20);
        assertRowEqualsReplayOf("m1-ada", "m1-ada", "m1-anon");
        assertThat(api.profile("m1-anon")).isEqualTo(api.profile("m1-ada"));
        assertThat(api.get("dev-internal", "/v1/profiles/m1-anon/events?limit=1000")
                        .json()
                        .path("events")
                        .size())
                .isEqualTo(51);
        assertThat(api.profile("m1-ada").at("/traits/plan").asString()).isEqualTo("pro");
    }

    @Test
    void unmergeSeparatesTheRows() {
        postSome("m2-anon", "m2-ada", "m2-", 30);
        assertThat(api.merge("m2-ada", "m2-anon").status()).isEqualTo(200);
        postSome("m2-anon", "m2-ada", "m2-late-", 20);
        assertThat(api.unmerge("m2-ada", "m2-anon").status()).isEqualTo(200);
        assertRowEqualsReplayOf("m2-ada", "m2-ada");
        assertRowEqualsReplayOf("m2-anon", "m2-anon");
        postSome("m2-anon", "m2-ada", "m2-later-", 20);
        assertRowEqualsReplayOf("m2-ada", "m2-ada");
        assertRowEqualsReplayOf("m2-anon", "m2-anon");
        assertThat(api.unmerge("m2-ada", "m2-anon").code()).isEqualTo("not-merged");
    }

    @Test
    void mergingAndUnmergingMovesAllIdsOfAPerson() {
        postSome("m3-a", "m3-b", "m3-1-", 20);
        postSome("m3-c", "m3-d", "m3-2-", 20);
        api.merge("m3-b", "m3-a");
        api.merge("m3-c", "m3-b");
        api.merge("m3-c", "m3-d");
        assertRowEqualsReplayOf("m3-c", "m3-a", "m3-b", "m3-c", "m3-d");
        assertThat(api.get("dev-internal", "/v1/profiles/m3-a/aliases").json().toString())
                .isEqualTo("{\"userId\":\"m3-c\",\"aliases\":[\"m3-a\",\"m3-b\",\"m3-d\"]}");
        assertThat(api.unmerge("m3-c", "m3-b").status()).isEqualTo(200);
        assertRowEqualsReplayOf("m3-c", "m3-c", "m3-d");
        assertRowEqualsReplayOf("m3-b", "m3-a", "m3-b");
    }

    @Test
    void aClientCannotMergeAKnownUserOrAnIdOfAnotherPerson() {
        post(event("userId", "m4-known", "1", new Random(1)), event("anonymousId", "m4-anon", "1", new Random(1)));
        ApiResponse known = api.postEvents(List.of(
                "{\"type\":\"alias\",\"userId\":\"m4-mallory\",\"previousId\":\"m4-known\",\"messageId\":\"a1\"}"));
        assertThat(known.json().at("/receipts/0/code").asString()).isEqualTo("not-taken");
        identify("m4-eve", "m4-known");
        assertThat(identities.personOf(new UserId("m4-known"))).isEqualTo(new UserId("m4-known"));

        identify("m4-alice", "m4-anon");
        post("{\"type\":\"identify\",\"userId\":\"m4-bob\",\"anonymousId\":\"m4-anon\",\"messageId\":\"second\"}");
        assertThat(identities.personOf(new UserId("m4-anon"))).isEqualTo(new UserId("m4-alice"));
        ApiResponse taken = api.merge("m4-bob", "m4-anon");
        assertThat(taken.status()).isEqualTo(409);
        assertThat(taken.code()).isEqualTo("id-taken");
    }

    @Test
    void aPersonHasAtMostFiftyIds() {
        for (int i = 1; i < 50; i++) {
            assertThat(api.merge("m5-ada", "m5-" + i).status()).isLessThan(300);
        }
        assertThat(api.merge("m5-ada", "m5-50").code()).isEqualTo("too-many-ids");
    }

    @Test
    void openContributionsStayWithTheirRowAndReturnAtASplit() {
        postSome("m6-anon", "m6-ada", "m6-", 30);
        Map<Topic, Long> ofAda = openContribution("m6-ada");
        Map<Topic, Long> ofAnonymous = openContribution("m6-anon");
        api.merge("m6-ada", "m6-anon");
        assertThat(openContribution("m6-ada")).isEqualTo(ofAda);
        postSome("m6-anon", "m6-anon", "m6-late-", 5);
        assertThat(openContribution("m6-ada"))
                .as("events with the merged id in the same epoch")
                .isEqualTo(ofAda);
        api.unmerge("m6-ada", "m6-anon");
        assertThat(openContribution("m6-ada")).isEqualTo(ofAda);
        assertThat(openContribution("m6-anon")).isEqualTo(ofAnonymous);
    }

    private Map<Topic, Long> openContribution(String user) {
        List<EpochContribution> contributions = stored(user).contributions();
        return contributions.isEmpty() ? Map.of() : contributions.getLast().sums();
    }

    @Test
    void concurrentMergesEventsAndProjectionsApplyEveryEventOnce() throws InterruptedException {
        int writers = 4;
        int events = 60;
        List<Thread> threads = new ArrayList<>();
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        Thread.Builder client = Thread.ofVirtual().uncaughtExceptionHandler((thread, e) -> failures.add(e));
        for (int writer = 0; writer < writers; writer++) {
            int number = writer;
            threads.add(client.start(() -> {
                Random random = new Random(number);
                for (int i = 0; i < events; i++) {
                    int id = random.nextInt(6);
                    boolean known = id < 2;
                    post(event(known ? "userId" : "anonymousId", "m7-" + id, number + "-" + i, random));
                }
            }));
        }
        threads.add(client.start(() -> {
            Random random = new Random(99);
            for (int i = 0; i < 40; i++) {
                String person = "m7-" + random.nextInt(2);
                String other = "m7-" + (2 + random.nextInt(4));
                ApiResponse answer = random.nextInt(3) > 0 ? api.merge(person, other) : api.unmerge(person, other);
                assertThat(answer.status()).isIn(200, 202, 409);
            }
        }));
        threads.add(Thread.ofPlatform().start(() -> {
            for (int round = 0; round < 200; round++) {
                updater.applyNext(round % Shard.COUNT, 3); // simulates another instance
            }
        }));
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failures).isEmpty();
        awaitProjected();
        assertPersons("m7-", 6);
        Long seen = jdbc.queryForObject("SELECT sum(events_seen) FROM profile WHERE user_id LIKE 'm7-%'", Long.class);
        Long journalled = jdbc.queryForObject(
                "SELECT count(*) FROM journal WHERE user_id LIKE 'm7-%' AND event_type <= 17", Long.class);
        assertThat(seen).isEqualTo(journalled).isGreaterThanOrEqualTo((long) writers * events);

        Map<String, byte[]> rows = rows("m7-");
        rebuildAllProfiles();
        assertThat(rows("m7-")).containsExactlyInAnyOrderEntriesOf(rows);
    }

    /**
     * Two ids are merged and split at random while events arrive: late and repeated ones and labels of payments too. A
     * control with the same events is never merged; another control has all events under one id.
     */
    @Test
    void mergesAndSplitsLeaveNoTrace() {
        for (int seed = 0; seed < 6; seed++) {
            Random random = new Random(seed);
            String run = "m8-" + seed + "-";
            boolean merged = false;
            for (int step = 0; step < 25; step++) {
                if (random.nextInt(4) == 0) {
                    merged = !merged;
                    ApiResponse answer = merged ? api.merge(run + "a", run + "b") : api.unmerge(run + "a", run + "b");
                    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
                } else {
                    boolean isRepeated = step > 5 && random.nextInt(5) == 0;
                    long event = isRepeated ? random.nextInt(step) : step;
                    // an odd number belongs to a, so that a repeated message comes from the same id
                    String id = event % 2 == 1 ? "a" : "b";
                    post(
                            actionOrLabel(run + id, "m" + event, new Random(31L * seed + event)),
                            actionOrLabel(run + "control-" + id, "m" + event, new Random(31L * seed + event)),
                            actionOrLabel(run + "control-both", "m" + event, new Random(31L * seed + event)));
                }
                if (merged) {
                    assertSameProfile(run + "a", run + "control-both");
                }
            }
            if (merged) {
                api.unmerge(run + "a", run + "b");
            }
            assertSameProfile(run + "a", run + "control-a");
            assertSameProfile(run + "b", run + "control-b");
        }
    }

    /** Compares everything but the id and the time of arrival of the last event. */
    private void assertSameProfile(String user, String control) {
        assertThat(withoutIdAndArrival(user)).as(user).isEqualTo(withoutIdAndArrival(control));
    }

    private JsonNode withoutIdAndArrival(String user) {
        JsonNode profile = api.profile(user);
        assertThat(profile.path("eventsSeen").isMissingNode()
                        || profile.path("eventsSeen").asInt() > 0)
                .isTrue();
        return ((ObjectNode) profile).without(List.of("userId", "updatedAt", "detail", "instance"));
    }

    @Test
    void aPersonOfWhomOnlyMergesAreKnownHasNoProfile() {
        api.merge("m9-a", "m9-b");
        assertThat(api.get("dev-internal", "/v1/profiles/m9-a").status()).isEqualTo(404);
        api.unmerge("m9-a", "m9-b");
        assertThat(api.get("dev-internal", "/v1/profiles/m9-a").status()).isEqualTo(404);
    }

    @Test
    void aMessageUnderTwoIdsOfAPersonCountsOnce() {
        post(event("anonymousId", "m10-anon", "once", new Random(1)));
        identify("m10-ada", "m10-anon");
        assertDuplicate("userId", "m10-ada", "once");
        post(event("userId", "m10-ada", "again", new Random(2)));
        assertDuplicate("anonymousId", "m10-anon", "again");

        post(event("anonymousId", "m10-second", "twice", new Random(3)));
        ApiResponse oneBatch = api.postEvents(List.of(
                "{\"type\":\"identify\",\"userId\":\"m10-ada\",\"anonymousId\":\"m10-second\",\"messageId\":\"i\"}",
                event("userId", "m10-ada", "twice", new Random(3))));
        assertThat(oneBatch.json().path("duplicates").asInt()).isEqualTo(1);
    }

    private void assertDuplicate(String idField, String id, String message) {
        assertThat(api.postEvents(List.of(event(idField, id, message, new Random(1))))
                        .json()
                        .at("/receipts/0/status")
                        .asString())
                .as("%s under %s", message, id)
                .isEqualTo("duplicate");
    }

    private void assertPersons(String prefix, int ids) {
        for (int i = 0; i < ids; i++) {
            UserId id = new UserId(prefix + i);
            if (identities.personOf(id).equals(id) && hasRow(id.value())) {
                assertRowEqualsReplayOf(
                        id.value(),
                        identities.idsOf(id).stream().map(UserId::value).toArray(String[]::new));
            }
        }
    }
}
