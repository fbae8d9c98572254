package io.portrait.serving.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portrait.support.ApiClient;
import io.portrait.support.PortraitTest;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** The catalog decides whether an item is recommended: also without any event, and against all events. */
@PortraitTest
class CatalogRecommendationsTest {

    private final String run = Long.toString(System.nanoTime(), 36);

    @Autowired
    private ApiClient api;

    private String topic(String name) {
        return name + "-" + run;
    }

    private JsonNode put(String... items) {
        return api.send("PUT", "dev-catalogue", "/v1/items", "{\"items\":[" + String.join(",", items) + "]}", Map.of())
                .json();
    }

    private String item(String id, String category, String fields) {
        return "{\"id\":\"%s\",\"categories\":[\"%s\"]%s}".formatted(topic(id), category, fields);
    }

    private List<String> list(String user, String query) {
        return api.get("dev-internal", "/v1/profiles/%s/recommendations?%s".formatted(topic(user), query))
                .json()
                .path("items")
                .valueStream()
                .map(entry -> entry.path("id").asString())
                .toList();
    }

    /** Each of three persons interacts with each of the items twice. */
    private void click(List<String> items) {
        List<String> events = IntStream.range(0, 6 * items.size())
                .mapToObj(i -> """
                        {"anonymousId":"%s","messageId":"%s","type":"click","item":"%s"}
                        """.formatted(
                                topic("visitor-" + i % 3), i + "-" + System.nanoTime(), items.get(i % items.size())))
                .toList();
        api.postEvents(events);
    }

    @Test
    void aCatalogWithoutEventsFillsLists() {
        put(IntStream.range(0, 30)
                .mapToObj(i -> item("cold-" + i, topic("cold") + "/t" + i % 3, ""))
                .toArray(String[]::new));
        await().untilAsserted(() -> assertThat(list("newcomer", "limit=100&category=" + topic("cold")))
                .hasSize(30)
                .doesNotHaveDuplicates());
        for (int limit : List.of(1, 10, 25)) {
            assertThat(list("newcomer", "limit=" + limit)).hasSize(limit).doesNotHaveDuplicates();
            assertThat(list("newcomer", "explain=true&purpose=content&limit=" + limit))
                    .hasSize(limit);
        }
        assertThat(list("newcomer", "limit=3&category=" + topic("cold")).stream()
                        .map(id -> Integer.parseInt(id.split("-", -1)[1]) % 3)
                        .collect(Collectors.toSet()))
                .as("the list shows each of the three topics")
                .hasSize(3);
    }

    @Test
    void aCategoryOfNewItemsGivesThem() {
        put(item("rose", topic("garden"), ""), item("tulip", topic("garden"), ""));
        await().untilAsserted(() -> assertThat(list("gardener", "category=" + topic("garden")))
                .containsExactlyInAnyOrder(topic("rose"), topic("tulip")));
    }

    @Test
    void clicksOnAnItemThatTheCatalogLacksLiftNothing() {
        put(item("known", topic("evil"), ""));
        api.postEvents(IntStream.range(0, 25)
                .mapToObj(i -> """
                        {"anonymousId":"%s","messageId":"%d","type":"click","item":"http://evil.example/%s"}
                        """.formatted(topic("bot-" + i % 5), i, run))
                .toList());
        click(List.of(topic("known")));
        await().untilAsserted(() -> assertThat(score("stranger", "known")).isPositive());
        for (String user : List.of("stranger", "bot-1")) {
            assertThat(list(user, "limit=100")).isNotEmpty().noneMatch(id -> id.contains("evil.example"));
        }
    }

    private double score(String user, String item) {
        return api.get(
                        "dev-internal",
                        "/v1/profiles/%s/recommendations?limit=100&category=%s".formatted(topic(user), topic("evil")))
                .json()
                .path("items")
                .valueStream()
                .filter(entry -> entry.path("id").asString().equals(topic(item)))
                .mapToDouble(entry -> entry.path("score").asDouble())
                .findFirst()
                .orElse(0);
    }

    @Test
    void whatIsNotOfferedIsNotRecommended() {
        String category = topic("offer");
        put(
                item("offered", category, ",\"available\":true,\"isHidden\":false,\"stock\":3"),
                item("unavailable", category, ",\"available\":false"),
                item("hidden", category, ",\"isHidden\":true"),
                item("sold-out", category, ",\"stock\":0"),
                item("banner", category, ",\"advertisement\":true"));
        click(List.of(topic("unavailable"), topic("hidden"), topic("sold-out"), topic("banner"), topic("offered")));
        await().untilAsserted(() ->
                assertThat(list("buyer", "limit=100&category=" + category)).containsExactly(topic("offered")));
        assertThat(list("visitor-1", "limit=100&category=" + category)).containsExactly(topic("offered"));
        assertThat(api.get("dev-internal", "/v1/items/" + topic("sold-out"))
                        .json()
                        .at("/content/stock")
                        .asInt(-1))
                .isZero();

        put(item("sold-out", category, ",\"stock\":1"));

        await().untilAsserted(() -> assertThat(list("buyer", "limit=100&category=" + category))
                .containsExactlyInAnyOrder(topic("offered"), topic("sold-out")));
    }

    @Test
    void itemsWithFieldsThatDoNotWorkAreRejected() {
        JsonNode receipts = put(
                        item("vectors", topic("v"), ",\"vectors\":{\"text\":[1,2]}"),
                        item("stock", topic("v"), ",\"stock\":-1"))
                .path("receipts");
        assertThat(receipts.at("/0/code").asString()).isEqualTo("vectors-not-supported");
        assertThat(receipts.at("/1/code").asString()).isEqualTo("invalid-item");
    }

    /** 300 lists with a share of 0.1 show the new item 5 to 60 times; a right share is outside with probability below 1e-5. */
    @Test
    void aNewItemAppearsInTheStatedShareOfLists() {
        List<String> clicked = List.of(topic("a"), topic("b"), topic("c"));
        put(item("a", topic("mixed"), ""), item("b", topic("mixed"), ""), item("c", topic("mixed"), ""));
        click(clicked);
        String query = "limit=3&category=" + topic("mixed");
        await().untilAsserted(() -> assertThat(api.get("dev-internal", "/v1/profiles/someone/recommendations?" + query)
                        .json()
                        .path("items")
                        .valueStream())
                .hasSize(3)
                .allMatch(entry -> entry.path("score").asDouble() > 0));
        put(item("new", topic("mixed"), ""));
        await().until(() ->
                list("someone", "limit=4&category=" + topic("mixed")).contains(topic("new")));

        long shown = IntStream.range(0, 300)
                .filter(i -> list("reader-" + i, query).get(1).equals(topic("new")))
                .count();

        assertThat(shown).isBetween(5L, 60L);
    }

    @Test
    void neverOnOneSpellingOfATopicActsOnAll() {
        String places = topic("places"); // other tests have items of other categories
        put(item("espresso", places + "/caf\u00e9", ""), item("tea", places + "/teahouse", ""));
        String all = "limit=100&category=" + places;
        await().until(() -> list("guest", all).containsAll(List.of(topic("espresso"), topic("tea"))));
        api.send(
                "PATCH",
                "dev-internal",
                "/v1/profiles/" + topic("guest") + "/interests",
                "{\"topic\":\"%s/Cafe\u0301\u200b\",\"action\":\"never\"}".formatted(places),
                Map.of());
        assertThat(list("guest", all)).contains(topic("tea")).doesNotContain(topic("espresso"));
    }
}
