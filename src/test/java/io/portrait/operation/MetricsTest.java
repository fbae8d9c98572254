package io.portrait.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portrait.support.ApiClient;
import io.portrait.support.ManualClock;
import io.portrait.support.ServiceInstance;
import io.portrait.support.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** The metrics for Prometheus; the number of series does not depend on clients. */
@Tag("service")
@TestInstance(Lifecycle.PER_CLASS)
class MetricsTest {

    private final ServiceInstance instance =
            ServiceInstance.start(TestDatabase.create(), new ManualClock(Instant.now()));
    private final ApiClient api = instance.api();

    @BeforeAll
    void produceSomeOfEachMetric() {
        api.putItem("mug", "kitchen", 7.95);
        api.postEvents(
                List.of(event("ada", "1", "like"), event("ada", "1", "like"), event("ada", "2", "no-such-type")));
        api.profile("ada");
        api.postEvents(IntStream.range(0, 1_000)
                .mapToObj(i -> event("crowd-" + i, "c-" + i, "view"))
                .toList());
    }

    @AfterAll
    void stop() {
        instance.close();
    }

    private static String event(String user, String message, String type) {
        return """
            {"userId":"%s","messageId":"%s","type":"%s","item":"mug"}\
            """.formatted(user, message, type);
    }

    private String scrape() {
        return api.get("dev-admin", "/actuator/prometheus").text();
    }

    /** The series by name and tags, without values and without the gauges of active requests. */
    private Set<String> series() {
        return scrape().lines()
                .filter(line -> line.startsWith("portrait_") || line.startsWith("http_server_"))
                .filter(line -> !line.startsWith("http_server_requests_active_"))
                .map(line -> line.substring(0, line.lastIndexOf(' ')))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Rates and losses reveal the events of persons, so they are for the owner only. Health is open. */
    @Test
    void metricsNeedAKeyOfTheOwner() {
        assertThat(api.get("", "/actuator/prometheus").status()).isEqualTo(401);
        assertThat(api.get("", "/%61ctuator/prometheus").status()).isIn(401, 404);
        assertThat(api.get("", "/actuator;x=1/prometheus").status()).isIn(401, 404);
        assertThat(api.get("", "/actuator/info").status()).isEqualTo(401);
        for (String key : List.of("dev-write", "dev-partner", "dev-public")) {
            assertThat(api.get(key, "/actuator/prometheus").status()).isEqualTo(403);
        }
        assertThat(api.get("dev-internal", "/actuator/prometheus").status()).isEqualTo(200);
        assertThat(api.get("", "/actuator/health/liveness").status()).isEqualTo(200);
    }

    @Test
    void eventsAreCountedByOutcome() {
        assertThat(scrape())
                .contains("portrait_ingest_events_total{code=\"none\",outcome=\"accepted\"}")
                .contains("portrait_ingest_events_total{code=\"none\",outcome=\"duplicate\"} 1.0")
                .contains("portrait_ingest_events_total{code=\"invalid-type\",outcome=\"rejected\"} 1.0");
    }

    @Test
    void latencyIsMeasuredFromTheJournalToTheProfile() {
        assertThat(scrape())
                .containsPattern("portrait_journal_append_seconds_count [1-9]")
                .containsPattern("portrait_profiles_step_seconds_count [1-9]")
                .containsPattern("portrait_profiles_freshness_seconds_count [1-9]")
                .containsPattern("portrait_profiles_applied_total [1-9]")
                .contains("portrait_ingest_queued 0.0")
                .contains("hikaricp_connections_active{pool=\"portrait\"}");
    }

    @Test
    void backlogLearnersAndReleasesAreSampled() {
        await().untilAsserted(() -> assertThat(scrape())
                .contains("portrait_profiles_waiting 0.0")
                .contains("portrait_profiles_lag_seconds 0.0")
                .containsPattern(
                        "portrait_learner_examples_total\\{learner=\"rls\\(.*\\)\",target=\"engagement\"} [1-9]")
                .contains("portrait_learner_loss_total{")
                .contains("portrait_release_epsilon{audience=\"partner\"} 1.0")
                .contains("portrait_release_epochs_behind 0.0")
                .contains("portrait_release_cohorts_rho_spent 0.0"));
    }

    @Test
    void usersUrlsAndPayloadsDoNotCreateSeries() {
        api.postEvents(List.of(event("someone", "first", "like"), event("someone", "first", "nonsense")));
        requestUrlsOf("someone");
        requestUrlsOf("stranger");
        await().untilAsserted(() -> assertThat(scrape()).contains("portrait_learner_examples_total"));
        Set<String> before = series();

        api.postEvents(IntStream.range(0, 100)
                .mapToObj(i -> event("user-" + i, "message-" + i, i % 2 == 0 ? "like" : "type-" + i))
                .toList());
        IntStream.range(0, 100).forEach(i -> requestUrlsOf("user-" + i));

        assertThat(series()).isEqualTo(before);
        assertThat(scrape()).doesNotContain("user-1", "message-1", "type-1", "someone");
    }

    private void requestUrlsOf(String user) {
        api.profile(user);
        api.get("dev-internal", "/v1/no-such-route/" + user);
        api.get("", "/v1/profiles/" + user);
    }
}
