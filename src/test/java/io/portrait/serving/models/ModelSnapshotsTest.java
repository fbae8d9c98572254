package io.portrait.serving.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portrait.support.ApiClient;
import io.portrait.support.PortraitTest;
import io.portrait.support.TestTimeouts;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Invariants 2 and 6 (src/docs/invariants.md) for snapshots of the global models: a snapshot and the later entries give the
 * same models as the whole journal, bit for bit.
 */
@PortraitTest
@ExtendWith(StoppedModelProjection.class)
@Timeout(value = TestTimeouts.TEST_SECONDS, threadMode = ThreadMode.SEPARATE_THREAD)
class ModelSnapshotsTest {

    private static final List<String> TYPES =
            List.of("view", "click", "impression", "purchase", "like", "rating", "transaction", "search");

    @Autowired
    private ApiClient api;

    @Autowired
    private ApplicationContext service;

    @Autowired
    private JdbcModelGeneration generations;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private PlatformTransactionManager transactionManager;

    private ProjectionInstance.Source source() {
        return ProjectionInstance.Source.of(service);
    }

    @BeforeEach
    void deleteSnapshotsAndPutItems() {
        source().deleteSnapshot();
        api.putItem("mug", "kitchen/mug", 8);
        api.putItem("lamp", "home/lighting", 40);
    }

