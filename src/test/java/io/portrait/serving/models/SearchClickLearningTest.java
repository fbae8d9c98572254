package io.portrait.serving.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.portrait.catalog.Catalog;
import io.portrait.ingest.JournalReader;
import io.portrait.kernel.ItemId;
import io.portrait.model.searchclick.AttractionLift;
import io.portrait.model.searchclick.ResultItem;
import io.portrait.serving.models.SearchLog.LoggedSearch;
import io.portrait.serving.models.SearchLog.SearchLogOffset;
import io.portrait.support.ApiClient;
import io.portrait.support.PortraitTest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** Learning from clicks on served search results, over HTTP. Each test uses its own words and items. */
@PortraitTest
class SearchClickLearningTest {

    private static final int SEARCHES = 12;

    @Autowired
    private ApiClient api;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private SearchLog searchLog;

    @Autowired
    private JournalReader journal;

    @Autowired
    private Catalog catalog;

    @Autowired
    private SearchClickScorer scorer;

    @Autowired
    private ModelGeneration generations;

    @Autowired
    private SearchClickProperties properties;

    private String run = "";

    @BeforeEach
    void putItemsOfThisTest() {
        run = UUID.randomUUID().toString().substring(0, 8);
        api.putItem(item("pan"), topic("pans"), 10);
        api.putItem(item("pot"), topic("pots"), 10);
        api.putItem(item("shoe"), topic("shoes"), 10);
        api.putItem(item("boot"), topic("shoes"), 10);
    }

    /** Serves the list pan, pot, shoe to several users, who click on the shoe. */
    private void searchAndClickShoes() {
        List<String> clicks = new ArrayList<>();
        for (int i = 0; i < SEARCHES; i++) {
            String list = search("crowd-" + i, "want" + run, List.of("pan", "pot", "shoe"))
                    .path("listId")
                    .asString();
            clicks.add(click("crowd-" + i, "shoe", list));
        }
        api.postEvents(clicks);
        await().untilAsserted(() -> assertThat(lift(scorer, "shoe").item()).isGreaterThan(2));
    }

    /** A model that learns everything again, as another instance or a restarted one does. */
    private SearchClickScorer relearned() {
        SearchClickScorer fresh = new SearchClickScorer(properties);
        SearchClickProjection projection =
                new SearchClickProjection(searchLog, journal, catalog, fresh, generations, properties, () -> {});
        while (projection.step()) {
            // learns the next lists
        }
        return fresh;
    }

    private AttractionLift lift(SearchClickScorer model, String itemName) {
        return model.lifts("want" + run, List.of(new ResultItem(new ItemId(item(itemName)), List.of(), 0.5)))
                .getFirst();
    }

    @Test
    void anItemClickedForAQueryRisesToTheTopForEveryUser() {
        searchAndClickShoes();
        JsonNode list = search("stranger", "want" + run, List.of("pan", "pot", "shoe"));
        assertThat(ids(list)).startsWith(item("shoe"));
        assertThat(list.path("items").get(0).path("reasons").findValuesAsString("feature"))
                .contains("query-item", "query-topics");
        assertReasonsAddUp(list);
    }

    /** The click of one person on the last of six items, repeated in later searches of the same person. */
    @Test
    void theClicksOfOnePersonMoveNothingToTheTopForOthers() {
        List<String> six = List.of("pan", "pot", "boot", "lid", "cup", "shoe");
        for (int i = 0; i < 20; i++) {
            String list = search("lonely", "single" + run, six).path("listId").asString();
            api.postEvents(List.of(click("lonely", "shoe", list)));
        }
        await().untilAsserted(() -> assertThat(
                        ids(search("stranger", "single" + run, six)).indexOf(item("shoe")))
                .isLessThan(5));
        assertThat(ids(search("stranger", "single" + run, six))).startsWith(item("pan"), item("pot"));
    }

    @Test
    void anItemThatIsNewForTheQueryIsLiftedByItsTopic() {
        searchAndClickShoes();
        JsonNode list = search("stranger", "want" + run + " brown", List.of("pan", "boot"));
        assertThat(ids(list)).containsExactly(item("boot"), item("pan"));
        assertThat(list.path("items").get(0).path("reasons").findValuesAsString("feature"))
                .contains("query-topics")
                .doesNotContain("query-item");
        assertReasonsAddUp(list);
    }

    /** Clicks on other queries must not change the order that the caller gave. */
    @Test
    void anUnknownUserAndQueryKeepTheGivenOrderAndScores() {
        searchAndClickShoes();
        assertThat(ids(search("stranger", "other" + run, List.of("pot", "shoe", "pan"))))
                .containsExactly(item("pot"), item("shoe"), item("pan"));
        Random random = new Random(23);
        List<Double> scores = IntStream.range(0, 60)
                .mapToObj(i -> i % 7 == 0 ? 0.3 : random.nextDouble() * 17)
                .toList();
        JsonNode list = rank(
                "stranger",
                "other" + run,
                IntStream.range(0, scores.size())
                        .mapToObj(i -> "{\"id\":\"%s\",\"score\":%s}".formatted(item("thing-" + i), scores.get(i)))
                        .toList());
        List<Integer> expectedOrder = IntStream.range(0, scores.size())
                .boxed()
                .sorted(Comparator.comparing(scores::get, Comparator.reverseOrder()))
                .toList();
        assertThat(ids(list))
                .isEqualTo(expectedOrder.stream().map(i -> item("thing-" + i)).toList());
        assertThat(list.path("items").findValues("score").stream().map(JsonNode::asDouble))
                .isEqualTo(expectedOrder.stream().map(scores::get).toList());
    }

