package io.portrait.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.support.ApiClient;
import io.portrait.support.ApiClient.ApiResponse;
import io.portrait.support.PortraitTest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** One rule for times on every way in, and no answer for a time at which the person was not yet known. */
@PortraitTest
class RequestTimesTest {

    @Autowired
    private ApiClient api;

    private void event(String user, String id, String time) {
        ApiResponse reply = api.postEvents(List.of("""
                {"userId":"%s","messageId":"%s","type":"purchase","value":5,"item":"t-mug","timestamp":"%s"}""".formatted(user, id, time)));
        assertThat(reply.json().path("accepted").asInt()).as(reply.text()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-20 08:30:00Z",
                "2026-11-20T08:30:00+0000",
                "2026-11-20t08:30:00.0000000000z",
                "2026-11-20T09:30:00+01",
                "2026-11-20 08:29:60 UTC"
            })
    void everyWayInReadsTheSameSpellings(String time) {
        String user = "t-" + Integer.toHexString(time.hashCode());
        event(user, "1", time);
        JsonNode profile = api.get(
                        "dev-internal",
                        "/v1/profiles/" + user + "?at=" + URLEncoder.encode(time, StandardCharsets.UTF_8))
                .json();
        assertThat(profile.path("asOf").asString()).isEqualTo("2026-11-20T08:30:00Z");
        assertThat(profile.at("/activity/recency/lastEventAt").asString()).isEqualTo("2026-11-20T08:30:00Z");
        assertThat(api.send(
                                "PUT",
                                "dev-catalogue",
                                "/v1/items",
                                "{\"items\":[{\"id\":\"%s\",\"createdAt\":\"%s\"}]}".formatted(user, time),
                                Map.of())
                        .json()
                        .path("accepted")
                        .asInt())
                .isEqualTo(1);
        assertThat(Instant.parse(api.get("dev-internal", "/v1/items/" + user)
                        .json()
                        .at("/content/createdAt")
                        .asString()))
                .isEqualTo("2026-11-20T08:30:00Z");
        assertThat(api.send(
                                "POST",
                                "dev-internal",
                                "/v1/risk",
                                "{\"userId\":\"%s\",\"transaction\":{\"amount\":5,\"timestamp\":\"%s\"}}"
                                        .formatted(user, time),
                                Map.of())
                        .status())
                .isEqualTo(200);
    }

    /** A plus sign that was not encoded arrives as a blank. */
    @Test
    void aPlusSignInAParameterNeedNotBeEncoded() {
        event("t-plus", "1", "2026-11-20T08:30:00Z");
        assertThat(api.get("dev-internal", "/v1/profiles/t-plus?at=2026-11-21T08:30:00+01:00")
                        .json()
                        .path("asOf")
                        .asString())
                .isEqualTo("2026-11-21T07:30:00Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1732264200",
                "1732264200000",
                "1.5",
                "\"1732264200\"",
                "\"2026-11-22\"",
                "\"noon\"",
                "true",
                "[]"
            })
    void numbersAndOtherTextsAreNoTimesAnywhere(String time) {
        ApiResponse key =
                api.send("POST", "dev-admin", "/v1/keys", "{\"kind\":\"public\",\"expiresAt\":" + time + "}", Map.of());
        assertThat(key.status()).as(key.text()).isEqualTo(400);
        JsonNode receipt = api.send(
                        "PUT",
                        "dev-catalogue",
                        "/v1/items",
                        "{\"items\":[{\"id\":\"t-x\",\"createdAt\":" + time + "},{\"id\":\"t-y\"}]}",
                        Map.of())
                .json();
        assertThat(receipt.at("/receipts/0/status").asString()).isEqualTo("rejected");
        assertThat(receipt.at("/receipts/0/detail").asString())
                .contains("ISO 8601")
                .doesNotContain("java");
        assertThat(receipt.path("accepted").asInt()).isEqualTo(1);
        assertThat(api.send(
                                "POST",
                                "dev-internal",
                                "/v1/risk",
                                "{\"userId\":\"t\",\"transaction\":{\"amount\":5,\"timestamp\":" + time + "}}",
                                Map.of())
                        .status())
                .isEqualTo(400);
        String parameter = URLEncoder.encode(time.replace("\"", ""), StandardCharsets.UTF_8);
        for (String path : List.of(
                "/v1/profiles/t?at=",
                "/v1/profiles/t/history?from=",
                "/v1/profiles/t/history?to=",
                "/v1/served-lists?until=")) {
            assertThat(api.get("dev-internal", path + parameter).status())
                    .as(path)
                    .isEqualTo(400);
        }
    }

    @Test
    void aProfileBeforeItsFirstEventIsRefused() {
        event("t-past", "1", "2026-11-10T00:00:00Z");
        for (String time : List.of(
                "2026-11-09T23:59:59Z", "2025-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "0001-01-01T00:00:00Z")) {
            ApiResponse answer = api.get("dev-internal", "/v1/profiles/t-past?at=" + time);
            assertThat(answer.status()).as(time).isEqualTo(400);
            assertThat(answer.code()).isEqualTo("invalid-time");
        }
    }

    /** Between two events the profile is that of the earlier one, decayed; the later one has not happened. */
    @Test
    void aProfileBetweenItsEventsIsThatOfTheEarlierOnes() {
        api.putItem("t-mug", "kitchen/mug", 5);
        event("t-between", "1", "2026-11-01T00:00:00Z");
        event("t-between", "2", "2026-11-20T00:00:00Z");
        event("t-alone", "1", "2026-11-01T00:00:00Z");
        String at = "?at=2026-11-11T00:00:00Z";
        JsonNode between =
                api.get("dev-internal", "/v1/profiles/t-between" + at).json();
        JsonNode alone = api.get("dev-internal", "/v1/profiles/t-alone" + at).json();
        assertThat(between.path("eventsSeen").asInt()).isEqualTo(1);
        assertThat(between.path("interests")).isEqualTo(alone.path("interests"));
        assertThat(between.path("activity")).isEqualTo(alone.path("activity"));
        assertThat(between.at("/interests/0/weight").asDouble()).isBetween(0.0, 1.0);
    }

    @Test
    void aHistoryFromBeforeTheFirstEventBeginsWithNothing() {
        event("t-history", "1", "2026-11-10T00:00:00Z");
        JsonNode history = api.get(
                        "dev-internal",
                        "/v1/profiles/t-history/history?from=1970-01-01T00:00:00Z&to=2026-11-11T00:00:00Z&step=P1000D")
                .json();
        history.path("interests")
                .forEach(topic -> topic.path("weights")
                        .forEach(weight -> assertThat(weight.asDouble()).isBetween(0.0, 1.0)));
    }
}
