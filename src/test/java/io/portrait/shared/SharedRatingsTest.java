package io.portrait.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.portrait.catalog.Catalogue;
import io.portrait.ingest.Journal;
import io.portrait.kernel.ItemId;
import io.portrait.kernel.UserId;
import io.portrait.rating.Component;
import io.portrait.rating.RatingConfig;
import io.portrait.rating.RatingModel;
import io.portrait.support.Api;
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
class SharedRatingsTest {

    @Autowired
    private Api api;

    @Autowired
    private Journal journal;

    @Autowired
    private Catalogue catalogue;

    @Autowired
    private Ratings live;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private PlatformTransactionManager transactionManager;

    /** As much of another process as this layer knows of itself. */
    private final class Instance {

        private final SharedProperties properties;
        private final JdbcRatingSnapshots snapshots;
        private final Ratings ratings;
        private final RatingFollower follower;

        Instance(int maxBatch, int maxUsers) {
            properties = new SharedProperties(maxBatch, Duration.ofMillis(50), Duration.ofDays(1), maxUsers, 20_000);
            snapshots = new JdbcRatingSnapshots(jdbc, transactionManager, properties, Clock.systemUTC());
            ratings = new Ratings(catalogue, snapshots, properties);
            follower = new RatingFollower(journal, catalogue, ratings, snapshots, properties, () -> {});
        }

        Instance(int maxBatch) {
            this(maxBatch, 20_000);
        }

        Instance caughtUp() {
            while (follower.step() > 0) {
                // goes on
            }
            return this;
        }

        Instance steps(int count) {
            for (int i = 0; i < count; i++) {
                follower.step();
            }
            return this;
        }

        byte[] bytes() {
            return SharedRatingsTest.bytes(ratings.following().model());
        }

        void store() {
            snapshots.store(ratings.following());
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

    private void rate(String run, int count, long seed) {
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
        return new Instance(1_000_000).caughtUp().bytes();
    }

    private void awaitLive() {
        long last = journal.readRatings(0, 1_000_000).getLast().position();
        await().atMost(Duration.ofSeconds(30)).until(() -> live.position() == last);
    }

    @Test
    void whatIsLearnedLiveIsWhatTheJournalSaysBitForBitWhateverTheBatches() {
        rate("live", 300, 1);
        api.putItem("mug", "kitchen/cup", 9); // later ratings meet another revision
        rate("live-later", 100, 2);
        awaitLive();
        assertThat(live.following().model().ratings()).isGreaterThan(250);
        assertThat(bytes(live.following().model())).isEqualTo(replayed());
        assertThat(new Instance(7).caughtUp().bytes()).isEqualTo(replayed());
    }

    @Test
    void instancesThatFollowWhileManySendComeToTheSameModel() throws InterruptedException {
        List<Thread> senders = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int sender = i;
            senders.add(Thread.ofPlatform().start(() -> rate("many-" + sender, 200, sender)));
        }
        Instance first = new Instance(3);
        Instance second = new Instance(50);
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
    void aStartFromASnapshotIsAStartFromTheBeginning() {
        rate("snapshot", 200, 3);
        Instance before = new Instance(11).steps(5);
        before.store();
        before.steps(2); // learned and lost: the process is killed before it stores again
        Instance after = new Instance(13).steps(1);
        assertThat(after.ratings.position())
                .isGreaterThan(before.ratings.following().position() - 1_000);
        assertThat(after.ratings.following().model().ratings()).isEqualTo(55 + 13);
        assertThat(after.caughtUp().bytes()).isEqualTo(replayed());
    }

    @Test
    void aSnapshotIsReplacedOnlyByOneThatIsAhead() {
        rate("ahead", 100, 4);
        Instance behind = new Instance(10).steps(2);
        Instance ahead = new Instance(10).steps(4);
        ahead.store();
        behind.store();
        assertThat(new Instance(1).steps(1).ratings.following().model().ratings())
                .isEqualTo(41);
    }

    @Test
    void aKillWhileASnapshotIsWrittenLeavesTheOneBefore() {
        rate("torn", 100, 5);
        Instance instance = new Instance(10).steps(2);
        instance.store();
        instance.steps(2);
        jdbc.execute("ALTER TABLE rating_snapshot_part ADD CONSTRAINT killed CHECK (part < 0) NOT VALID");
        try {
            assertThatThrownBy(instance::store).isInstanceOf(DataIntegrityViolationException.class);
        } finally {
            jdbc.execute("ALTER TABLE rating_snapshot_part DROP CONSTRAINT killed");
        }
        Instance next = new Instance(1).steps(1);
        assertThat(next.ratings.following().model().ratings()).isEqualTo(21);
        assertThat(next.caughtUp().bytes()).isEqualTo(replayed());
    }

    @Test
    void aDamagedSnapshotIsNotRead() {
        rate("damaged", 60, 6);
        new Instance(20).steps(2).store();
        jdbc.update("UPDATE rating_snapshot_part SET bytes = set_byte(bytes, 900, get_byte(bytes, 900) # 1)");
        Instance next = new Instance(5).steps(1);
        assertThat(next.ratings.following().model().ratings()).isEqualTo(5);
        assertThat(next.caughtUp().bytes()).isEqualTo(replayed());
    }

    @Test
    void theSnapshotOfAnOtherConfigurationIsNotRead() {
        rate("other", 60, 7);
        new Instance(20, 500).steps(2).store();
        Instance next = new Instance(5).steps(1);
        assertThat(next.ratings.following().model().ratings()).isEqualTo(5);
        assertThat(next.caughtUp().bytes()).isEqualTo(replayed());
    }

    @Test
    void whatIsTakenOutOfTheJournalIsUnlearned() {
        rate("stay", 50, 8);
        rate("leave", 50, 9);
        awaitLive();
        Instance other = new Instance(20).caughtUp();
        other.store();
        jdbc.update("DELETE FROM journal WHERE user_id LIKE 'leave-%'");
        live.unlearn();
        assertThat(jdbc.queryForObject("SELECT count(*) FROM rating_snapshot_part", Long.class))
                .isZero();
        awaitLive();
        assertThat(other.caughtUp().bytes()).isEqualTo(replayed());
        assertThat(bytes(live.following().model())).isEqualTo(replayed());
        assertThat(new String(replayed(), StandardCharsets.ISO_8859_1))
                .doesNotContain("leave-")
                .contains("stay-");
    }

    @Test
    void theProfileTellsHowWellTheUsersRatingsWerePredicted() {
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
    void aPredictionComesWithTheVarianceOfTheUsersPosterior() {
        rate("known", 200, 10);
        awaitLive();
        var known = live.predict(new UserId("known-1"), new ItemId("mug"));
        var stranger = live.predict(new UserId("nobody"), new ItemId("mug"));
        assertThat(known.rating().parameterVariance())
                .isLessThan(stranger.rating().parameterVariance());
        assertThat(known.components()).containsOnlyKeys(Component.values());
        assertThat(RatingConfig.defaults().taste().mood())
                .isLessThan(stranger.rating().parameterVariance());
    }
}
