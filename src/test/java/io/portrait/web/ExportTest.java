package io.portrait.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.portrait.support.ApiClient;
import io.portrait.support.DatabaseTextSearch;
import io.portrait.support.ManualClock;
import io.portrait.support.PortraitTest;
import io.portrait.support.TestTimeouts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The rights of access and portability (GDPR articles 15 and 20): the export equals the rows of the tables. */
@PortraitTest
@Import(ExportTest.ExportTestClock.class)
class ExportTest {

    @TestConfiguration(proxyBeanMethods = false)
    static class ExportTestClock {

        @Bean
        ManualClock manualClock() {
            return new ManualClock(Instant.parse("2026-03-01T12:00:00Z"));
        }
    }

    private static final String USER = "export-7f3a";
    private static final JsonMapper JSON = new JsonMapper();

    @Autowired
    private ApiClient api;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private ManualClock clock;

    @BeforeEach
    void storeData() {
        api.putItem("mug", "kitchen/mug", 8);
        api.send("POST", "dev-admin", "/v1/topics/versions", "", Map.of());
        List<String> events = new ArrayList<>();
        for (int i = 0; i < 1_200; i++) {
            events.add("""
                    {"userId":"%s","messageId":"%d","type":"purchase","item":"mug","value":%s,
                     "timestamp":"2026-02-28T10:00:00.%06dZ","properties":{"note":"\\"quoted\\" 你好 \\n"}}
                    """.formatted(USER, i, i / 7.0, i));
        }
        api.postEvents(events);
        api.postEvents(List.of("{\"userId\":\"%s\",\"messageId\":\"bad\",\"type\":\"buy\"}".formatted(USER)));
        api.send("POST", "dev-write", "/v1/batch", """
                {"batch":[{"type":"track","userId":"%s","messageId":"t","event":"Product Viewed",
                  "properties":{"product_id":"p-9","name":"Lamp"}},
                  {"type":"track","userId":"%s","messageId":"u","event":"Lamp Rubbed"}]}
                """.replace("%s", USER), Map.of());
        api.send("PUT", "dev-admin", "/v1/subjects/" + USER + "/consent", "{\"purposes\":{\"ads\":false}}", Map.of());
        api.send("PATCH", "dev-internal", "/v1/profiles/" + USER + "/interests", """
                {"topic":"kitchen","action":"less"}""", Map.of());
        api.get("dev-internal", "/v1/profiles/" + USER + "/recommendations");
        clock.advance(Duration.ofDays(1));
        await().atMost(TestTimeouts.STATE).until(() -> {
            // a periodic snapshot may have been stored just before the events were learned
            clock.advance(Duration.ofMinutes(20));
            return new DatabaseTextSearch(jdbc)
                    .tablesContaining(USER)
                    .containsAll(List.of("noisy_sum", "model_snapshot_chunk", "served_list"));
        });
    }

    @Test
    void theRecordsAreTheRowsOfTheTablesInBothFormats() {
        JsonNode whole =
                api.get(api.token(USER), "/v1/subjects/" + USER + "/export").json();
        String lines = api.get("dev-admin", "/v1/subjects/" + USER + "/export?format=ndjson")
                .text();

        Set<String> knowing = new DatabaseTextSearch(jdbc).tablesContaining(USER);
        assertThat(knowing).contains("journal", "dead_letter", "profile", "noisy_sum", "noise_key", "consent");
        assertThat(knowing).contains("interest_control", "served_list", "quarantined_item", "quarantined_event_name");
        for (String table : tablesWithReadableRows(knowing)) {
            List<JsonNode> stored = rows(table);
            assertThat(stored).isNotEmpty();
            assertThat(recordsOf(whole.path("records").valueStream().toList(), table))
                    .as("json: %s", table)
                    .containsExactlyInAnyOrderElementsOf(stored);
            assertThat(recordsOf(lines.lines().map(JSON::readTree).toList(), table))
                    .as("ndjson: %s", table)
                    .containsExactlyInAnyOrderElementsOf(stored);
        }
    }

    /** Global models and noisy sums are bytes; the export has numbers instead of their rows. */
    private static List<String> tablesWithReadableRows(Set<String> tables) {
        return tables.stream()
                .filter(table -> !Set.of("model_snapshot_chunk", "noisy_sum").contains(table))
                .toList();
    }

    private List<JsonNode> exportedRows(String table) {
        JsonNode whole =
                api.get("dev-admin", "/v1/subjects/" + USER + "/export").json();
        return recordsOf(whole.path("records").valueStream().toList(), table);
    }

