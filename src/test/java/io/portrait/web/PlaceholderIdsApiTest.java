package io.portrait.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.support.ApiClient;
import io.portrait.support.ApiClient.ApiResponse;
import io.portrait.support.PortraitTest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** A placeholder id is never a person, wherever an id comes in. */
@PortraitTest
class PlaceholderIdsApiTest {

    @Autowired
    private ApiClient api;

    private ApiResponse send(String method, String key, String path, String body) {
        return api.send(method, key, path, body, Map.of("Prefer", "wait"));
    }

    /** The case of the field: Ann spends what a stranger with the same placeholder spends. */
    @Test
    void aStrangersPurchaseIsNotTheIdentifiedPersons() {
        ApiResponse identified = api.postEvents(List.of(
                "{\"messageId\":\"1\",\"type\":\"identify\",\"userId\":\"ph-ann\",\"anonymousId\":\"undefined\"}"));
        assertThat(identified.json().path("accepted").asInt()).isEqualTo(1);
        ApiResponse bought = api.postEvents(
                List.of("{\"messageId\":\"2\",\"type\":\"purchase\",\"value\":999,\"anonymousId\":\"undefined\"}"));
        assertThat(bought.json().at("/receipts/0/code").asString()).isEqualTo("placeholder-id");
        assertThat(api.profile("ph-ann").at("/activity/monetary/spent").asDouble())
                .isZero();
        assertThat(api.get("dev-internal", "/v1/profiles/ph-ann/aliases")
                        .json()
                        .path("aliases")
                        .size())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"undefined", "NULL", " guest ", "'anonymous'", "0", "[object Object]", "  "})
    void noRouteTakesAPlaceholderAsAPerson(String id) {
        String encoded = URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
        for (String route : List.of(
                "POST /v1/subjects/{id}/tokens",
                "POST /v1/subjects/tokens?userId={id}",
                "GET /v1/subjects/{id}/consent",
                "GET /v1/subjects/{id}/export",
                "GET /v1/subjects/export?userId={id}",
                "DELETE /v1/subjects/{id}",
                "PUT /v1/subjects/{id}/consent {\"purposes\":{\"ads\":false}}",
                "PUT /v1/subjects/{id}/restriction {\"restricted\":true}")) {
            String[] parts = route.split(" ", 3);
            ApiResponse answer =
                    send(parts[0], "dev-admin", parts[1].replace("{id}", encoded), parts.length > 2 ? parts[2] : "");
            assertThat(answer.status()).as(route).isEqualTo(400);
            assertThat(answer.code()).as(route).isEqualTo("placeholder-id");
        }
        assertThat(api.get("dev-internal", "/v1/profiles/" + encoded).code()).isEqualTo("placeholder-id");
        assertThat(send("POST", "dev-internal", "/v1/profiles/ph-owner/aliases", "{\"anonymousId\":\"" + id + "\"}")
                        .code())
                .isEqualTo("placeholder-id");
        assertThat(send("POST", "dev-admin", "/v1/dsr", """
                        {"subject_request_type":"erasure","subject_identities":[
                          {"identity_type":"controller_customer_id","identity_value":"%s"}]}""".formatted(id)).code())
                .isEqualTo("placeholder-id");
    }

    /** A shop must be able to show its page: a decision treats a placeholder as an unknown person. */
    @Test
    void decisionsTreatAPlaceholderAsAnUnknownPerson() {
        assertThat(api.get("dev-internal", "/v1/profiles/undefined/recommendations")
                        .status())
                .isEqualTo(200);
        assertThat(send(
                                "POST",
                                "dev-internal",
                                "/v1/rank",
                                "{\"userId\":\"undefined\",\"purpose\":\"shop\",\"items\":[{\"id\":\"a\"},{\"id\":\"b\"}]}")
                        .status())
                .isEqualTo(200);
        assertThat(send("POST", "dev-internal", "/v1/risk", "{\"userId\":\"undefined\",\"transaction\":{\"amount\":5}}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void trackingMessagesAndCloudEventsAreCheckedToo() {
        JsonNode tracked =
                api.send("POST", "dev-write", "/v1/batch", """
                {"batch":[
                  {"type":"track","messageId":"1","event":"X","userId":"null","anonymousId":"undefined"},
                  {"type":"track","messageId":"2","event":"X","userId":"null","anonymousId":"ph-a-1"},
                  {"type":"alias","messageId":"3","userId":"ph-bob","previousId":"[object Object]"},
                  {"type":"group","messageId":"4","userId":"ph-bob","groupId":"undefined"},
                  {"type":"identify","messageId":"5","userId":"ph-bob","anonymousId":"00000000-0000-0000-0000-000000000000"}]}
                """, Map.of()).json();
        assertThat(tracked.path("receipts")
                        .valueStream()
                        .map(receipt -> receipt.path("code").asString("")
                                + receipt.path("pointer").asString("")))
                .containsExactly(
                        "placeholder-id/batch/0/userId",
                        "",
                        "placeholder-id/batch/2/previousId",
                        "placeholder-id/batch/3/groupId",
                        "");
        JsonNode cloud = api.send(
                        "POST",
                        "dev-write",
                        "/v1/events",
                        """
                [{"specversion":"1.0","id":"1","source":"/","type":"view","subject":"undefined"},
                 {"specversion":"1.0","id":"2","source":"/","type":"view","subject":"ph-eve","data":{"userId":"None"}},
                 {"specversion":"1.0","id":"3","source":"/","type":"view","userid":"nil"}]
                """,
                        Map.of("Content-Type", "application/cloudevents-batch+json", "Prefer", "wait"))
                .json();
        assertThat(cloud.path("receipts")
                        .valueStream()
                        .map(receipt -> receipt.path("code").asString("")
                                + receipt.path("pointer").asString("")))
                .containsExactly("placeholder-id/0/subject", "", "placeholder-id/2/userid");
        assertThat(api.profile("ph-eve").path("eventsSeen").asInt()).isEqualTo(1);
    }
}
