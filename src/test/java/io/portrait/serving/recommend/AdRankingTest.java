package io.portrait.serving.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.portrait.support.ApiClient;
import io.portrait.support.PortraitTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** From impressions and clicks to ranked advertisements. */
@PortraitTest
class AdRankingTest {

    @Autowired
    private ApiClient api;

    private String run = "";

    /** All persons see two advertisements; one of two clicks on the shoes, one of ten on the pans. */
    @BeforeEach
    void clickShoesMoreOftenThanPans() {
        run = UUID.randomUUID().toString().substring(0, 8);
        api.putItem(item("shoes"), "ads-" + run + "/sport", 10);
        api.putItem(item("pans"), "ads-" + run + "/kitchen", 10);
        List<String> events = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            for (String ad : List.of("shoes", "pans")) {
                events.add(event("crowd-" + i, "impression", ad));
                if (i % (ad.equals("shoes") ? 2 : 10) == 0) {
                    events.add(event("crowd-" + i, "click", ad));
                }
            }
        }
        assertThat(api.postEvents(events).status()).isEqualTo(200);
        await().untilAsserted(() -> assertThat(probability(rank("unknown", 1, 1), "shoes"))
                .isGreaterThan(2 * probability(rank("unknown", 1, 1), "pans")));
    }

    @Test
    void ranksByExpectedRevenue() {
        assertThat(first(rank("unknown", 1, 1))).isEqualTo(item("shoes"));
        JsonNode ranked = rank("unknown", 1, 100);
        assertThat(first(ranked)).isEqualTo(item("pans"));
        assertThat(ranked.at("/items/0/score").asDouble())
                .isEqualTo(100 * ranked.at("/items/0/probability").asDouble(), within(1e-9));
    }

    @Test
    void theReasonsAddUpToTheScore() {
        rank("crowd-0", 2, 3).path("items").forEach(ad -> {
            double sum = ad.path("reasons")
                    .valueStream()
                    .mapToDouble(reason -> reason.path("contribution").asDouble())
                    .sum();
            assertThat(sum).isEqualTo(ad.path("score").asDouble(), within(1e-9));
        });
    }

    @Test
    void usesOnlyTheAdvertisementWithoutConsentToAds() {
        api.send("PUT", "dev-admin", "/v1/subjects/" + user("crowd-0") + "/consent", """
                {"purposes":{"ads":false}}""", Map.of());
        JsonNode withheld = rank("crowd-0", 1, 1);
        assertThat(probability(withheld, "shoes")).isNotEqualTo(probability(rank("crowd-2", 1, 1), "shoes"));
        assertThat(withheld.path("items").findValuesAsString("feature")).contains("person");
        withheld.path("items")
                .forEach(ad -> ad.path("reasons").forEach(reason -> {
                    if (reason.path("feature").asString("").equals("person")) {
                        assertThat(reason.path("contribution").asDouble()).isZero();
                    }
                }));
    }

    @Test
    void anAdvertisementAtItsFrequencyCapComesLast() {
        List<String> views = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            views.add(event("bored", "impression", "shoes"));
        }
        api.postEvents(views);
        await().untilAsserted(() -> {
            JsonNode ranked = rank("bored", 1000, 1);
            assertThat(first(ranked)).isEqualTo(item("pans"));
            assertThat(ranked.at("/items/1/score").asDouble()).isZero();
            assertThat(ranked.at("/items/1/reasons").toString()).contains("frequency-cap");
        });
    }

    @Test
    void aTopicSetToNeverComesLastAtOnce() {
        api.send("PATCH", "dev-internal", "/v1/profiles/" + user("fan") + "/interests", """
                {"topic":"ads-%s/sport","action":"never"}""".formatted(run), Map.of());
        assertThat(first(rank("fan", 1000, 1))).isEqualTo(item("pans"));
    }

    /** Both advertisements are new and not in the catalog. */
    @Test
    void usesTheCallersTopicsForAnAdvertisementThatIsNotInTheCatalog() {
        String unknown = """
                {"id":"%s","categories":["ads-%s/kitchen"]},{"id":"%s","categories":["ads-%s/sport"]}
                """.formatted(item("new-pan"), run, item("new-shoe"), run);
        assertThat(first(rankItems("unknown", unknown))).isEqualTo(item("new-shoe"));
        api.send("PATCH", "dev-internal", "/v1/profiles/" + user("fan") + "/interests", """
                {"topic":"ads-%s/sport","action":"never"}""".formatted(run), Map.of());
        JsonNode corrected = rankItems("fan", unknown);
        assertThat(first(corrected)).isEqualTo(item("new-pan"));
        assertThat(corrected.at("/items/1/score").asDouble()).isZero();
    }

    @Test
    void capAndConsentApplyToAnAdvertisementThatIsNotInTheCatalog() {
        List<String> views = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            views.add(event("bored", "impression", "new-shoe"));
        }
        api.postEvents(views);
        String unknown = """
                {"id":"%s","categories":["ads-%s/sport"],"bid":1000},{"id":"%s","categories":["ads-%s/kitchen"]}
                """.formatted(item("new-shoe"), run, item("new-pan"), run);
        await().untilAsserted(
                        () -> assertThat(first(rankItems("bored", unknown))).isEqualTo(item("new-pan")));
        api.send("PUT", "dev-admin", "/v1/subjects/" + user("bored") + "/consent", """
                {"purposes":{"ads":false}}""", Map.of());
        JsonNode withheld = rankItems("bored", unknown);
        assertThat(first(withheld)).isEqualTo(item("new-shoe"));
        assertThat(withheld.at("/items/0/reasons").toString()).contains("\"person\",\"contribution\":0.0");
    }

    private JsonNode rankItems(String name, String items) {
        return api.send("POST", "dev-internal", "/v1/rank", """
                {"userId":"%s","purpose":"ads","explain":true,"items":[%s]}
                """.formatted(user(name), items), Map.of())
                .json();
    }

    private JsonNode rank(String name, int shoesBid, int pansBid) {
        return api.send(
                        "POST",
                        "dev-internal",
                        "/v1/rank",
                        """
                {"userId":"%s","purpose":"ads","explain":true,
                 "items":[{"id":"%s","bid":%d},{"id":"%s","bid":%d}]}
                """.formatted(user(name), item("shoes"), shoesBid, item("pans"), pansBid),
                        Map.of())
                .json();
    }

    private static String first(JsonNode ranked) {
        return ranked.at("/items/0/id").asString();
    }

    private double probability(JsonNode ranked, String ad) {
        return ranked.path("items")
                .valueStream()
                .filter(each -> each.path("id").asString().equals(item(ad)))
                .findFirst()
                .orElseThrow()
                .path("probability")
                .asDouble();
    }

    private String event(String name, String type, String ad) {
        return """
                {"messageId":"%s","userId":"%s","type":"%s","item":"%s","timestamp":"%s"}
                """.formatted(UUID.randomUUID(), user(name), type, item(ad), Instant.now());
    }

    private String user(String name) {
        return name + "-" + run;
    }

    private String item(String ad) {
        return ad + "-" + run;
    }
}
