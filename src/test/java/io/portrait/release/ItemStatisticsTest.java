package io.portrait.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.kernel.ItemId;
import io.portrait.release.ReleasedItems.ReleasedStatistics;
import io.portrait.support.ApiClient;
import io.portrait.support.ConcurrentTest;
import io.portrait.support.ManualClock;
import io.portrait.support.ServiceInstance;
import io.portrait.support.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import tools.jackson.databind.JsonNode;

/** Tests of item statistics, with two instances on one database and a manual clock. Each test uses its own period. */
@Tag("service")
@ConcurrentTest
class ItemStatisticsTest {

    /** σ is 4.7 persons for items and 1.9 for pairs; the thresholds are 31 and 20 persons. */
    private static final String[] PROPERTIES = {
        "--portrait.release.items.poll-interval=1d", // the test releases explicitly
        "--portrait.release.items.max-items-per-person=2",
        "--portrait.release.items.max-paired-items-per-person=2",
        "--portrait.release.items.releases-per-window=1",
        "--portrait.release.items.period=30d"
    };

    private static final int PERSONS = 300;
    private static final JdbcConnectionDetails DATABASE = TestDatabase.create();
    private static final ManualClock CLOCK = new ManualClock(Instant.parse("2026-03-02T12:00:00Z"));
    private static final ServiceInstance FIRST_INSTANCE = ServiceInstance.start(DATABASE, CLOCK, PROPERTIES);
    private static final ServiceInstance SECOND_INSTANCE = ServiceInstance.start(DATABASE, CLOCK, PROPERTIES);
    private static final ApiClient API = FIRST_INSTANCE.api();

