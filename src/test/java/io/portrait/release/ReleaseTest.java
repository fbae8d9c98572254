package io.portrait.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portrait.kernel.UserId;
import io.portrait.profile.Profiles;
import io.portrait.support.Api;
import io.portrait.support.Api.Answer;
import io.portrait.support.ManualClock;
import io.portrait.support.PortraitTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;

/** Invariant 9 over HTTP, with a clock in the test's hand. */
@PortraitTest
@Import(ReleaseTest.ManualTime.class)
class ReleaseTest {

    @TestConfiguration(proxyBeanMethods = false)
    static class ManualTime {

        @Bean
        ManualClock manualClock() {
            return new ManualClock(Instant.parse("2026-03-01T12:00:00Z"));
        }
    }

    @Autowired
    private Api api;

    @Autowired
    private ManualClock clock;

    @Autowired
    private EpochCloser closer;

    @Autowired
    private ReleaseClock releases;

    @Autowired
    private ExposedSums sums;

    @Autowired
    private SumFolder folder;

    @Autowired
    private Profiles profiles;

    @BeforeEach
    void putItemsAndFreezeTheirTopics() {
        api.putItem("mug", "kitchen/mug", 8);
        api.putItem("lamp", "home/lighting", 40);
        assertThat(api.send("POST", "dev-admin", "/v1/topics/versions", "", Map.of())
                        .status())
                .isEqualTo(201);
    }

    private void post(String user, String item, int count, Duration age) {
        String run = user + System.nanoTime();
        List<String> events = IntStream.range(0, count)
                .mapToObj(i -> """
                        {"userId":"%s","messageId":"%s-%d","type":"purchase","item":"%s","timestamp":"%s"}""".formatted(user, run, i, item, clock.instant().minus(age)))
                .toList();
        assertThat(api.postEvents(events).status()).isEqualTo(200);
    }

    private Answer partner(String user) {
        return api.get("dev-partner", "/v1/profiles/" + user);
    }

    private double weight(String user, String topic) {
        return partner(user)
                .json()
                .path("interests")
                .valueStream()
                .filter(interest -> interest.path("topic").asString().equals(topic))
                .mapToDouble(interest -> interest.path("weight").asDouble())
                .findFirst()
                .orElseThrow();
    }

    private void nextDay() {
        clock.advance(Duration.ofDays(1));
        await().atMost(Duration.ofSeconds(10)).until(() -> {
            closer.turn();
            return releases.releasedEpoch() == releases.wallEpoch();
        });
    }

