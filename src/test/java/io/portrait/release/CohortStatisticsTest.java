package io.portrait.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.support.ApiClient;
import io.portrait.support.ApiClient.ApiResponse;
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
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** Tests of cohort statistics over HTTP, with two instances on one database and a manual clock. */
@Tag("service")
@ConcurrentTest
class CohortStatisticsTest {

    private static final int PEOPLE = 420;
    private static final JdbcConnectionDetails DATABASE = TestDatabase.create();
    private static final ManualClock CLOCK = new ManualClock(Instant.parse("2026-03-02T12:00:00Z"));

    /** The test releases explicitly; the scheduler of the service is disabled. */
    private static final String NO_SCHEDULE = "--portrait.release.cohorts.poll-interval=1d";

    private static final ServiceInstance FIRST_INSTANCE = ServiceInstance.start(DATABASE, CLOCK, NO_SCHEDULE);
    private static final ServiceInstance SECOND_INSTANCE = ServiceInstance.start(DATABASE, CLOCK, NO_SCHEDULE);
    private static final ApiClient API = FIRST_INSTANCE.api();

    @BeforeAll
    static void buy() {
        API.putItem("mug", "kitchen/mug", 8);
        List<String> events = IntStream.range(0, PEOPLE)
                .mapToObj(i -> """
                        {"userId":"user-%d","messageId":"m","type":"purchase","item":"mug","value":50,"timestamp":"%s"}""".formatted(i, CLOCK.instant()))
                .toList();
        assertThat(API.postEvents(events).status()).isEqualTo(200);
    }

    @AfterAll
    static void stop() {
        FIRST_INSTANCE.close();
        SECOND_INSTANCE.close();
    }

    private static ApiResponse register(String name, String rest) {
        return API.send("POST", "dev-admin", "/v1/cohorts", "{\"name\":\"%s\",%s}".formatted(name, rest), Map.of());
    }

    private static ApiResponse release(String name) {
        return API.send("POST", "dev-admin", "/v1/cohorts/" + name + "/releases", "", Map.of());
    }

    private static JsonNode read(ApiClient from, String name) {
        return from.get("dev-public", "/v1/cohorts/" + name).json();
    }

    /** Advances to a new budget window. */
    private static void nextWindow() {
        CLOCK.advance(Duration.ofDays(35));
    }

