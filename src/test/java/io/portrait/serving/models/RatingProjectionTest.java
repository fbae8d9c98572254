package io.portrait.serving.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.portrait.catalog.Catalog;
import io.portrait.ingest.Journal;
import io.portrait.kernel.ItemId;
import io.portrait.kernel.UserId;
import io.portrait.model.rating.RatingComponent;
import io.portrait.model.rating.RatingConfig;
import io.portrait.model.rating.RatingModel;
import io.portrait.support.ApiClient;
import io.portrait.support.PortraitTest;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;

/** Invariant 2 for what all users share: the model is a function of the journal, whoever follows it and since when. */
@PortraitTest
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class RatingProjectionTest {

    @Autowired
    private ApiClient api;

    @Autowired
    private Journal journal;

    @Autowired
    private Catalog catalog;

    @Autowired
    private RatingPredictor live;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private PlatformTransactionManager transactionManager;

    /** As much of another process as this layer knows of itself. */
    private final class RatingProjectionInstance {

        private final RatingModelProperties properties;
        private final JdbcRatingSnapshots snapshots;
        private final RatingPredictor ratings;
        private final RatingProjection projection;

        RatingProjectionInstance(int maxBatch, int maxUsers) {
            properties =
                    new RatingModelProperties(maxBatch, Duration.ofMillis(50), Duration.ofDays(1), maxUsers, 20_000);
            snapshots = new JdbcRatingSnapshots(jdbc, transactionManager, properties, Clock.systemUTC());
            ratings = new RatingPredictor(catalog, snapshots, properties);
            projection = new RatingProjection(journal, catalog, ratings, snapshots, properties, () -> {});
        }

        RatingProjectionInstance(int maxBatch) {
            this(maxBatch, 20_000);
        }

        RatingProjectionInstance caughtUp() {
            while (projection.step() > 0) {
                // goes on
            }
            return this;
        }

        RatingProjectionInstance steps(int count) {
            for (int i = 0; i < count; i++) {
                projection.step();
            }
            return this;
        }

        byte[] bytes() {
            return RatingProjectionTest.bytes(ratings.checkpoint().model());
        }

        void store() {
            snapshots.store(ratings.checkpoint());
        }
    }

    private static byte[] bytes(RatingModel model) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            model.write(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @BeforeEach
    void putItems() {
        jdbc.update("UPDATE rating_snapshot SET fingerprint = NULL, position = 0");
        api.putItem("mug", "kitchen/mug", 8);
        api.putItem("lamp", "home/lighting", 40);
    }

    private void postRandomRatings(String run, int count, long seed) {
        Random random = new Random(seed);
        List<String> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add("""
                    {"userId":"%s-%d","messageId":"%d","type":"%s","item":"%s","value":%d,"properties":{"scale":10}}""".formatted(
                            run,
                            random.nextInt(12),
                            i,
                            random.nextInt(5) == 0 ? "view" : "rating",
                            List.of("mug", "lamp", "unknown").get(random.nextInt(3)),
                            random.nextInt(11)));
        }
        for (int from = 0; from < count; from += 100) {
            api.postEvents(events.subList(from, Math.min(count, from + 100)));
        }
    }

    /** Learned from empty by the same journal and none of the live machinery's state. */
    private byte[] replayed() {
        return new RatingProjectionInstance(1_000_000).caughtUp().bytes();
    }

    private void awaitLive() {
        long last = journal.readRatings(0, 1_000_000).getLast().position();
        await().atMost(Duration.ofSeconds(30)).until(() -> live.position() == last);
    }

    @Test
    void theLiveModelEqualsAFullReplayBitForBitForAnyBatchSize() {
        postRandomRatings("live", 300, 1);
        api.putItem("mug", "kitchen/cup", 9); // later ratings meet another revision
        postRandomRatings("live-later", 100, 2);
        awaitLive();
        assertThat(live.checkpoint().model().ratings()).isGreaterThan(250);
        assertThat(bytes(live.checkpoint().model())).isEqualTo(replayed());
        assertThat(new RatingProjectionInstance(7).caughtUp().bytes()).isEqualTo(replayed());
    }

    @Test
    void instancesReachTheSameModelUnderConcurrentWrites() throws InterruptedException {
        List<Thread> senders = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int sender = i;
            senders.add(Thread.ofPlatform().start(() -> postRandomRatings("many-" + sender, 200, sender)));
        }
        RatingProjectionInstance first = new RatingProjectionInstance(3);
        RatingProjectionInstance second = new RatingProjectionInstance(50);
        while (senders.stream().anyMatch(Thread::isAlive)) {
            first.steps(2);
            second.steps(1);
        }
        for (Thread sender : senders) {
            sender.join();
        }
        assertThat(first.caughtUp().bytes()).isEqualTo(replayed());
        assertThat(second.caughtUp().bytes()).isEqualTo(replayed());
    }

    @Test
    void aStartFromASnapshotEqualsAFullReplay() {
        postRandomRatings("snapshot", 200, 3);
        RatingProjectionInstance before = new RatingProjectionInstance(11).steps(5);
        before.store();
        before.steps(2); // learned and lost: the process is killed before it stores again
        RatingProjectionInstance after = new RatingProjectionInstance(13).steps(1);
        assertThat(after.ratings.position())
                .isGreaterThan(before.ratings.checkpoint().position() - 1_000);
        assertThat(after.ratings.checkpoint().model().ratings()).isEqualTo(55 + 13);
        assertThat(after.caughtUp().bytes()).isEqualTo(replayed());
    }

    @Test
    void aSnapshotIsReplacedOnlyByOneThatIsAhead() {
        postRandomRatings("ahead", 100, 4);
        RatingProjectionInstance behind = new RatingProjectionInstance(10).steps(2);
        RatingProjectionInstance ahead = new RatingProjectionInstance(10).steps(4);
        ahead.store();
        behind.store();
        assertThat(new RatingProjectionInstance(1)
                        .steps(1)
                        .ratings
                        .checkpoint()
                        .model()
                        .ratings())
                .isEqualTo(41);
    }

    @Test
    void aFailedWriteKeepsThePreviousSnapshot() {
        postRandomRatings("torn", 100, 5);
        RatingProjectionInstance instance = new RatingProjectionInstance(10).steps(2);
        instance.store();
        instance.steps(2);
        jdbc.execute("ALTER TABLE rating_snapshot_part ADD CONSTRAINT killed CHECK (part < 0) NOT VALID");
        try {
            assertThatThrownBy(instance::store).isInstanceOf(DataIntegrityViolationException.class);
        } finally {
            jdbc.execute("ALTER TABLE rating_snapshot_part DROP CONSTRAINT killed");
        }
        RatingProjectionInstance next = new RatingProjectionInstance(1).steps(1);
        assertThat(next.ratings.checkpoint().model().ratings()).isEqualTo(21);
        assertThat(next.caughtUp().bytes()).isEqualTo(replayed());
    }

    @Test
    void aDamagedSnapshotIsNotRead() {
        postRandomRatings("damaged", 60, 6);
        new RatingProjectionInstance(20).steps(2).store();
        jdbc.update("UPDATE rating_snapshot_part SET bytes = set_byte(bytes, 900, get_byte(bytes, 900) # 1)");
        RatingProjectionInstance next = new RatingProjectionInstance(5).steps(1);
        assertThat(next.ratings.checkpoint().model().ratings()).isEqualTo(5);
        assertThat(next.caughtUp().bytes()).isEqualTo(replayed());
    }

    @Test
    void theSnapshotOfAnotherConfigurationIsNotRead() {
        postRandomRatings("other", 60, 7);
        new RatingProjectionInstance(20, 500).steps(2).store();
        RatingProjectionInstance next = new RatingProjectionInstance(5).steps(1);
        assertThat(next.ratings.checkpoint().model().ratings()).isEqualTo(5);
        assertThat(next.caughtUp().bytes()).isEqualTo(replayed());
    }

    @Test
    void deletedEntriesAreUnlearned() {
        postRandomRatings("stay", 50, 8);
        postRandomRatings("leave", 50, 9);
        awaitLive();
        RatingProjectionInstance other = new RatingProjectionInstance(20).caughtUp();
        other.store();
        jdbc.update("DELETE FROM journal WHERE user_id LIKE 'leave-%'");
        live.relearn();
        assertThat(jdbc.queryForObject("SELECT count(*) FROM rating_snapshot_part", Long.class))
                .isZero();
        awaitLive();
        assertThat(other.caughtUp().bytes()).isEqualTo(replayed());
        assertThat(bytes(live.checkpoint().model())).isEqualTo(replayed());
        assertThat(new String(replayed(), StandardCharsets.ISO_8859_1))
                .doesNotContain("leave-")
                .contains("stay-");
    }

    @Test
    void theProfileReportsHowWellTheUsersRatingsWerePredicted() {
        api.postEvents(List.of("""
                {"userId":"critic","messageId":"1","type":"rating","item":"mug","value":8,"properties":{"scale":10}}""", """
                {"userId":"critic","messageId":"2","type":"rating","item":"lamp","value":5}"""));
        awaitLive();
        var models = api.profile("critic").path("models");
        var rating = IntStream.range(0, models.size())
                .mapToObj(models::path)
                .filter(model -> model.path("target").asString("").equals("rating"))
                .findFirst()
                .orElseThrow();
        assertThat(rating.path("learner").asString()).isEqualTo("mixed-effects");
        assertThat(rating.path("examples").asInt()).isEqualTo(2);
        assertThat(rating.path("progressiveLoss").asDouble()).isBetween(0.1, 25.0);
        api.postEvents(List.of("""
                {"userId":"looker","messageId":"1","type":"view","item":"mug","value":8}"""));
        assertThat(api.profile("looker").path("models").toString()).doesNotContain("mixed-effects");
    }

    @Test
    void aPredictionHasTheVarianceOfTheUsersPosterior() {
        postRandomRatings("known", 200, 10);
        awaitLive();
        var known = live.predict(new UserId("known-1"), new ItemId("mug"));
        var unknown = live.predict(new UserId("nobody"), new ItemId("mug"));
        assertThat(known.rating().parameterVariance())
                .isLessThan(unknown.rating().parameterVariance());
        assertThat(known.components()).containsOnlyKeys(RatingComponent.values());
        assertThat(RatingConfig.defaults().userPrior().driftingBiasVariance())
                .isLessThan(unknown.rating().parameterVariance());
    }
}