    /** Posts events of all types that the models learn from, among them payments with labels. */
    private void postRandomEvents(String run, int count, long seed) {
        Random random = new Random(seed);
        List<String> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String type = TYPES.get(random.nextInt(TYPES.size()));
            String about = type.equals("search")
                    ? "\"query\":\"mug\""
                    : "\"item\":\"%s\""
                            .formatted(List.of("mug", "lamp", "unknown").get(random.nextInt(3)));
            String label = type.equals("transaction") && random.nextBoolean()
                    ? ",\"properties\":{\"merchant\":\"m-%d\",\"fraud\":%b}"
                            .formatted(random.nextInt(3), random.nextBoolean())
                    : "";
            events.add("{\"userId\":\"%s-%d\",\"messageId\":\"%d\",\"type\":\"%s\",%s,\"value\":%d%s}"
                    .formatted(run, random.nextInt(9), i, type, about, 1 + random.nextInt(50), label));
        }
        for (int from = 0; from < count; from += 100) {
            api.postEvents(events.subList(from, Math.min(count, from + 100)));
        }
    }

    @Test
    void aSnapshotPlusLaterEntriesEqualsAFullReplayBitForBit() {
        postRandomEvents("earlier", 300, 1);
        ProjectionInstance before = source().instance(11).caughtUp();
        postRandomEvents("later", 40, 2);
        before.steps(1).store().steps(2); // learned but not stored, as if the process was killed
        long stored = before.position() - 22;
        ProjectionInstance after = source().instance(13).steps(1);
        assertThat(after.position()).as("starts at the snapshot").isEqualTo(stored + 13);
        assertThat(after.caughtUp().bytes()).isEqualTo(source().replayed());
    }

    @Test
    void anOlderModelDoesNotReplaceANewerSnapshot() {
        postRandomEvents("ahead", 60, 3);
        ProjectionInstance behind = source().instance(10).steps(2);
        ProjectionInstance ahead = source().instance(10).steps(4);
        ahead.store();
        behind.store();
        assertThat(source().instance(1).steps(1).position()).isEqualTo(41);
    }

    @Test
    void aSecondWriterSkipsInsteadOfWaiting() {
        postRandomEvents("locked", 60, 4);
        ProjectionInstance instance = source().instance(10).steps(2);
        new TransactionTemplate(transactionManager).executeWithoutResult(status -> {
            jdbc.queryForObject("SELECT pg_advisory_xact_lock(?)::text", String.class, 0x656e747269657321L);
            Thread other = Thread.ofPlatform().start(instance::store);
            assertThat(joined(other)).isTrue();
        });
        assertThat(storedChunks()).isZero();
    }

    private static boolean joined(Thread thread) {
        try {
            return thread.join(Duration.ofSeconds(30));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private long storedChunks() {
        return Objects.requireNonNull(jdbc.queryForObject("SELECT count(*) FROM model_snapshot_chunk", Long.class));
    }

    @Test
    void aFailedWriteKeepsThePreviousSnapshot() {
        postRandomEvents("failed", 60, 5);
        ProjectionInstance instance = source().instance(10).steps(2).store().steps(2);
        jdbc.execute("ALTER TABLE model_snapshot ADD CONSTRAINT killed CHECK (position < 30) NOT VALID");
        try {
            assertThatThrownBy(instance::store).isInstanceOf(DataIntegrityViolationException.class);
        } finally {
            jdbc.execute("ALTER TABLE model_snapshot DROP CONSTRAINT killed");
        }
        ProjectionInstance next = source().instance(1).steps(1);
        assertThat(next.position()).isEqualTo(21);
        assertThat(next.caughtUp().bytes()).isEqualTo(source().replayed());
    }

    @Test
    void aDamagedSnapshotIsNotRead() {
        postRandomEvents("damaged", 60, 6);
        source().instance(20).steps(2).store();
        jdbc.update("UPDATE model_snapshot_chunk SET bytes = set_byte(bytes, 900, get_byte(bytes, 900) # 1)");
        ProjectionInstance next = source().instance(5).steps(1);
        assertThat(next.position()).isEqualTo(5);
        assertThat(next.caughtUp().bytes()).isEqualTo(source().replayed());
    }

    @Test
    void theSnapshotOfAnotherConfigurationOrVersionIsNotRead() {
        postRandomEvents("other", 60, 7);
        source().instance(20, 500).steps(2).store();
        assertThat(source().instance(5).steps(1).position()).isEqualTo(5);
        source().instance(20).steps(2).store();
        jdbc.update("UPDATE model_snapshot SET fingerprint = replace(fingerprint, 'layout 1', 'layout 99')");
        assertThat(source().instance(5).steps(1).position()).isEqualTo(5);
    }

    @Test
    void anErasureDeletesTheSnapshotAndRemovesThePersonFromAllModels() {
        postRandomEvents("stay", 50, 8);
        postRandomEvents("leave", 50, 9);
        ProjectionInstance instance = source().instance(20).caughtUp().store();
        assertThat(new String(instance.bytes(), StandardCharsets.ISO_8859_1)).contains("leave-3");
        api.send("DELETE", "dev-admin", "/v1/subjects/leave-3", "", Map.of());
        assertThat(storedChunks()).isZero();
        assertThat(new String(instance.caughtUp().bytes(), StandardCharsets.ISO_8859_1))
                .doesNotContain("leave-3")
                .contains("stay-3");
        assertThat(instance.bytes()).isEqualTo(source().replayed());
    }

    /** The erasure begins first and commits after the bytes of the snapshot were written. */
    @Test
    void aSnapshotWrittenDuringAnErasureIsRolledBack() throws InterruptedException {
        postRandomEvents("erasure", 60, 10);
        ProjectionInstance instance = source().instance(10).caughtUp();
        CountDownLatch erasing = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Thread erasure = Thread.ofPlatform()
                .start(() -> new TransactionTemplate(transactionManager).executeWithoutResult(status -> {
                    generations.increment();
                    instance.snapshots.deleteAll();
                    erasing.countDown();
                    await(end);
                }));
        erasing.await();
        Thread store = Thread.ofPlatform().start(() -> instance.store());
        try {
            assertThat(store.join(Duration.ofMillis(300)))
                    .as("waits for the erasure")
                    .isFalse();
        } finally {
            end.countDown();
        }
        erasure.join();
        store.join();
        assertThat(storedChunks()).isZero();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
