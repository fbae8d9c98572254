package io.portrait.serving.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portrait.ingest.JournalReader;
import io.portrait.kernel.ItemId;
import io.portrait.kernel.UserId;
import io.portrait.model.rating.RatingComponent;
import io.portrait.model.rating.RatingConfig;
import io.portrait.support.ApiClient;
import io.portrait.support.PortraitTest;
import io.portrait.support.TestTimeouts;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/**
 * Invariant 2 (src/docs/invariants.md) for the global models: they are a function of the journal, whichever instance learns it
 * and since when.
 */
@PortraitTest
@Timeout(value = TestTimeouts.TEST_SECONDS, threadMode = ThreadMode.SEPARATE_THREAD)
class GlobalModelProjectionTest {

    @Autowired
    private ApiClient api;

    @Autowired
    private ApplicationContext service;

    @Autowired
    private JournalReader journal;

    @Autowired
    private ModelBundle live;

    @Autowired
    private RatingPredictor liveRatings;

    private ProjectionInstance.Source source() {
        return ProjectionInstance.Source.of(service);
    }

    @BeforeEach
    void putItems() {
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

    private void awaitLive() {
        long last = journal.lastPosition();
        await().atMost(TestTimeouts.STATE).until(() -> live.position() >= last);
    }

    @Test
    void instancesReachTheSameModelsBitForBitForAnyBatchSize() {
        postRandomRatings("live", 300, 1);
        api.putItem("mug", "kitchen/cup", 9); // later ratings refer to another revision
        postRandomRatings("live-later", 100, 2);
        byte[] replayed = source().replayed();
        assertThat(source().instance(7).caughtUp().bytes()).isEqualTo(replayed);
        assertThat(source().instance(100).caughtUp().bytes()).isEqualTo(replayed);
    }

    @Test
    void theLiveModelsEqualAFullReplayBitForBit() {
        postRandomRatings("service", 100, 11);
        awaitLive();
        assertThat(ProjectionInstance.bytes(live)).isEqualTo(source().replayed());
    }

    @Test
    void instancesReachTheSameModelsUnderConcurrentWrites() throws InterruptedException {
        List<Thread> senders = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int sender = i;
            senders.add(Thread.ofPlatform().start(() -> postRandomRatings("many-" + sender, 200, sender)));
        }
        ProjectionInstance first = source().instance(3);
        ProjectionInstance second = source().instance(50);
        while (senders.stream().anyMatch(Thread::isAlive)) {
            first.steps(2);
            second.steps(1);
        }
        for (Thread sender : senders) {
            sender.join();
        }
        byte[] replayed = source().replayed();
        assertThat(first.caughtUp().bytes()).isEqualTo(replayed);
        assertThat(second.caughtUp().bytes()).isEqualTo(replayed);
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
        assertThat(rating.path("modelReady").asBoolean()).isTrue();
        assertThat(models.findValues("modelReady"))
                .as("models of the profile itself are always ready")
                .hasSize(1);
        api.postEvents(List.of("""
                {"userId":"viewer","messageId":"1","type":"view","item":"mug","value":8}"""));
        assertThat(api.profile("viewer").path("models").toString()).doesNotContain("mixed-effects");
    }

    @Test
    void aPredictionHasTheVarianceOfTheUsersPosterior() {
        postRandomRatings("known", 200, 10);
        awaitLive();
        var known = liveRatings.predict(new UserId("known-1"), new ItemId("mug"));
        var unknown = liveRatings.predict(new UserId("unknown"), new ItemId("mug"));
        assertThat(known.rating().parameterVariance())
                .isLessThan(unknown.rating().parameterVariance());
        assertThat(known.components()).containsOnlyKeys(RatingComponent.values());
        assertThat(RatingConfig.defaults().userPrior().driftingBiasVariance())
                .isLessThan(unknown.rating().parameterVariance());
    }
}
