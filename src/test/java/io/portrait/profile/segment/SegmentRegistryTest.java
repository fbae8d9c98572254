package io.portrait.profile.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.support.ApiClient;
import io.portrait.support.ApiClient.ApiResponse;
import io.portrait.support.PortraitTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Tests of segments over HTTP. */
@PortraitTest
class SegmentRegistryTest {

    private static final String FANS = "segment-fans";

    @Autowired
    private ApiClient api;

    @BeforeEach
    void postPurchases() {
        api.putItem("segment-pan", "segment-kitchen/pan", 8);
        api.putItem("segment-bed", "segment-home/bed", 80);
        List<String> events = IntStream.range(0, 25)
                .mapToObj(i -> """
                        {"userId":"segment-%02d","messageId":"m","type":"purchase","item":"%s","timestamp":"%s"}""".formatted(i, i % 5 == 0 ? "segment-bed" : "segment-pan", Instant.now()))
                .toList();
        assertThat(api.postEvents(events).status()).isEqualTo(200);
    }

    @AfterEach
    void remove() {
        api.send("DELETE", "dev-admin", "/v1/segments/" + FANS, "", Map.of());
    }

    private ApiResponse define(String name, String rule) {
        return api.send(
                "POST",
                "dev-admin",
                "/v1/segments",
                "{\"name\":\"%s\",\"rule\":\"%s\"}".formatted(name, rule),
                Map.of());
    }

    private List<String> page(String query) {
        return api.get("dev-internal", "/v1/profiles?segment=" + FANS + query)
                .json()
                .path("profiles")
                .valueStream()
                .map(profile -> profile.path("userId").asString())
                .toList();
    }

    @Test
    void aProfileListsItsSegments() {
        assertThat(define(FANS, "interest(segment-kitchen) >= 0.5 and activity.purchases >= 1")
                        .status())
                .isEqualTo(201);
        assertThat(segmentsOf("segment-01")).containsExactly(FANS);
        assertThat(segmentsOf("segment-00")).isEmpty();
        define(FANS, "interest(segment-home) >= 0.5");
        assertThat(segmentsOf("segment-00")).containsExactly(FANS);
        assertThat(segmentsOf("segment-01")).isEmpty();
        assertThat(api.get("dev-internal", "/v1/segments")
                        .json()
                        .at("/segments/0/rule")
                        .asString())
                .isEqualTo("interest(segment-home) >= 0.5");
    }

    private List<String> segmentsOf(String user) {
        return api.profile(user)
                .path("segments")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    @Test
    void aSegmentIsPagedByUserWithoutGapsOrRepeats() {
        define(FANS, "interest(segment-kitchen) > 0");
        List<String> all = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = api.get("dev-internal", "/v1/profiles?limit=7&segment=" + FANS + cursor)
                    .json();
            assertThat(page.path("profiles").size()).isLessThanOrEqualTo(7);
            page.path("profiles")
                    .forEach(profile -> all.add(profile.path("userId").asString()));
            cursor = page.has("cursor") ? "&cursor=" + page.path("cursor").asString() : "";
        } while (!cursor.isEmpty());
        assertThat(all).hasSize(20).isSorted().doesNotHaveDuplicates().doesNotContain("segment-00");
        assertThat(page("&limit=1000")).isEqualTo(all);
    }

    @Test
    void aPersonWhoRestrictsTheProcessingIsInNoPage() {
        define(FANS, "interest(segment-kitchen) > 0");
        assertThat(page("&limit=1000")).contains("segment-02");
        restrict("segment-02", true);
        try {
            assertThat(page("&limit=1000")).hasSize(19).doesNotContain("segment-02");
        } finally {
            restrict("segment-02", false);
        }
    }

    private void restrict(String user, boolean restricted) {
        api.send(
                "PUT",
                "dev-admin",
                "/v1/subjects/" + user + "/restriction",
                "{\"restricted\":%s}".formatted(restricted),
                Map.of());
    }

    @Test
    void anInvalidRuleIsRejectedWithItsPosition() {
        ApiResponse rejected = define("bad", "activity.purchases >> 3");
        assertThat(rejected.status()).isEqualTo(400);
        assertThat(rejected.code()).isEqualTo("invalid-rule");
        assertThat(rejected.json().path("position").asInt()).isEqualTo(20);
        assertThat(define("Bad Name", "activity.purchases > 3").code()).isEqualTo("invalid-name");
        assertThat(api.send("POST", "dev-admin", "/v1/segments", "{}", Map.of()).status())
                .isEqualTo(400);
    }

    @Test
    void anUnknownSegmentIsNotFound() {
        assertThat(api.get("dev-internal", "/v1/profiles?segment=none").code()).isEqualTo("segment-not-found");
        assertThat(api.send("DELETE", "dev-admin", "/v1/segments/none", "", Map.of())
                        .code())
                .isEqualTo("segment-not-found");
        assertThat(api.get("dev-internal", "/v1/profiles").status()).isEqualTo(400);
    }
}
