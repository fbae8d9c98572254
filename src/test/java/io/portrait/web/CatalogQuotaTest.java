package io.portrait.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portrait.Portrait;
import io.portrait.support.ApiClient;
import io.portrait.support.ConcurrentTest;
import io.portrait.support.TestDatabaseConfiguration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** The quotas of keys that write the catalog, and the limits of the quarantine. */
@SpringBootTest(
        classes = Portrait.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "portrait.catalog.max-topics=8",
            "portrait.catalog.max-topics-per-key=4",
            "portrait.catalog.max-items-per-key=5",
            "portrait.quarantine.max-persons=3"
        })
@Tag("service")
@Import({TestDatabaseConfiguration.class, ApiClient.class})
@ConcurrentTest
class CatalogQuotaTest {

    @Autowired
    private ApiClient api;

    @Autowired
    private JdbcTemplate jdbc;

    private String catalogueKey() {
        return api.send("POST", "dev-admin", "/v1/keys", "{\"kind\":\"catalogue\"}", Map.of())
                .json()
                .path("secret")
                .asString();
    }

    private List<String> put(String key, String... items) {
        JsonNode receipts = api.send("PUT", key, "/v1/items", "{\"items\":[" + String.join(",", items) + "]}", Map.of())
                .json()
                .path("receipts");
        return receipts.valueStream()
                .map(receipt ->
                        receipt.path("code").asString(receipt.path("status").asString()))
                .toList();
    }

    private static String item(String id, String category) {
        return "{\"id\":\"%s\",\"categories\":[\"%s\"]}".formatted(id, category);
    }

    @Test
    void oneKeyCannotUseUpTheTopicsOrItemsOfAll() {
        String greedy = catalogueKey();
        String[] flood = IntStream.range(0, 5)
                .mapToObj(i -> item("g-" + i, "greedy-" + i))
                .toArray(String[]::new);
        assertThat(put(greedy, flood))
                .containsExactly("created", "created", "created", "created", "topic-quota-reached");
        assertThat(put(greedy, item("g-5", "greedy-0"), item("g-6", "greedy-0"), item("g-0", "greedy-1")))
                .containsExactly("created", "item-quota-reached", "updated");

        String other = catalogueKey();
        assertThat(put(other, item("o-1", "other"))).containsExactly("created");
        assertThat(put("dev-admin", item("a-1", "admin-1"), item("a-2", "admin-2"), item("a-3", "admin-3")))
                .as("an admin has no quota, but the limit of the catalog holds for all")
                .containsExactly("created", "created", "created");
        assertThat(put("dev-admin", item("a-4", "admin-4"))).containsExactly("too-many-topics");

        api.send("DELETE", greedy, "/v1/items/g-3", "", Map.of());
        api.send("DELETE", "dev-admin", "/v1/topics?topic=greedy-3", "", Map.of());
        assertThat(put(greedy, item("g-7", "greedy-new")))
                .as("a deleted item and topic make room again")
                .containsExactly("created");
    }

    @Test
    void aDescriptionIsStoredWithAFewPersonsOnly() {
        for (int i = 0; i < 3; i++) {
            describe("many-" + i);
        }
        await().until(() -> {
            describe("later-" + System.nanoTime());
            long before = rows();
            describe("again-" + System.nanoTime());
            return rows() == before;
        });
    }

    private void describe(String user) {
        api.send("POST", "dev-write", "/v1/track", """
                {"userId":"%s","messageId":"1","event":"Product Viewed","properties":{"product_id":"common","name":"Common"}}
                """.formatted(user), Map.of());
    }

    private long rows() {
        Long rows = jdbc.queryForObject("SELECT count(*) FROM quarantined_item WHERE item_id = 'common'", Long.class);
        return rows == null ? 0 : rows;
    }
}
