package io.portrait.serving.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.portrait.support.ApiClient;
import io.portrait.support.ApiClient.ApiResponse;
import io.portrait.support.PortraitTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.annotation.DirtiesContext.ClassMode;
import tools.jackson.databind.JsonNode;

/**
 * Recommendations from events through the journal. Each test uses its own items and topics, because all share one
 * model.
 */
@PortraitTest
@DirtiesContext(classMode = ClassMode.BEFORE_CLASS) // the events of other tests would change what is popular
class RecommendationsTest {

    @Autowired
    private ApiClient api;

    @Autowired
    private JdbcTemplate jdbc;

    private String run = "";

    /**
     * Ten persons view a lamp and then a bulb; five of them view a mug afterwards. The last event is learned when Ann's
     * content excludes the lamp.
     */
    @BeforeEach
    void viewLampsThenBulbs() {
        run = UUID.randomUUID().toString().substring(0, 8);
        for (String thing : List.of("lamp", "bulb", "mug")) {
            api.putItem(item(thing), topic(thing), 10);
        }
        List<String> events = new ArrayList<>();
        for (int user = 0; user < 10; user++) {
            events.add(view("crowd-" + user, "lamp"));
            events.add(view("crowd-" + user, "bulb"));
            if (user < 5) {
                events.add(view("crowd-" + user, "mug"));
            }
        }
        events.add(view("ann", "lamp"));
        assertThat(api.postEvents(events).status()).isEqualTo(200);
        await().untilAsserted(() -> {
            assertThat(ids(list("ann", "&limit=1"))).containsExactly(item("bulb"));
            assertThat(ids(list("ann", "&limit=100&purpose=content"))).doesNotContain(item("lamp"));
        });
    }

    @Test
    void theUsualNextItemComesFirstAndTheReasonsAddUp() {
        JsonNode bulb = list("ann", "&limit=1&explain=true").path("items").get(0);
        double sum = 0;
        for (JsonNode reason : bulb.path("reasons")) {
            sum += reason.path("contribution").asDouble();
        }
        assertThat(sum).isCloseTo(bulb.path("score").asDouble(), within(1e-9));
        assertThat(bulb.path("reasons").toString()).contains(item("lamp"));
    }

