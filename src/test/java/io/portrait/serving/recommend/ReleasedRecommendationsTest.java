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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/**
 * Recommendations for a person's token, which depend on no other person. Each test uses its own items. No item is chosen by enough persons for the
 * item statistics, as in a new shop.
 */
@PortraitTest
class ReleasedRecommendationsTest {

    @Autowired
    private ApiClient api;

    @Autowired
    private JdbcTemplate jdbc;

    private String run = "";

    @BeforeEach
    void nameTheRun() {
        run = UUID.randomUUID().toString().substring(0, 8);
    }

    private String name(String thing) {
        return thing + "-" + run;
    }

    private String event(String user, String type, String item) {
        return "{\"userId\":\"%s\",\"messageId\":\"%s\",\"type\":\"%s\",\"item\":\"%s\"}"
                .formatted(name(user), UUID.randomUUID(), type, name(item));
    }

    private JsonNode list(String key, String user, String options) {
        ApiResponse response =
                api.get(key, "/v1/profiles/%s/recommendations?explain=true%s".formatted(name(user), options));
        assertThat(response.status()).isEqualTo(200);
        return response.json();
    }

    private ApiResponse counterfactual(String key, String user, String item, String without) {
        return api.get(
                key,
                "/v1/profiles/%s/recommendations/%s/counterfactual?without=%s"
                        .formatted(name(user), name(item), name(without)));
    }

    private static List<String> ids(JsonNode list) {
        return list.path("items").findValuesAsString("id");
    }

    /** The attack of the security review: two events of another person become visible in the answers for a spy. */
    @Test
    void eventsOfAnotherPersonDoNotChangeTheAnswersForATokenOfAPerson() {
        attackWith("");
    }

    /** The other person has objected, and has restricted the processing. */
    @Test
    void eventsOfAPersonWhoObjectedDoNotChangeTheAnswersEither() {
        attackWith("{\"objected\":true,\"restricted\":true}");
    }

    private void attackWith(String restriction) {
        api.putItem(name("rare-a"), name("rare"), 10);
        api.putItem(name("rare-b"), name("rare"), 10);
        api.postEvents(List.of(event("spy", "purchase", "rare-a")));
        String token = api.token(name("spy"));
        List<String> before = answers(token);
        assertThat(counterfactual("dev-internal", "spy", "rare-b", "rare-a").code())
                .isEqualTo("item-not-found");
        api.postEvents(List.of(event("target", "purchase", "rare-a"), event("target", "purchase", "rare-b")));
        await("the exact model has learned the events")
                .until(() -> counterfactual("dev-internal", "spy", "rare-b", "rare-a")
                                .status()
                        == 200);
        assertThat(ids(list("dev-internal", "spy", "&limit=100"))).contains(name("rare-b"));
        if (!restriction.isEmpty()) {
            api.send(
                    "PUT", "dev-admin", "/v1/subjects/%s/restriction".formatted(name("target")), restriction, Map.of());
        }
        assertThat(answers(token)).isEqualTo(before);
    }

    /** The answers about the items that a spy's token can read, without the random ids of lists. */
    private List<String> answers(String token) {
        List<String> answers = new ArrayList<>();
        String category = "&category=" + name("rare"); // items of other tests take drawn positions of longer lists
        for (String options : List.of("", "&limit=100", "&limit=100&purpose=content")) {
            answers.add(list(token, "spy", category + options).path("items").toString());
        }
        for (List<String> pair :
                List.of(List.of("rare-b", "rare-a"), List.of("rare-a", "rare-b"), List.of("rare-a", "rare-a"))) {
            ApiResponse response = counterfactual(token, "spy", pair.getFirst(), pair.getLast());
            answers.add(response.status() + response.text());
        }
        answers.add(api.get(token, "/v1/profiles/" + name("spy")).text());
        return answers;
    }

