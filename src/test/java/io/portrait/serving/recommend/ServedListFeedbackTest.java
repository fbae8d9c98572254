package io.portrait.serving.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.portrait.support.ApiClient;
import io.portrait.support.PortraitTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Served lists and their interactions, over HTTP. */
@PortraitTest
class ServedListFeedbackTest {

    private static final JsonMapper JSON = new JsonMapper();

    @Autowired
    private ApiClient api;

    @Autowired
    private JdbcTemplate jdbc;

    private String run = "";

    @BeforeEach
    void useNewIdsForEachTest() {
        run = UUID.randomUUID().toString().substring(0, 8);
    }

    @Test
    void joinsEachInteractionOnceHoweverOftenItIsSent() {
        String list = rankedListId("ann", "shop");
        String click = event("m-1", "ann", "click", "b", list);
        api.postEvents(List.of(click, event("m-2", "ann", "view", "b", list), click));
        api.postEvents(List.of(click));
        api.postEvents(List.of(event("m-3", "ann", "purchase", "c", list)));
        assertThat(interacted(list)).containsExactly("b", "c");
        assertThat(purchased(list)).containsExactly("c");
        assertThat(jdbc.queryForObject(
                        "SELECT count(*) FROM served_list_feedback WHERE list_id = ?::uuid", Integer.class, list))
                .isEqualTo(2);
    }

    @Test
    void acceptsTheListIdInTheContext() {
        String list = rankedListId("ann", "ads");
        api.postEvents(List.of("""
            {"messageId":"m-1","userId":"%s","type":"click","item":"%s","context":{"listId":"%s"}}
            """.formatted(user("ann"), item("a"), list)));
        assertThat(interacted(list)).containsExactly("a");
    }

    @Test
    void ignoresInteractionsThatDoNotBelongToTheList() {
        String list = rankedListId("ann", "content");
        api.postEvents(List.of(
                event("m-1", "bob", "click", "a", list),
                event("m-2", "ann", "click", "z", list),
                event("m-3", "ann", "impression", "b", list),
                event("m-4", "ann", "click", "c", UUID.randomUUID().toString()),
                event("m-5", "ann", "click", "c", "a list of another system")));
        assertThat(interacted(list)).isEmpty();
    }

    @Test
    void aListServedBeforeAnIdentityMergeBelongsToTheMergedPerson() {
        String list = rankedListId("visitor", "shop");
        api.postEvents(List.of(event("m-1", "ann", "click", "a", list)));
        assertThat(interacted(list)).isEmpty();
        api.merge(user("ann"), user("visitor"));
        assertThat(interacted(list)).containsExactly("a");
    }

    @Test
    void storesARankedListInItsOrderWithPropensityOne() {
        JsonNode served = served(rankedListId("ann", "search"));
        assertThat(served.path("items").findValuesAsString("id")).containsExactly(item("a"), item("b"), item("c"));
        assertThat(served.path("query").asString()).isEqualTo("thé 红 " + run);
        assertThat(served.path("purpose").asString()).isEqualTo("search");
        assertThat(served.path("items").findValues("propensity"))
                .allSatisfy(propensity -> assertThat(propensity.asDouble()).isEqualTo(1));
    }