    @Test
    void anUnknownUserGetsAList() {
        ApiResponse answer = api.get("dev-internal", "/v1/profiles/unknown-" + run + "/recommendations?purpose=shop");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("items")).isNotEmpty();
    }

    @Test
    void contentExcludesKnownItemsAndShopRepeatsThem() {
        assertThat(ids(list("ann", "&limit=100&purpose=content"))).doesNotContain(item("lamp"));
        assertThat(ids(list("ann", "&limit=100"))).contains(item("lamp"));
    }

    @Test
    void neverRemovesATopicAtOnceAndResetRestoresIt() {
        assertThat(setControl("ann", topic("bulb"), "never").status()).isEqualTo(200);
        assertThat(ids(list("ann", "&limit=100"))).doesNotContain(item("bulb"));
        setControl("ann", topic("bulb"), "reset");
        assertThat(ids(list("ann", "&limit=100"))).contains(item("bulb"));
    }

    @Test
    void lessChangesTheScoreAndGivesTheChangeAsAReason() {
        double before = score(list("ann", "&limit=1&explain=true"));
        setControl("ann", topic("bulb"), "less");
        JsonNode bulb = only(list("ann", "&limit=100&explain=true&category=" + topic("bulb")));
        assertThat(bulb.path("score").asDouble()).isCloseTo(before / 4, within(before * 1e-6));
        double sum = 0;
        for (JsonNode reason : bulb.path("reasons")) {
            sum += reason.path("contribution").asDouble();
        }
        assertThat(sum).isCloseTo(bulb.path("score").asDouble(), within(1e-9));
    }

    @Test
    void aDeletedItemIsNotRecommended() {
        api.send("DELETE", "dev-catalogue", "/v1/items/" + item("bulb"), "", Map.of());
        assertThat(ids(list("ann", "&limit=100"))).doesNotContain(item("bulb"));
    }

    @Test
    void filtersByCategory() {
        assertThat(ids(list("ann", "&limit=100&category=" + topic("mug")))).containsExactly(item("mug"));
    }

    @Test
    void theCounterfactualIsSmallerWithoutTheItemThatWasTheReason() {
        double with = score(list("ann", "&limit=1"));
        JsonNode without = counterfactualBulb();
        assertThat(without.path("probability").asDouble()).isPositive().isLessThan(with);
        assertThat(without.path("score")).isEqualTo(without.path("probability"));
    }

    @Test
    void theCounterfactualAppliesTheInterestControls() {
        setControl("ann", topic("bulb"), "less");
        JsonNode less = counterfactualBulb();
        assertThat(less.path("score").asDouble())
                .isPositive()
                .isEqualTo(less.path("probability").asDouble() / 4, within(1e-12));
        setControl("ann", topic("bulb"), "never");
        assertThat(counterfactualBulb().path("score").asDouble()).isZero();
    }

    private JsonNode counterfactualBulb() {
        return api.get(
                        "dev-internal",
                        "/v1/profiles/%s/recommendations/%s/counterfactual?without=%s"
                                .formatted(user("ann"), item("bulb"), item("lamp")))
                .json();
    }

    @Test
    void storesAServedListUnderItsId() {
        JsonNode list = list("ann", "&limit=1");
        await().untilAsserted(() -> assertThat(jdbc.queryForList(
                        "SELECT items[1] FROM served_list WHERE user_id = ? AND list_id = ?::uuid",
                        String.class,
                        user("ann"),
                        list.path("listId").asString()))
                .containsExactly(item("bulb")));
    }

    /** The model has at least three items, so with a limit of three the last position may be explored. */
    @Test
    void storesThePropensityOfTheLastPosition() {
        JsonNode list = list("ann", "&limit=3");
        await().untilAsserted(() -> {
            List<Double> propensities = jdbc.query(
                    "SELECT unnest(propensities) FROM served_list WHERE user_id = ? AND list_id = ?::uuid",
                    (row, index) -> row.getDouble(1),
                    user("ann"),
                    list.path("listId").asString());
            assertThat(propensities).hasSize(3);
            assertThat(propensities.subList(0, 2)).containsExactly(1.0, 1.0);
            assertThat(propensities.getLast()).isPositive().isLessThanOrEqualTo(1);
        });
    }

    @Test
    void aPersonWithoutConsentGetsTheListOfAnUnknownUser() {
        JsonNode before = list("ann", "&limit=2");
        api.send("PUT", "dev-admin", "/v1/subjects/" + user("ann") + "/consent", """
            {"purposes":{"personalisation":false}}\
            """, Map.of());
        JsonNode after = list("ann", "&limit=2");
        assertThat(after.path("items")).isEqualTo(list("unknown", "&limit=2").path("items"));
        assertThat(before.path("items")).isNotEqualTo(after.path("items"));
        assertThat(setControl("ann", topic("bulb"), "less").code()).isEqualTo("profile-not-found");
    }

    @Test
    void theModelForgetsTheInteractionsOfAnErasedPerson() {
        api.putItem(item("odd"), topic("odd"), 10);
        api.postEvents(List.of(view("eve", "mug"), view("eve", "odd")));
        String odd = "&category=" + topic("odd");
        await().untilAsserted(() -> assertThat(score(list("ann", odd))).isPositive());
        api.send("DELETE", "dev-admin", "/v1/subjects/" + user("eve"), "", Map.of());
        await().untilAsserted(() -> {
            assertThat(score(list("ann", odd))).isZero();
            assertThat(ids(list("ann", "&limit=1"))).containsExactly(item("bulb"));
        });
    }

    @Test
    void rejectsInvalidParameters() {
        assertThat(code("?purpose=war")).isEqualTo("invalid-purpose");
        assertThat(code("?limit=101")).isEqualTo("invalid-limit");
        assertThat(setControl("ann", topic("bulb"), "perhaps").code()).isEqualTo("invalid-action");
        assertThat(setControl("ann", "", "less").code()).isEqualTo("invalid-topic");
    }

    @Test
    void ranksInTheGivenOrderForAnUnknownUser() {
        assertThat(ids(rank("unknown", List.of("mug", "lamp", "new", "bulb"))))
                .containsExactly(item("mug"), item("lamp"), item("new"), item("bulb"));
    }

    @Test
    void ranksByTheGivenScoresForAnUnknownUser() {
        assertThat(ids(api.send(
                                "POST",
                                "dev-internal",
                                "/v1/rank",
                                """
                {"userId":"%s","purpose":"search","items":[{"id":"%s","score":1},{"id":"%s","score":3},{"id":"%s","score":2}]}
                """.formatted(user("unknown"), item("mug"), item("new"), item("lamp")),
                                Map.of())
                        .json()))
                .containsExactly(item("new"), item("lamp"), item("mug"));
    }

    @Test
    void ranksByTheLiftOfThePersonsProbability() {
        JsonNode ranked = rank("ann", List.of("new", "mug", "bulb"));
        assertThat(ids(ranked).getFirst()).isEqualTo(item("bulb"));
        assertThat(ranked.path("items")).hasSize(3).allSatisfy(item -> {
            double sum = 0;
            for (JsonNode reason : item.path("reasons")) {
                sum += reason.path("contribution").asDouble();
            }
            assertThat(sum).isCloseTo(item.path("score").asDouble(), within(1e-9));
        });
    }

    /** The topics of the book are only in the catalog. */
    @Test
    void ranksATopicSetToNeverLastEvenForANewItem() {
        api.putItem(item("book"), topic("book"), 10);
        assertThat(setControl("ann", topic("book"), "never").status()).isEqualTo(200);
        JsonNode ranked = rank("ann", List.of("book", "mug"));
        assertThat(ids(ranked)).containsExactly(item("mug"), item("book"));
        assertThat(ranked.path("items").get(1).path("score").asDouble()).isZero();
    }

    private JsonNode rank(String name, List<String> things) {
        String items = things.stream()
                .map(thing -> "{\"id\":\"%s\"}".formatted(item(thing)))
                .collect(Collectors.joining(","));
        return api.send("POST", "dev-internal", "/v1/rank", """
            {"userId":"%s","purpose":"search","items":[%s],"explain":true}
            """.formatted(user(name), items), Map.of())
                .json();
    }

    private String code(String query) {
        return api.get("dev-internal", "/v1/profiles/" + user("ann") + "/recommendations" + query)
                .code();
    }

    private ApiResponse setControl(String name, String topic, String action) {
        return api.send(
                "PATCH",
                "dev-internal",
                "/v1/profiles/" + user(name) + "/interests",
                """
                {"topic":"%s","action":"%s"}
                """.formatted(topic, action),
                Map.of());
    }

    private JsonNode list(String name, String parameters) {
        return api.get("dev-internal", "/v1/profiles/" + user(name) + "/recommendations?" + parameters)
                .json();
    }

    private static List<String> ids(JsonNode list) {
        return list.path("items")
                .valueStream()
                .map(item -> item.path("id").asString())
                .toList();
    }

    private static double score(JsonNode list) {
        return list.path("items").get(0).path("score").asDouble();
    }

    private static JsonNode only(JsonNode list) {
        assertThat(list.path("items")).hasSize(1);
        return list.path("items").get(0);
    }

    private String view(String name, String thing) {
        return """
            {"messageId":"%s","userId":"%s","type":"view","item":"%s","timestamp":"2026-11-20T10:00:00Z"}
            """.formatted(UUID.randomUUID(), user(name), item(thing));
    }

    private String user(String name) {
        return name + "-" + run;
    }

    private String item(String thing) {
        return thing + "-" + run;
    }

    private String topic(String thing) {
        return "things-" + run + "/" + thing;
    }
}