    @Test
    void aThousandReadsByEightThreadsInAnEpochGiveOneBodyAndOneTag() throws Exception {
        post("reader", "mug", 20, Duration.ZERO);
        nextDay();
        Set<String> answers = new HashSet<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Callable<String>> reads = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                reads.add(() -> {
                    Answer answer = partner("reader");
                    return answer.text() + answer.header("ETag");
                });
            }
            for (Future<String> read : threads.invokeAll(reads)) {
                answers.add(read.get());
            }
        }
        assertThat(answers).hasSize(1);
    }

    @Test
    void theEventsOfTheOpenEpochAreInvisibleOutsideAndThenShowThroughTheNoise() {
        post("open", "mug", 1, Duration.ZERO);
        String before = partner("open").text();
        post("open", "mug", 400, Duration.ZERO);
        assertThat(partner("open").text()).isEqualTo(before);

        double unseen = weight("open", "kitchen");
        nextDay();
        assertThat(partner("open").text()).isNotEqualTo(before);
        // 401 event weights against a noise of 1.4 in this epoch: the rise is certain
        assertThat(weight("open", "kitchen") - unseen).isBetween(350.0, 450.0);
    }

    @Test
    void lateEventsNeverChangeAReleasedCell() {
        post("late", "mug", 5, Duration.ZERO);
        nextDay();
        String released = partner("late").text();
        post("late", "mug", 300, Duration.ofDays(1));
        assertThat(partner("late").text()).isEqualTo(released);
    }

    @Test
    void aCrashBetweenOpeningAnEpochAndReleasingItLosesNoCell() {
        post("crashed", "mug", 200, Duration.ZERO);
        closer.stop();
        clock.advance(Duration.ofDays(1));
        profiles.turnEpoch(releases.releasedEpoch(), releases.wallEpoch()); // and dies here
        post("crashed", "mug", 200, Duration.ZERO);
        String before = partner("crashed").text();
        clock.advance(Duration.ofDays(1));
        closer.start(); // the next process; it must finish what was opened before it opens more
        assertThat(releases.releasedEpoch()).isEqualTo(releases.wallEpoch() - 1);
        assertThat(partner("crashed").text()).isNotEqualTo(before);
        await().atMost(Duration.ofSeconds(10)).until(() -> {
            closer.turn();
            return releases.releasedEpoch() == releases.wallEpoch();
        });
        // 200·λ + 200, against a noise of 6.7
        assertThat(weight("crashed", "kitchen")).isBetween(360.0, 430.0);
    }

    @Test
    void anIdleEpochBringsNewNoise() {
        post("idle", "mug", 1, Duration.ZERO);
        nextDay();
        String first = partner("idle").text();
        nextDay();
        assertThat(partner("idle").text()).isNotEqualTo(first);
    }

    @Test
    void aSumFoldedStepByStepIsTheSumFoldedAtOnce() {
        UserId user = new UserId("steps");
        post("steps", "lamp", 3, Duration.ZERO);
        nextDay();
        ExposedSums.Stored stored = sums.find(user);
        long last = releases.releasedEpoch() + 5;
        SumFolder.Pass pass = folder.pass();
        var atOnce = pass.fold(user, stored.last(), List.of(), last);
        var halfway = pass.fold(user, stored.last(), List.of(), last - 3);
        assertThat(pass.fold(user, Optional.of(halfway), List.of(), last)).isEqualTo(atOnce);
    }

    @Test
    void aNewTopicWaitsForTheNextVersionAndTheNextEpoch() {
        post("topic", "mug", 2, Duration.ZERO);
        nextDay();
        String before = partner("topic").text();
        api.putItem("rake", "garden/rake", 20);
        post("topic", "rake", 50, Duration.ZERO);
        assertThat(partner("topic").text()).isEqualTo(before);

        Answer frozen = api.send("POST", "dev-admin", "/v1/topics/versions", "", Map.of());
        assertThat(frozen.json().path("topics").valueStream().map(JsonNode::asString))
                .contains("garden");
        assertThat(partner("topic").text()).isEqualTo(before);
        nextDay();
        assertThat(partner("topic").text()).doesNotContain("garden");
        nextDay();
        assertThat(partner("topic").text()).contains("garden");
    }

    @Test
    void outsideReadersSeeNothingThatIsNotNoised() {
        post("fields", "mug", 2, Duration.ZERO);
        JsonNode body = partner("fields").json();
        assertThat(body.propertyNames()).containsExactly("userId", "audience", "privacy", "interests");
        assertThat(body.path("privacy").path("epsilon").decimalValue()).isEqualByComparingTo("1.0");
        assertThat(body.path("privacy").path("noiseStd").asDouble()).isBetween(6.6, 6.7);
        assertThat(body.path("privacy").path("claim").asString()).startsWith("For any single behaviour event");
        assertThat(partner("fields").header("ETag")).matches("\"\\d{4}-\\d\\d-\\d\\d-\\d+\"");
        assertThat(api.send(
                                "GET",
                                "dev-partner",
                                "/v1/profiles/fields",
                                "",
                                Map.of("If-None-Match", partner("fields").header("ETag")))
                        .status())
                .isEqualTo(304);
    }

    @Test
    void theNoiseOfDifferentUsersIsDifferent() {
        post("noise-1", "mug", 1, Duration.ZERO);
        post("noise-2", "mug", 1, Duration.ZERO);
        assertThat(partner("noise-1").json().path("interests"))
                .isNotEqualTo(partner("noise-2").json().path("interests"));
    }
}
