package io.portrait.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portrait.support.ApiClient;
import io.portrait.support.ApiClient.ApiResponse;
import io.portrait.support.DatabaseTextSearch;
import io.portrait.support.PortraitTest;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** Descriptions of items and names in events change neither the catalog nor the answers for others; an erasure removes them. */
@PortraitTest
class QuarantineTest {

    @Autowired
    private ApiClient api;

    @Autowired
    private JdbcTemplate jdbc;

    private ApiResponse track(String user, String message, String event, String properties) {
        return api.send("POST", "dev-write", "/v1/track", """
                {"userId":"%s","messageId":"%s","event":"%s","properties":%s}
                """.formatted(user, message, event, properties), Map.of());
    }

    private List<JsonNode> descriptionsOf(String item) {
        return api.get("dev-catalogue", "/v1/quarantine/items?item=" + item)
                .json()
                .path("items")
                .valueStream()
                .toList();
    }

    private JsonNode decide(String decision, String id) {
        return api.send(
                        "POST",
                        "dev-catalogue",
                        "/v1/quarantine/items/" + decision,
                        "{\"ids\":[\"" + id + "\"]}",
                        Map.of())
                .json();
    }

    private void awaitEvents(String user, int count) {
        await().until(() -> api.profile(user).path("eventsSeen").asInt() == count);
    }

    @Test
    void anEventShowsNothingOfItsItemToOthers() {
        track("victim", "1", "Product Viewed", """
                {"product_id":"p-1","category":"hiv-test/for-victim-at-example.org","name":"Test",
                 "url":"https://victim:secret@shop/account?email=victim@example.org#me",
                 "image_url":"https://shop/a.png#victim@example.org"}\
                """);
        awaitEvents("victim", 1);
        for (String key : List.of("dev-partner", "dev-public", "dev-internal", "dev-admin", "dev-catalogue")) {
            assertThat(api.get(key, "/v1/topics").text()).doesNotContain("victim");
        }
        assertThat(api.get("dev-internal", "/v1/items/p-1").status()).isEqualTo(404);
        JsonNode content = descriptionsOf("p-1").getFirst().path("content");
        assertThat(content.at("/attributes/url").asString()).isEqualTo("https://shop/account");
        assertThat(content.at("/attributes/image_url").asString()).isEqualTo("https://shop/a.png");
    }

    @Test
    void aSuppressedEventLeavesNoTrace() {
        api.send("PUT", "dev-admin", "/v1/subjects/private-5d/consent", """
                {"purposes":{"personalisation":false}}""", Map.of());
        track("private-5d", "1", "Product Viewed", "{\"product_id\":\"p-private\",\"name\":\"x\"}");
        track("private-5d", "2", "Wrote Me 5d", "{}");
        api.send("DELETE", "dev-admin", "/v1/subjects/erased-5d", "", Map.of());
        track(
                "erased-5d",
                "1",
                "Product Viewed",
                "{\"product_id\":\"p-erased\",\"name\":\"x\",\"category\":\"gone-5d\"}");
        assertThat(new DatabaseTextSearch(jdbc).tablesContaining("p-private")).isEmpty();
        assertThat(new DatabaseTextSearch(jdbc).tablesContaining("wrote me 5d")).isEmpty();
        assertThat(new DatabaseTextSearch(jdbc).tablesContaining("gone-5d")).isEmpty();
    }

    @Test
    void aDuplicateBringsNoDescription() {
        track("twice", "1", "Product Viewed", "{\"product_id\":\"p-once\",\"name\":\"first\"}");
        track("twice", "1", "Product Viewed", "{\"product_id\":\"p-once\",\"name\":\"second\"}");
        assertThat(descriptionsOf("p-once")).hasSize(1);
    }

    @Test
    void anErasureTakesTheDescriptionsAndNamesOfThePersonOnly() {
        track("leaves-8a", "1", "Product Viewed", "{\"product_id\":\"p-8a\",\"name\":\"Lamp\"}");
        track("stays-8a", "1", "Product Viewed", "{\"product_id\":\"p-8a\",\"name\":\"Lamp\"}");
        track("leaves-8a", "2", "Met leaves-8a@example.org", "{}");
        track("stays-8a", "2", "Waved 8a", "{}");
        assertThat(descriptionsOf("p-8a").getFirst().path("persons").asInt()).isEqualTo(2);
        assertThat(names()).contains("met leaves-8a@example.org", "waved 8a");

        api.send("DELETE", "dev-admin", "/v1/subjects/leaves-8a", "", Map.of());

        assertThat(descriptionsOf("p-8a").getFirst().path("persons").asInt()).isEqualTo(1);
        assertThat(names()).contains("waved 8a").doesNotContain("met leaves-8a@example.org");
    }

