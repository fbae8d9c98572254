package io.portrait.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portrait.support.ApiClient;
import io.portrait.support.DatabaseTextSearch;
import io.portrait.support.ManualClock;
import io.portrait.support.PortraitTest;
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
        api.send("PUT", "dev-admin", "/v1/subjects/" + USER + "/consent", "{\"purposes\":{\"ads\":false}}", Map.of());
        api.send("PATCH", "dev-internal", "/v1/profiles/" + USER + "/interests", """
                {"topic":"kitchen","action":"less"}""", Map.of());
        api.get("dev-internal", "/v1/profiles/" + USER + "/recommendations");
        clock.advance(Duration.ofDays(1));
        await().atMost(Duration.ofSeconds(20)).until(() -> {
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
        assertThat(knowing).contains("interest_control", "served_list");
        for (String table : nonEmptyTables(knowing)) {
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

    /** Global models contain data of all users: their data of the person is described, without a row. */
    private static List<String> nonEmptyTables(Set<String> tables) {
        return tables.stream()
                .filter(table -> !table.equals("model_snapshot_chunk"))
                .toList();
    }

    @Test
    void modelDataOfThePersonIsExported() {
        JsonNode whole =
                api.get(api.token(USER), "/v1/subjects/" + USER + "/export").json();
        List<JsonNode> modelRecords =
                recordsOf(whole.path("records").valueStream().toList(), "model_snapshot_chunk");
        assertThat(modelRecords).hasSize(1);
        assertThat(modelRecords.getFirst().path("last_items").size()).isPositive();
    }

    /**
     * The rows of a table, read independently of the export. The wrapped noise key is left out, because it belongs to the
     * service, not to the person.
     */
    private List<JsonNode> rows(String table) {
        return jdbc.query(
                "SELECT (to_jsonb(t) - 'wrapped_key')::text FROM %s t WHERE position(? IN t::text) > 0"
                        .formatted(table),
                (row, index) -> JSON.readTree(row.getString(1)),
                USER);
    }

    private static List<JsonNode> recordsOf(List<JsonNode> records, String table) {
        return records.stream()
                .filter(entry -> entry.path("table").asString("").equals(table))
                .map(entry -> entry.path("row"))
                .toList();
    }

    @Test
    void purposesRetentionAndLogicAreStated() {
        JsonNode whole =
                api.get("dev-admin", "/v1/subjects/" + USER + "/export").json();
        assertThat(whole.at("/about/purposes").toString())
                .contains("{\"purpose\":\"ads\",\"permitted\":false}")
                .contains("{\"purpose\":\"personalisation\",\"permitted\":true}");
        assertThat(whole.at("/about/retention/rejectedEvents").asString()).isEqualTo("PT720H");
        assertThat(whole.at("/about/logic").size()).isPositive();
        assertThat(whole.at("/profile/eventsSeen").asInt()).isEqualTo(1_200);
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
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(api.get("dev-admin", "/v1/subjects/" + USER + "/export")
                                .text())
                        .contains("GET /v1/profiles/{userId}\""));
    }
}