    @Test
    void aNewShopStillGivesAFullListWithReasons() {
        for (int i = 0; i < 12; i++) {
            api.putItem(name("pan-" + i), name("kitchen"), 10);
            api.putItem(name("lamp-" + i), name("light"), 10);
        }
        api.postEvents(List.of(event("ann", "purchase", "pan-0"), event("ann", "view", "pan-1")));
        String token = api.token(name("ann"));
        JsonNode content = list(token, "ann", "&purpose=content&limit=10");
        assertThat(ids(content)).hasSize(10).doesNotContain(name("pan-0"), name("pan-1"));
        assertThat(ids(content)).filteredOn(id -> id.startsWith("pan-")).hasSizeGreaterThanOrEqualTo(8);
        assertThat(content.at("/items/0/reasons/0/topic").asString()).isEqualTo(name("kitchen"));
        JsonNode shop = list(token, "ann", "&limit=3");
        assertThat(ids(shop)).contains(name("pan-0"), name("pan-1"));
        assertThat(shop.path("model").asString()).isEqualTo("released");
        assertThat(shop.path("items")).allSatisfy(item -> {
            double sum = 0;
            for (JsonNode reason : item.path("reasons")) {
                sum += reason.path("contribution").asDouble();
            }
            assertThat(sum).isCloseTo(item.path("score").asDouble(), within(1e-9));
        });
        assertThat(list("dev-internal", "ann", "").path("model").asString()).isEqualTo("exact");
    }

    @Test
    void controlsCategoryAndDeletionApply() {
        for (String thing : List.of("mug", "cup")) {
            api.putItem(name(thing), name("kitchen"), 10);
        }
        api.postEvents(List.of(event("bob", "view", "mug"), event("bob", "view", "cup")));
        String token = api.token(name("bob"));
        String kitchen = "&limit=100&category=" + name("kitchen");
        assertThat(ids(list(token, "bob", kitchen))).containsExactly(name("cup"), name("mug"));
        double before = list(token, "bob", kitchen).at("/items/0/score").asDouble();
        control(token, "less");
        JsonNode less = list(token, "bob", kitchen).at("/items/0");
        assertThat(less.path("score").asDouble()).isCloseTo(before / 4, within(1e-9));
        control(token, "never");
        assertThat(ids(list(token, "bob", kitchen))).isEmpty();
        control(token, "reset");
        api.send("DELETE", "dev-catalogue", "/v1/items/" + name("cup"), "", Map.of());
        assertThat(ids(list(token, "bob", kitchen))).containsExactly(name("mug"));
    }

    private void control(String token, String action) {
        assertThat(api.send(
                                "PATCH",
                                token,
                                "/v1/profiles/%s/interests".formatted(name("bob")),
                                "{\"topic\":\"%s\",\"action\":\"%s\"}".formatted(name("kitchen"), action),
                                Map.of())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void theCounterfactualUsesTheOwnHistory() {
        api.putItem(name("mug"), name("kitchen"), 10);
        api.putItem(name("cup"), name("kitchen"), 10);
        api.postEvents(List.of(event("eve", "view", "mug"), event("eve", "view", "cup")));
        String token = api.token(name("eve"));
        double with = 0;
        for (JsonNode item : list(token, "eve", "&limit=100").path("items")) {
            with += item.path("id").asString().equals(name("cup"))
                    ? item.path("probability").asDouble()
                    : 0;
        }
        JsonNode without = counterfactual(token, "eve", "cup", "cup").json();
        assertThat(without.path("model").asString()).isEqualTo("released");
        assertThat(without.path("probability").asDouble()).isPositive().isLessThan(with);
        assertThat(counterfactual(token, "eve", "unknown", "cup").code()).isEqualTo("item-not-found");
        assertThat(counterfactual(token, "eve", "cup", "unknown").code()).isEqualTo("item-not-found");
    }

    @Test
    void withoutConsentAPersonGetsTheListOfAnUnknownPerson() {
        api.putItem(name("mug"), name("kitchen"), 10);
        api.postEvents(List.of(event("fay", "view", "mug")));
        api.send("PUT", "dev-admin", "/v1/subjects/%s/consent".formatted(name("fay")), """
            {"purposes":{"personalisation":false}}\
            """, Map.of());
        assertThat(ids(list(api.token(name("fay")), "fay", "&limit=20")))
                .isEqualTo(ids(list(api.token(name("unknown")), "unknown", "&limit=20")));
    }

    @Test
    void storesTheServedList() {
        api.putItem(name("mug"), name("kitchen"), 10);
        api.postEvents(List.of(event("gil", "view", "mug")));
        String listId =
                list(api.token(name("gil")), "gil", "&limit=1").path("listId").asString();
        await().untilAsserted(() -> assertThat(jdbc.queryForList(
                        "SELECT items[1] FROM served_list WHERE user_id = ? AND list_id = ?::uuid",
                        String.class,
                        name("gil"),
                        listId))
                .containsExactly(name("mug")));
    }
}