    @Test
    void twoInstancesReleaseAStatisticOncePerPeriod() throws Exception {
        nextWindow();
        register("a-buyers", """
                "cohorts":[{"name":"buyers","rule":"activity.purchases >= 1"},{"name":"nobody","rule":"activity.purchases > 99"}]""");
        FIRST_INSTANCE.bean(CohortStatistics.class).releaseDue();
        assertThat(read(API, "a-buyers").path("releases"))
                .as("the period is not over")
                .isEmpty();
        nextWindow(); // the statistics of other tests have spent the budget of this window
        List<Future<?>> runs = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 16; i++) {
                ServiceInstance instance = i % 2 == 0 ? FIRST_INSTANCE : SECOND_INSTANCE;
                runs.add(threads.submit(
                        () -> instance.bean(CohortStatistics.class).releaseDue()));
            }
        }
        for (Future<?> run : runs) {
            run.get();
        }
        JsonNode released = read(SECOND_INSTANCE.api(), "a-buyers");
        assertThat(released.path("releases")).hasSize(1);
        assertThat(rows("a-buyers")).isEqualTo(1);
        assertThat(read(API, "a-buyers")).isEqualTo(released);
        // 420 and 0 people with noise of 7.4: within seven standard deviations
        assertThat(released.at("/releases/0/values/0/value").asDouble()).isBetween(368.0, 472.0);
        assertThat(released.at("/releases/0/values/1/cohort").asString()).isEqualTo("nobody");
        assertThat(released.at("/releases/0/values/1/value").asDouble())
                .isBetween(-52.0, 52.0)
                .isNotZero();
        assertThat(released.at("/privacy/noiseStd").asDouble()).isBetween(7.35, 7.36);
        assertThat(release("a-buyers").code()).isEqualTo("already-released");
    }

    private static long rows(String statistic) {
        JdbcTemplate jdbc = TestDatabase.connect(DATABASE);
        Long charges = jdbc.queryForObject(
                "SELECT count(*) FROM privacy_ledger JOIN cohort_release USING (statistic, period) WHERE statistic = ?",
                Long.class,
                statistic);
        return charges == null ? 0 : charges;
    }

    @Test
    void allStatisticsShareTheBudgetOfThirtyDays() {
        nextWindow();
        String cohorts = "\"cohorts\":[{\"name\":\"all\",\"rule\":\"activity.events >= 0\"}]";
        for (int i = 1; i <= 6; i++) {
            assertThat(register("budget-" + i, cohorts).status()).isEqualTo(201);
        }
        for (int i = 1; i <= 5; i++) {
            assertThat(release("budget-" + i).status()).isEqualTo(201);
        }
        ApiResponse response = release("budget-6");
        assertThat(response.status()).isEqualTo(409);
        assertThat(response.code()).isEqualTo("privacy-budget-exhausted");
        assertThat(rows("budget-6")).isZero();
        assertThat(read(API, "budget-1").path("releases"))
                .as("reading has no cost")
                .hasSize(1);
        CLOCK.advance(Duration.ofDays(31));
        assertThat(release("budget-6").status()).isEqualTo(201);
    }

    @Test
    void sumsAMeasureUnderItsCap() {
        nextWindow();
        register("spending", """
                "cohorts":[{"name":"all","rule":"activity.purchases >= 1"}],"measure":{"of":"activity.spent","cap":20}""");
        JsonNode released = release("spending").json();
        // 420 people with 50 each, capped at 20
        assertThat(released.path("noiseStd").asDouble()).isBetween(147.0, 147.1);
        assertThat(released.at("/values/0/value").asDouble()).isBetween(8_400 - 1_030.0, 8_400 + 1_030.0);
    }

    @Test
    void namesFromTheDataAreReleasedOnlyAboveTheThreshold() {
        nextWindow();
        API.putItem("rare-thing", "rare-secret", 8);
        API.postEvents(List.of("""
                {"userId":"user-1","messageId":"rare","type":"purchase","item":"rare-thing","timestamp":"%s"}""".formatted(CLOCK.instant())));
        register("topics", "\"kind\":\"topics\"");
        ApiResponse released = release("topics");
        // 420 people, threshold 272, noise 21
        assertThat(released.text()).contains("kitchen").doesNotContain("rare-secret");
    }

    @Test
    void rejectsAnInvalidDefinitionWithAllReasons() {
        ApiResponse response = register("Bad", """
                "cohorts":[{"name":"a","rule":"activity.x > 1"},{"name":"a","rule":"activity.events > 1"}],"measure":{"of":"trait.x","cap":0}""");
        assertThat(response.status()).isEqualTo(400);
        assertThat(response.code()).isEqualTo("invalid-cohort");
        assertThat(response.text())
                .contains("lower-case")
                .contains("'activity.x' is not an activity field")
                .contains("'a' is invalid or not unique")
                .contains("cap must be over 0")
                .contains("a number is needed");
        assertThat(register("none", "\"cohorts\":[]").code()).isEqualTo("invalid-cohort");
        assertThat(API.get("dev-public", "/v1/cohorts/none").code()).isEqualTo("cohort-not-found");
        assertThat(release("none").code()).isEqualTo("cohort-not-found");
    }

    @Test
    void aStatisticNeverChanges() {
        String cohorts = "\"cohorts\":[{\"name\":\"all\",\"rule\":\"activity.events >= 0\"}]";
        assertThat(register("fixed", cohorts).status()).isEqualTo(201);
        assertThat(register("fixed", cohorts).code()).isEqualTo("cohort-exists");
        assertThat(API.get("dev-partner", "/v1/cohorts").text()).contains("\"fixed\"");
    }

    @Test
    void thePolicyPublishesTheGuarantee() {
        JsonNode guarantee = API.get("dev-write", "/v1/privacy/policy").json().path("cohorts");
        assertThat(guarantee.path("epsilon").asDouble()).isEqualTo(3);
        assertThat(guarantee.path("delta").asDouble()).isEqualTo(1e-6);
        assertThat(guarantee.path("window").asString()).isEqualTo("P30D");
        assertThat(guarantee.path("claim").asString()).startsWith("For any single person");
    }
}
