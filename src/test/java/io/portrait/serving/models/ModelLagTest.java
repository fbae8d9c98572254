package io.portrait.serving.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.portrait.catalog.Catalog;
import io.portrait.ingest.IdentityGraph;
import io.portrait.ingest.JournalReader;
import io.portrait.kernel.KeyDerivation;
import io.portrait.support.ApiClient;
import io.portrait.support.PortraitTest;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import tools.jackson.databind.JsonNode;

/** The lag of the global models in their answers, metrics, health and status. */
@PortraitTest
class ModelLagTest {

    @Autowired
    private ApiClient api;

    @Autowired
    private JournalReader journal;

    @Autowired
    private IdentityGraph identities;

    @Autowired
    private Catalog catalog;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private KeyDerivation secrets;

    @Autowired
    private PlatformTransactionManager transactionManager;

    @Autowired
    private MeterRegistry meters;

    @Autowired
    private GlobalModelsHealthIndicator health;

    @Autowired
    private Clock clock;

    @Test
    void aModelThatIsBehindIsAsOfItsLastEntry() {
        ProjectionInstance instance = new ProjectionInstance.Source(
                        journal, identities, catalog, jdbc, secrets, transactionManager)
                .instance(50)
                .caughtUp();
        post(120);
        instance.steps(1);

        assertThat(instance.models.asOf()).contains(arrival(instance.position()));
        assertThat(instance.waiting()).isGreaterThanOrEqualTo(70);
        instance.caughtUp();
        assertThat(instance.waiting()).isZero();
        assertThat(instance.models.asOf().orElseThrow()).isAfterOrEqualTo(arrival(instance.position()));
    }

    private Instant arrival(long position) {
        return Objects.requireNonNull(jdbc.queryForObject(
                        "SELECT received_at FROM journal WHERE position = ?", OffsetDateTime.class, position))
                .toInstant();
    }

    private void post(int count) {
        long run = System.nanoTime();
        List<String> events = IntStream.range(0, count)
                .mapToObj(i -> """
                        {"userId":"lag-%d","messageId":"%d-%d","type":"view","item":"mug"}""".formatted(i, run, i))
                .toList();
        assertThat(api.postEvents(events).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/rank | {'userId':'lag-1','purpose':'shop','items':[{'id':'mug'}]}",
                "/v1/rank | {'userId':'lag-1','purpose':'search','query':'mug','items':[{'id':'mug'}]}",
                "/v1/rank | {'userId':'lag-1','purpose':'ads','items':[{'id':'mug'}]}",
                "/v1/risk | {'userId':'lag-1','transaction':{'amount':12.5}}"
            },
            quoteCharacter = '"')
    void anAnswerSaysAsOfWhenItsModelIs(String path, String body) {
        post(1);
        Instant accepted = clock.instant();
        await().untilAsserted(() -> assertThat(
                        modelAsOf(api.send("POST", "dev-internal", path, body.replace('\'', '"'), Map.of())
                                .json()))
                .isAfterOrEqualTo(accepted));
    }

    @Test
    void recommendationsSayAsOfWhenTheirModelIs() {
        post(1);
        Instant accepted = clock.instant();
        await().untilAsserted(() -> assertThat(modelAsOf(api.get("dev-internal", "/v1/profiles/lag-1/recommendations")
                        .json()))
                .isAfterOrEqualTo(accepted));
    }

    private static Instant modelAsOf(JsonNode answer) {
        return Instant.parse(answer.path("modelAsOf").asString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"next-item", "fraud", "click", "rating", "search-click"})
    void metricsHealthAndStatusHaveTheLagOfAModel(String model) {
        await().untilAsserted(() -> {
            assertThat(gauge("portrait.models.lag", model)).isBetween(0.0, 60.0);
            assertThat(gauge("portrait.models.waiting", model)).isNotNegative();
        });
        assertThat(Objects.requireNonNull(health.health()).getDetails()).containsKey(model);
        JsonNode lags =
                api.get("dev-internal", "/v1/status").json().path("models").path("lags");
        assertThat(lags.valueStream().filter(lag -> lag.path("model").asString().equals(model)))
                .singleElement()
                .satisfies(
                        lag -> assertThat(lag.path("lagSeconds").asDouble(-1)).isNotNegative());
    }

    private double gauge(String name, String model) {
        Gauge gauge = meters.find(name).tag("model", model).gauge();
        return Objects.requireNonNull(gauge).value();
    }
}
