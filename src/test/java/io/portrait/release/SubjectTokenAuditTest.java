package io.portrait.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portrait.release.mechanism.EpsilonAudit;
import io.portrait.release.mechanism.PrivacyAuditTable;
import io.portrait.support.ApiClient;
import io.portrait.support.ConcurrentTest;
import io.portrait.support.ManualClock;
import io.portrait.support.ServiceInstance;
import io.portrait.support.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The privacy audit of persons' tokens over HTTP. In each trial a spy has bought one item; the target buys the same item
 * and then another one, or nothing. After the next release of item statistics the spy asks for the other item: the score
 * is its probability in the counterfactual and in the list. The mutant is the exact model, which the owner's keys still
 * read; it answered the spy before.
 */
@Tag("slow")
@Tag("service")
@ConcurrentTest
class SubjectTokenAuditTest {

    private static final int TRIALS = 1_100;
    private static final int BATCH = 2_000;
    private static final double EPSILON = 3;
    private static final double DELTA = 1e-6;

    private static final ManualClock CLOCK = new ManualClock(Instant.parse("2026-03-01T12:00:00Z"));
    private static final PrivacyAuditTable TABLE = new PrivacyAuditTable();
    private static final ServiceInstance SERVICE = ServiceInstance.start(
            TestDatabase.create(),
            CLOCK,
            "--portrait.release.items.poll-interval=1d",
            "--portrait.access.rates.internal=0",
            "--portrait.access.rates.subject=0");
    private static final ApiClient API = SERVICE.api();

    @BeforeAll
    static void attack() {
        List<String> events = new ArrayList<>();
        for (String world : List.of("with", "without")) {
            for (int trial = 0; trial < TRIALS; trial++) {
                String name = world + "-" + trial;
                events.add(purchase("spy-" + name, "a-" + name));
                if (world.equals("with")) {
                    events.add(purchase("target-" + name, "a-" + name));
                    events.add(purchase("target-" + name, "b-" + name));
                }
            }
        }
        events.add(purchase("last", "last"));
        for (int from = 0; from < events.size(); from += BATCH) {
            List<String> batch = events.subList(from, Math.min(events.size(), from + BATCH));
            assertThat(API.postEvents(batch).json().path("accepted").asInt()).isEqualTo(batch.size());
        }
        CLOCK.advance(Duration.ofDays(31));
        SERVICE.bean(ItemStatisticsReleaser.class).releaseDue();
        assertThat(SERVICE.bean(ReleasedItems.class).newest().releasedAt()).isPresent();
        await("the exact model has learned all events")
                .until(() ->
                        API.get("dev-internal", "/v1/profiles/last/recommendations/last/counterfactual?without=last")
                                        .status()
                                == 200);
    }

    private static String purchase(String user, String item) {
        return """
                {"userId":"%s","messageId":"%s","type":"purchase","item":"%s","value":1,"timestamp":"%s"}""".formatted(user, item, item, CLOCK.instant());
    }

    @AfterAll
    static void stop() {
        SERVICE.close();
        System.out.println(TABLE);
    }

    private static double certified(String attack, boolean isOwner) throws Exception {
        double certified = EpsilonAudit.epsilonAtLeast(scores("with", isOwner), scores("without", isOwner), DELTA);
        TABLE.add(attack, TRIALS, EPSILON, certified);
        return certified;
    }

    private static double[] scores(String world, boolean isOwner) throws Exception {
        List<Future<Double>> scores;
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            scores = IntStream.range(0, TRIALS)
                    .mapToObj(trial -> threads.submit(() -> score(world + "-" + trial, isOwner)))
                    .toList();
        }
        return scores.stream().mapToDouble(Future::resultNow).toArray();
    }

    private static double score(String name, boolean isOwner) {
        String spy = "spy-" + name;
        String key = isOwner ? "dev-internal" : API.token(spy);
        String path = "/v1/profiles/" + spy + "/recommendations";
        double counterfactual = API.get(key, path + "/b-" + name + "/counterfactual?without=a-" + name)
                .json()
                .path("probability")
                .asDouble(-1); // the item is unknown
        return counterfactual
                + API.get(key, path + "?limit=20&purpose=content")
                        .json()
                        .path("items")
                        .valueStream()
                        .filter(item -> item.path("id").asString().equals("b-" + name))
                        .mapToDouble(item -> item.path("probability").asDouble())
                        .sum();
    }

    @Test
    void aSpyWithATokenLearnsNoMoreThanEpsilon() throws Exception {
        assertThat(certified("over HTTP: a spy with a token", false)).isLessThan(EPSILON);
    }

    @Test
    void theExactModelWouldTellTheSpy() throws Exception {
        assertThat(certified("over HTTP, mutant: the exact model", true)).isGreaterThan(EPSILON);
    }
}