    /** The parameters of global models depend on the events of others; the operator decides what to hand over. */
    @Test
    void anExportForATokenHasNoParametersOfGlobalModels() {
        assertThat(api.get("dev-admin", "/v1/subjects/" + USER + "/export").text())
                .contains("\"model_snapshot_chunk\"");
        assertThat(api.get(api.token(USER), "/v1/subjects/" + USER + "/export").text())
                .doesNotContain("\"model_snapshot_chunk\"");
    }

    private JsonNode exportedModel(String model) {
        return exportedRows("model_snapshot_chunk").stream()
                .filter(row -> row.path("model").asString("").equals(model))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

    @Test
    void theMixtureThatPredictsTheNextItemIsExported() {
        JsonNode model = exportedModel("next-item");
        assertThat(model.path("interactions").asInt()).isPositive();
        assertThat(texts(model.path("last_items"))).contains("mug", "p-9");
        assertThat(texts(model.path("distinct_items"))).containsExactlyInAnyOrder("mug", "p-9");
        assertThat(model.path("mixture_weights").propertyNames()).contains("popularity", "repeat-consumption");
        double sum = model.path("mixture_weights")
                .valueStream()
                .mapToDouble(JsonNode::asDouble)
                .sum();
        assertThat(sum).isCloseTo(1, within(1e-9));
    }

    @Test
    void theRatingVectorAndBiasAreExported() {
        api.postEvents(List.of("""
                {"userId":"%s","messageId":"r-1","type":"rating","item":"mug","value":5}""".formatted(USER)));
        await().atMost(TestTimeouts.STATE)
                .until(() -> exportedRows("model_snapshot_chunk").stream()
                        .anyMatch(row -> row.path("model").asString("").equals("rating")));
        JsonNode model = exportedModel("rating");
        assertThat(model.path("bias").isNumber()).isTrue();
        assertThat(model.path("factors").size()).isEqualTo(16);
        assertThat(model.path("taste").propertyNames()).contains("drifting-bias", "lasting-bias", "topic kitchen/mug");
        assertThat(model.at("/taste/lasting-bias/variance").asDouble()).isPositive();
        assertThat(model.at("/residuals/0/item").asString()).isEqualTo("mug");
    }

    @Test
    void thePaymentHistoryThatScoresThePersonIsExported() {
        api.postEvents(List.of("""
                {"userId":"%s","messageId":"p-1","type":"transaction","value":12.5,"timestamp":"2026-02-28T10:00:00Z",
                 "properties":{"merchant":"corner shop"}}""".formatted(USER)));
        await().atMost(TestTimeouts.STATE)
                .until(() -> exportedRows("model_snapshot_chunk").stream()
                        .anyMatch(row -> row.path("model").asString("").equals("fraud")));
        JsonNode model = exportedModel("fraud");
        assertThat(model.path("payments").asInt()).isEqualTo(1);
        assertThat(model.path("amount").asDouble()).isEqualTo(12.5);
        assertThat(model.at("/days/0").toString()).isEqualTo("""
                {"date":"2026-02-28","payments":1,"amount":12.5,"largest":12.5,"known_frauds":0}""");
        assertThat(model.at("/unlabelled_payments/0/merchant").asString()).isEqualTo("corner shop");
        assertThat(model.at("/unlabelled_payments/0/features/amount-log").asDouble())
                .isPositive();
    }

    /** Without consent to {@code ads} the click model has nothing of the person. */
    @Test
    void theAdvertisementsShownAreExported() {
        api.send("PUT", "dev-admin", "/v1/subjects/" + USER + "/consent", "{\"purposes\":{\"ads\":true}}", Map.of());
        api.postEvents(List.of("""
                {"userId":"%s","messageId":"a-1","type":"impression","item":"mug","timestamp":"2026-02-28T10:00:00Z"}""".formatted(USER)));
        await().atMost(TestTimeouts.STATE)
                .until(() -> exportedRows("model_snapshot_chunk").stream()
                        .anyMatch(row -> row.path("model").asString("").equals("click")));
        assertThat(exportedModel("click").path("impressions").toString())
                .isEqualTo("[{\"item\":\"mug\",\"at\":\"2026-02-28T10:00:00Z\"}]");
        assertThat(exportedModel("click").at("/by_advertisement/mug/views").asInt())
                .isEqualTo(1);
        api.send("PUT", "dev-admin", "/v1/subjects/" + USER + "/consent", "{\"purposes\":{\"ads\":false}}", Map.of());
    }

    @Test
    void theSumsThatOutsideReadersSeeAreExportedAsNumbersByTopic() {
        List<JsonNode> sums = exportedRows("noisy_sum");
        assertThat(sums).isNotEmpty();
        assertThat(sums.getLast().at("/partner_sums/kitchen").isNumber()).isTrue();
        assertThat(sums.getLast().at("/public_sums/kitchen").isNumber()).isTrue();
    }

    /** Bytes in hexadecimal would not be readable. */
    @Test
    void nothingIsExportedAsBytes() {
        assertThat(api.get("dev-admin", "/v1/subjects/" + USER + "/export").text())
                .doesNotContainPattern("\"\\\\\\\\x[0-9a-f]{2}");
    }

    @Test
    void bothFormatsHaveTheSameContent() {
        JsonNode whole =
                api.get("dev-admin", "/v1/subjects/" + USER + "/export").json();
        List<JsonNode> lines = api.get("dev-admin", "/v1/subjects/" + USER + "/export?format=ndjson")
                .text()
                .lines()
                .map(JSON::readTree)
                .toList();
        List<JsonNode> parts = lines.stream().filter(line -> !line.has("table")).toList();
        assertThat(parts.stream().flatMap(part -> part.propertyNames().stream()))
                .containsExactlyElementsOf(whole.propertyNames().stream()
                        .filter(name -> !name.equals("records"))
                        .toList());
        for (String part : List.of("profile", "parameters", "contributions")) {
            assertThat(parts).as(part).anyMatch(line -> line.path(part).equals(whole.path(part)));
        }
        assertThat(lines.stream().filter(line -> line.has("table")).filter(line -> !isAudit(line)))
                .containsExactlyElementsOf(whole.path("records")
                        .valueStream()
                        .filter(line -> !isAudit(line))
                        .toList());
    }

    /** The first export is itself in the audit log of the second. */
    private static boolean isAudit(JsonNode line) {
        return line.path("table").asString("").equals("audit_entry");
    }

    /**
     * The rows of a table, read independently of the export. Left out are the wrapped noise key, which belongs to the service,
     * and columns of bytes, whose content the export has in readable form.
     */
    private List<JsonNode> rows(String table) {
        return jdbc.query(
                "SELECT (to_jsonb(t) - 'wrapped_key' - 'state' - 'digest')::text FROM %s t WHERE position(? IN t::text) > 0"
                        .formatted(table),
                (row, index) -> JSON.readTree(row.getString(1)),
                USER);
    }

    private static List<JsonNode> recordsOf(List<JsonNode> records, String table) {
        return records.stream()
                .filter(entry -> entry.path("table").asString("").equals(table))
                .map(entry -> table.equals("journal") ? withoutTypeName(entry.path("row")) : entry.path("row"))
                .toList();
    }

    private static JsonNode withoutTypeName(JsonNode row) {
        assertThat(row.path("type").asString()).isNotEmpty();
        return ((ObjectNode) row).without("type");
    }

    @Test
    void purposesRetentionAndLogicAreStated() {
        JsonNode whole =
                api.get("dev-admin", "/v1/subjects/" + USER + "/export").json();
        assertThat(whole.at("/about/purposes").toString())
                .containsPattern("\"purpose\":\"ads\",\"description\":\"[^\"]+\",\"permitted\":false")
                .containsPattern("\"purpose\":\"personalisation\",\"description\":\"[^\"]+\",\"permitted\":true");
        for (String part : List.of("categories", "sources", "recipients", "logic", "consequences", "rights")) {
            assertThat(whole.path("about").path(part).size()).as(part).isPositive();
        }
        assertThat(whole.at("/about/retention").valueStream().map(JsonNode::asString))
                .doesNotContain("");
        assertThat(whole.at("/about/identities/0").asString()).isEqualTo(USER);
        assertThat(whole.at("/about/retention/rejectedEvents").asString()).isEqualTo("PT720H");
        assertThat(whole.at("/about/logic").size()).isPositive();
        assertThat(whole.at("/profile/eventsSeen").asInt()).isGreaterThanOrEqualTo(1_200);
        assertThat(whole.at("/parameters/models").size()).isPositive();
    }

    @Test
    void itContainsNoDataOfOthers() {
        api.postEvents(List.of("{\"userId\":\"bystander-7f3a\",\"messageId\":\"1\",\"type\":\"click\"}"));
        assertThat(api.get("dev-admin", "/v1/subjects/" + USER + "/export").text())
                .doesNotContain("bystander-7f3a");
    }

    @Test
    void auditEntriesOfThePersonAreExported() {
        api.get("dev-internal", "/v1/profiles/" + USER);
        await().atMost(TestTimeouts.STATE)
                .untilAsserted(() -> assertThat(api.get("dev-admin", "/v1/subjects/" + USER + "/export")
                                .text())
                        .contains("GET /v1/profiles/{userId}\""));
    }
}