    /** All persons view lamp and bulb, again and again; one of them views a secret. */
    @BeforeAll
    static void view() {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < PERSONS; i++) {
            events.add(view("person-" + i, "lamp", 1));
            events.add(view("person-" + i, "bulb", 2));
            events.add(view("person-" + i, "lamp", 3));
        }
        events.add(view("loner", "secret", 1));
        assertThat(API.postEvents(events).status()).isEqualTo(200);
    }

    @AfterAll
    static void stop() {
        FIRST_INSTANCE.close();
        SECOND_INSTANCE.close();
    }

    private static String view(String user, String item, int number) {
        return """
                {"userId":"%s","messageId":"%s-%d","type":"view","item":"%s","timestamp":"%s"}""".formatted(user, item, number, item, CLOCK.instant());
    }

    private static ReleasedStatistics release() {
        CLOCK.advance(Duration.ofDays(31));
        FIRST_INSTANCE.bean(ItemStatisticsReleaser.class).releaseDue();
        return FIRST_INSTANCE.bean(ReleasedItems.class).newest();
    }

    private static double persons(ReleasedStatistics released, String item) {
        return released.statistics().persons().getOrDefault(new ItemId(item), 0.0);
    }

    @Test
    void releasesNoisyCountsOfManyPersonsAndNamesOfNoSinglePerson() {
        ReleasedStatistics released = release();
        // within seven standard deviations of the noise
        assertThat(persons(released, "lamp"))
                .isBetween(260.0, 340.0)
                .isNotEqualTo(Math.rint(persons(released, "lamp")));
        assertThat(persons(released, "bulb")).isBetween(260.0, 340.0);
        assertThat(released.statistics().persons()).doesNotContainKey(new ItemId("secret"));
        Map<ItemId, Double> together = released.statistics().together().getOrDefault(new ItemId("lamp"), Map.of());
        assertThat(together).containsOnlyKeys(new ItemId("bulb"));
        assertThat(together.get(new ItemId("bulb"))).isBetween(280.0, 320.0);
        assertThat(released.releasedAt()).contains(CLOCK.instant());
    }

    @Test
    void twoInstancesReleaseOncePerPeriodAndSeeTheSame() throws Exception {
        CLOCK.advance(Duration.ofDays(31));
        long before = releases();
        List<Future<?>> runs = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 16; i++) {
                ServiceInstance instance = i % 2 == 0 ? FIRST_INSTANCE : SECOND_INSTANCE;
                runs.add(threads.submit(
                        () -> instance.bean(ItemStatisticsReleaser.class).releaseDue()));
            }
        }
        for (Future<?> run : runs) {
            run.get();
        }
        assertThat(releases()).isEqualTo(before + 1);
        assertThat(SECOND_INSTANCE.bean(ReleasedItems.class).newest())
                .isEqualTo(FIRST_INSTANCE.bean(ReleasedItems.class).newest());
    }

    /** The period is over after 30 days, but the release is still in the window of the budget. */
    @Test
    void aReleaseWaitsForTheBudget() {
        Instant first = release().releasedAt().orElseThrow();
        Duration untilNextPeriod = Duration.ofSeconds(Duration.ofDays(30).toSeconds()
                - first.getEpochSecond() % Duration.ofDays(30).toSeconds());
        CLOCK.advance(untilNextPeriod);
        FIRST_INSTANCE.bean(ItemStatisticsReleaser.class).releaseDue();
        assertThat(FIRST_INSTANCE.bean(ReleasedItems.class).newest().releasedAt())
                .contains(first);
    }

    private static long releases() {
        Long count = TestDatabase.connect(DATABASE)
                .queryForObject("SELECT count(*) FROM item_statistics_release", Long.class);
        return count == null ? 0 : count;
    }

    /** Persons who object, restrict, or withdraw a consent leave the next release; the others stay. */
    @Test
    void countsOnlyPersonsWhoShare() {
        List<String> events = IntStream.range(0, 400)
                .mapToObj(i -> view("chooser-" + i, "chosen", 1))
                .toList();
        assertThat(API.postEvents(events).status()).isEqualTo(200);
        assertThat(persons(release(), "chosen")).isBetween(365.0, 435.0);
        for (int i = 0; i < 75; i++) {
            put("chooser-" + i, "restriction", "{\"restricted\":true}");
            put("chooser-" + (75 + i), "restriction", "{\"objected\":true}");
            put("chooser-" + (150 + i), "consent", "{\"purposes\":{\"sharing\":false}}");
            put("chooser-" + (225 + i), "consent", "{\"purposes\":{\"personalisation\":false}}");
        }
        assertThat(persons(release(), "chosen")).isBetween(65.0, 135.0);
        API.send("POST", "dev-admin", "/v1/cohorts", """
            {"name":"choosers","cohorts":[{"name":"all","rule":"activity.events >= 1"}]}""", Map.of());
        JsonNode cohort = API.send("POST", "dev-admin", "/v1/cohorts/choosers/releases", "", Map.of())
                .json();
        // 300 persons, the loner and 100 choosers, with noise of 7.4
        assertThat(cohort.at("/values/0/value").asDouble()).isBetween(401 - 52.0, 401 + 52.0);
    }

    private static void put(String user, String resource, String body) {
        assertThat(API.send("PUT", "dev-admin", "/v1/subjects/" + user + "/" + resource, body, Map.of())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void thePolicyPublishesTheGuarantee() {
        JsonNode guarantee = API.get("dev-write", "/v1/privacy/policy").json().path("items");
        assertThat(guarantee.path("epsilon").asDouble()).isEqualTo(3);
        assertThat(guarantee.path("delta").asDouble()).isEqualTo(1e-6);
        assertThat(guarantee.path("window").asString()).isEqualTo("P30D");
        assertThat(guarantee.path("itemsPerPerson").asInt()).isEqualTo(2);
        assertThat(guarantee.path("pairsPerPerson").asInt()).isEqualTo(1);
        assertThat(guarantee.path("itemNoiseStd").asDouble()).isBetween(4.5, 5.0);
        assertThat(guarantee.path("claim").asString()).startsWith("For any single person");
    }

    @Test
    void countsInPartsGiveTheSameCounts() {
        ItemCounter counter = FIRST_INSTANCE.bean(ItemCounter.class);
        List<Map<String, Integer>> parts = new ArrayList<>();
        counter.countItems(counter.position(), 1, parts::add);
        assertThat(parts).as("one item in a part").allMatch(part -> part.size() <= 1);
        List<Map<String, Integer>> whole = new ArrayList<>();
        counter.countItems(counter.position(), whole::add);
        assertThat(whole).hasSize(1);
        assertThat(parts.stream().flatMap(part -> part.entrySet().stream()))
                .containsExactlyInAnyOrderElementsOf(whole.getFirst().entrySet());
    }

    @Test
    void switchedOffNothingIsReleasedOrRead() {
        release();
        try (ServiceInstance instance =
                ServiceInstance.start(DATABASE, CLOCK, "--portrait.release.items.enabled=false")) {
            long before = releases();
            CLOCK.advance(Duration.ofDays(31));
            instance.bean(ItemStatisticsReleaser.class).releaseDue();
            assertThat(releases()).isEqualTo(before);
            assertThat(instance.bean(ReleasedItems.class).newest()).isEqualTo(ReleasedStatistics.NONE);
            assertThat(instance.api()
                            .get("dev-write", "/v1/privacy/policy")
                            .json()
                            .has("items"))
                    .isFalse();
        }
    }
}