    private List<String> names() {
        return api.get("dev-admin", "/v1/track-names")
                .json()
                .path("names")
                .valueStream()
                .map(name -> name.path("name").asString())
                .toList();
    }

    @Test
    void aPromotedDescriptionCountsForLaterEventsOnly() {
        String properties = "{\"product_id\":\"p-late\",\"category\":\"garden/tools\",\"name\":\"Spade\"}";
        track("early", "1", "Product Viewed", properties);
        awaitEvents("early", 1);
        JsonNode described = descriptionsOf("p-late").getFirst();

        JsonNode receipts = decide("promotions", described.path("id").asString());

        assertThat(receipts.at("/receipts/0/status").asString()).isEqualTo("created");
        assertThat(receipts.at("/receipts/0/id").asString()).isEqualTo("p-late");
        assertThat(descriptionsOf("p-late")).isEmpty();
        assertThat(api.get("dev-internal", "/v1/items/p-late")
                        .json()
                        .at("/content/title")
                        .asString())
                .isEqualTo("Spade");
        assertThat(api.profile("early").path("interests").isEmpty()).isTrue();
        track("early", "2", "Product Viewed", properties);
        awaitEvents("early", 2);
        assertThat(api.profile("early").path("interests").size()).isEqualTo(2);
        assertThat(descriptionsOf("p-late")).as("it says nothing new").isEmpty();
    }

    @Test
    void aDiscardedDescriptionIsGone() {
        track("sender", "1", "Product Viewed", "{\"product_id\":\"p-junk\",\"name\":\"junk\"}");
        String id = descriptionsOf("p-junk").getFirst().path("id").asString();
        assertThat(decide("discards", id).at("/discarded/0").asString()).isEqualTo(id);
        assertThat(descriptionsOf("p-junk")).isEmpty();
        assertThat(decide("promotions", id).at("/receipts/0/code").asString()).isEqualTo("description-not-found");
    }

    /**
     * Two persons with 40 purchases each of an item of their own, one of them with one tracking event before: all later
     * events must count the same for both, because one event may change a released cell by one unit at most.
     */
    @Test
    void anEventThatDescribesAnItemDoesNotMakeLaterEventsCount() {
        api.putItem("known-dp", "dp-topic/a", 1);
        track(
                "with-dp",
                "0",
                "Product Viewed",
                "{\"product_id\":\"own-with\",\"category\":\"dp-topic/a\",\"name\":\"x\"}");
        for (String user : List.of("with-dp", "without-dp")) {
            String item = "own-" + user.substring(0, user.indexOf('-'));
            api.postEvents(IntStream.rangeClosed(1, 40)
                    .mapToObj(i -> """
                            {"userId":"%s","messageId":"%d","type":"purchase","value":1,"item":"%s"}
                            """.formatted(user, i, item))
                    .collect(Collectors.toList()));
        }
        assertThat(api.profile("with-dp").path("interests"))
                .isEqualTo(api.profile("without-dp").path("interests"));
        assertThat(api.profile("with-dp").path("interests").isEmpty()).isTrue();
    }

    @Test
    void anUnusedTopicCanBeDeletedAndAUsedOneCannot() {
        api.putItem("topical", "odd-topic/sub", 1);
        assertThat(deleteTopics("topic=odd-topic/sub").code()).isEqualTo("topic-in-use");
        assertThat(deleteTopics("topic=odd-topic").code()).isEqualTo("topic-in-use");
        api.putItem("topical", "other-topic", 1);
        assertThat(deleteTopics("topic=odd-topic/sub").json().at("/deleted/0").asString())
                .isEqualTo("odd-topic/sub");
        assertThat(deleteTopics("topic=odd-topic/sub").code()).isEqualTo("topic-not-found");
        assertThat(deleteTopics("unused=true")
                        .json()
                        .path("deleted")
                        .valueStream()
                        .map(JsonNode::asString))
                .contains("odd-topic")
                .doesNotContain("other-topic");
        assertThat(api.get("dev-admin", "/v1/topics").text()).doesNotContain("odd-topic");
        assertThat(deleteTopics("").code()).isEqualTo("invalid-topic");
    }

    private ApiResponse deleteTopics(String query) {
        return api.send("DELETE", "dev-admin", "/v1/topics?" + query, "", Map.of());
    }
}