    @Test
    void theGivenScoresAreMultipliedByTheLearnedLift() {
        searchAndClickShoes();
        List<String> close = List.of(scored("pan", 11), scored("shoe", 10));
        assertThat(ids(rank("stranger", "want" + run, close))).startsWith(item("shoe"));
        List<String> far = List.of(scored("pan", 11), scored("shoe", 0));
        assertThat(ids(rank("stranger", "want" + run, far))).startsWith(item("pan"));
    }

    @Test
    void interestControlsApplyImmediately() {
        searchAndClickShoes();
        api.send(
                "PATCH",
                "dev-internal",
                "/v1/profiles/" + user("crowd-0") + "/interests",
                """
                {"topic":"%s","action":"never"}""".formatted(topic("shoes")),
                Map.of());
        JsonNode list = search("crowd-0", "want" + run, List.of("pan", "pot", "shoe"));
        assertThat(ids(list)).endsWith(item("shoe"));
        assertThat(list.path("items").get(2).path("score").asDouble()).isZero();
        assertReasonsAddUp(list);
    }

    @Test
    void aRestartRelearnsFromTheLog() {
        searchAndClickShoes();
        SearchClickScorer fresh = relearned();
        assertThat(lift(fresh, "shoe").item()).isGreaterThan(2);
        assertThat(lift(fresh, "pan").item()).isLessThan(1);
    }

    @Test
    void clicksOfErasedUsersAreForgotten() {
        searchAndClickShoes();
        IntStream.range(0, SEARCHES)
                .forEach(i -> api.send("DELETE", "dev-admin", "/v1/subjects/" + user("crowd-" + i), "", Map.of()));
        await().untilAsserted(() -> assertThat(lift(scorer, "shoe")).isEqualTo(AttractionLift.NEUTRAL));
    }

    /** A list is written shortly after it was served, so an early click may be in the journal before its list. */
    @Test
    void eachClickIsLearnedOnceForAnyOrderOfListsAndClicks() {
        UUID list = UUID.randomUUID();
        SearchLogOffset before = currentOffset(0);
        api.postEvents(List.of(click("ann", "pan", list.toString())));
        SearchLogOffset clicked = new SearchLogOffset(before.listNumber(), journal.lastPosition());
        assertThat(searchLog.clicks(List.of(), before, clicked)).isEmpty();
        jdbc.update("""
                INSERT INTO served_list (user_id, list_id, purpose, served_at, items, propensities, query, prior_relevance)
                VALUES (?, ?, 'search', now(), ARRAY[?, ?], '{1, 1}', ?, '{1, 0.5}')
                """, user("ann"), list, item("pot"), item("pan"), "want" + run);
        List<LoggedSearch> lists = searchLog.lists(before.listNumber(), 10_000);
        SearchLogOffset shown = new SearchLogOffset(lists.getLast().number(), clicked.journalPosition());
        assertThat(searchLog.clicks(lists, clicked, shown)).singleElement().satisfies(click -> {
            assertThat(click.rank()).isEqualTo(2);
            assertThat(click.item()).isEqualTo(new SearchLog.LoggedItem(new ItemId(item("pan")), 0.5));
        });
        api.postEvents(List.of(click("ann", "pan", list.toString()), click("bob", "pot", list.toString())));
        SearchLogOffset again = new SearchLogOffset(shown.listNumber(), journal.lastPosition());
        assertThat(searchLog.clicks(List.of(), shown, again)).isEmpty();
        api.postEvents(List.of(click("ann", "pot", list.toString())));
        SearchLogOffset last = new SearchLogOffset(shown.listNumber(), journal.lastPosition());
        assertThat(searchLog.clicks(List.of(), again, last)).hasSize(1);
    }

    private SearchLogOffset currentOffset(long atLeast) {
        long number = searchLog.lists(0, 1_000_000).stream()
                .mapToLong(LoggedSearch::number)
                .max()
                .orElse(atLeast);
        return new SearchLogOffset(number, journal.lastPosition());
    }

    private static void assertReasonsAddUp(JsonNode list) {
        assertThat(list.path("items")).allSatisfy(item -> {
            double sum = item.path("reasons")
                    .valueStream()
                    .mapToDouble(reason -> reason.path("contribution").asDouble())
                    .sum();
            assertThat(sum).isCloseTo(item.path("score").asDouble(), within(1e-9));
        });
    }

    private JsonNode search(String user, String query, List<String> things) {
        return rank(
                user,
                query,
                things.stream()
                        .map(itemName -> "{\"id\":\"%s\"}".formatted(item(itemName)))
                        .toList());
    }

    private String scored(String itemName, double score) {
        return "{\"id\":\"%s\",\"score\":%s}".formatted(item(itemName), score);
    }

    private JsonNode rank(String user, String query, List<String> items) {
        return api.send(
                        "POST",
                        "dev-internal",
                        "/v1/rank",
                        """
                {"userId":"%s","purpose":"search","query":"%s","items":[%s],"explain":true}
                """.formatted(user(user), query, items.stream().collect(Collectors.joining(","))),
                        Map.of())
                .json();
    }

    private static List<String> ids(JsonNode list) {
        return list.path("items")
                .valueStream()
                .map(item -> item.path("id").asString())
                .toList();
    }

    private String click(String user, String itemName, String list) {
        return """
                {"messageId":"%s","userId":"%s","type":"click","item":"%s","properties":{"listId":"%s"}}
                """.formatted(UUID.randomUUID(), user(user), item(itemName), list);
    }

    private String user(String user) {
        return user + "-" + run;
    }

    private String item(String itemName) {
        return itemName + "-" + run;
    }

    private String topic(String itemName) {
        return "sought-" + run + "/" + itemName;
    }
}