    /** The propensities of all candidates sum to 1; that of the served item is the propensity of the position. */
    @Test
    void storesAllCandidatesOfAnExplorationDraw() {
        List<String> views = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            views.add(event("m-" + i, "crowd-" + i % 3, "view", "thing-" + i, ""));
        }
        for (int i = 0; i < 12; i++) {
            api.putItem(item("thing-" + i), "feedback-" + run, 1);
        }
        api.postEvents(views);
        JsonNode list = await("the model has learned all events")
                .until(
                        () -> api.get("dev-internal", "/v1/profiles/" + user("crowd-0") + "/recommendations?limit=3")
                                .json(),
                        answer -> served(answer.path("listId").asString())
                                        .path("candidates")
                                        .size()
                                > 1);
        JsonNode served = served(list.path("listId").asString());
        JsonNode last = served.path("items").get(2);
        double sum = 0;
        List<Double> drawnPropensities = new ArrayList<>();
        for (JsonNode candidate : served.path("candidates")) {
            sum += candidate.path("probability").asDouble();
            if (candidate.path("id").equals(last.path("id"))) {
                drawnPropensities.add(candidate.path("probability").asDouble());
            }
        }
        assertThat(last.path("id")).isEqualTo(list.path("items").get(2).path("id"));
        assertThat(sum).isEqualTo(1, within(1e-9));
        assertThat(drawnPropensities).containsExactly(last.path("propensity").asDouble());
    }

    @Test
    void erasesAndExportsServedListsWithThePerson() {
        String list = rankedListId("eve", "shop");
        api.postEvents(List.of(event("m-1", "eve", "click", "a", list)));
        served(list);
        String export = api.get("dev-admin", "/v1/subjects/" + user("eve") + "/export?format=ndjson")
                .text();
        assertThat(export.lines()
                        .filter(line -> line.contains(list))
                        .map(line -> JSON.readTree(line).path("table").asString("")))
                .contains("journal", "served_list");
        assertThat(api.send("DELETE", "dev-admin", "/v1/subjects/" + user("eve"), "", Map.of())
                        .status())
                .isEqualTo(204);
        assertThat(jdbc.queryForObject("SELECT count(*) FROM served_list WHERE list_id = ?::uuid", Integer.class, list))
                .isZero();
        assertThat(jdbc.queryForObject("SELECT count(*) FROM journal WHERE list_id = ?::uuid", Integer.class, list))
                .isZero();
    }

    @Test
    void storesNoListOfAPersonWithoutConsent() {
        api.send("PUT", "dev-admin", "/v1/subjects/" + user("ann") + "/consent", """
            {"purposes":{"personalisation":false}}\
            """, Map.of());
        String unstoredList = rankedListId("ann", "shop");
        served(rankedListId("bob", "shop"));
        assertThat(lines().stream().map(line -> line.path("listId").asString())).doesNotContain(unstoredList);
    }

    private String rankedListId(String name, String purpose) {
        return api.send(
                        "POST",
                        "dev-internal",
                        "/v1/rank",
                        """
                        {"userId":"%s","purpose":"%s","query":"thé 红 %s","items":[{"id":"%s"},{"id":"%s"},{"id":"%s"}]}
                        """.formatted(user(name), purpose, run, item("a"), item("b"), item("c")),
                        Map.of())
                .json()
                .path("listId")
                .asString();
    }

    /** Waits for the list, because lists are logged shortly after they were served. */
    private JsonNode served(String list) {
        return await().until(
                        () -> lines().stream()
                                .filter(line -> line.path("listId").asString().equals(list))
                                .toList(),
                        found -> found.size() == 1)
                .getFirst();
    }

    private List<JsonNode> lines() {
        List<JsonNode> all = new ArrayList<>();
        long after = 0;
        while (true) {
            List<JsonNode> page = api.get("dev-admin", "/v1/served-lists?limit=100&after=" + after)
                    .text()
                    .lines()
                    .map(JSON::readTree)
                    .toList();
            if (page.isEmpty()) {
                return all;
            }
            all.addAll(page);
            after = page.getLast().path("number").asLong();
        }
    }

    private List<String> interacted(String list) {
        return itemsWith(list, "interacted");
    }

    private List<String> purchased(String list) {
        return itemsWith(list, "purchased");
    }

    private List<String> itemsWith(String list, String field) {
        JsonNode items = served(list).path("items");
        return IntStream.range(0, items.size())
                .mapToObj(items::get)
                .filter(item -> item.path(field).asBoolean())
                .map(item -> item.path("id").asString().replace("-" + run, ""))
                .toList();
    }

    private String event(String message, String name, String type, String thing, String list) {
        return """
            {"messageId":"%s","userId":"%s","type":"%s","item":"%s","properties":{"listId":"%s"}}
            """.formatted(message, user(name), type, item(thing), list);
    }

    private String user(String name) {
        return name + "-" + run;
    }

    private String item(String thing) {
        return thing + "-" + run;
    }
}
