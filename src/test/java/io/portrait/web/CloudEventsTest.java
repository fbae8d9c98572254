package io.portrait.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonFormat;
import io.portrait.support.ApiClient;
import io.portrait.support.ApiClient.ApiResponse;
import io.portrait.support.PortraitTest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** CloudEvents as their SDK serializes them. */
@PortraitTest
class CloudEventsTest {

    private static final String ONE = "application/cloudevents+json";
    private static final String BATCH = "application/cloudevents-batch+json; charset=UTF-8";

    @Autowired
    private ApiClient api;

    private static CloudEventBuilder event(String id, String type) {
        return CloudEventBuilder.v1()
                .withId(id)
                .withSource(URI.create("https://shop.example/web"))
                .withType(type)
                .withTime(OffsetDateTime.parse("2026-11-20T10:00:00+01:00"));
    }

    private static String json(CloudEvent event) {
        return new String(new JsonFormat().serialize(event), StandardCharsets.UTF_8);
    }

    private static byte[] data(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    private ApiResponse post(String contentType, String body) {
        return api.send("POST", "dev-write", "/v1/events", body, Map.of("Content-Type", contentType, "Prefer", "wait"));
    }

    @Test
    void anEventOfTheSdkIsAcceptedInStructuredMode() {
        api.putItem("ce-mug", "kitchen/mug", 8);
        CloudEvent purchase = event("1", "com.example.shop.purchase.v1")
                .withData(
                        "application/json",
                        data(
                                "{\"userId\":\"ce-ada\",\"item\":\"ce-mug\",\"value\":7.95,\"context\":{\"channel\":\"app\"}}"))
                .withExtension("traceparent", "00-abc")
                .build();
        ApiResponse answer = post(ONE, json(purchase));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("accepted").asInt()).isEqualTo(1);
        JsonNode profile = api.profile("ce-ada");
        assertThat(profile.at("/activity/monetary/spent").asDouble()).isEqualTo(7.95);
        assertThat(profile.at("/activity/channels/app").asInt()).isEqualTo(1);
        assertThat(profile.at("/activity/recency/lastEventAt").asString()).isEqualTo("2026-11-20T09:00:00Z");
        JsonNode kept =
                api.get("dev-internal", "/v1/profiles/ce-ada/events").json().at("/events/0");
        assertThat(kept.at("/detail/cloudevent/traceparent").asString()).isEqualTo("00-abc");

        assertThat(post(ONE, json(purchase)).json().path("duplicates").asInt()).isEqualTo(1);
    }

    @Test
    void aBatchIsAcceptedAndItsInvalidEventsAreRejectedOneByOne() {
        String batch = "["
                + String.join(
                        ",",
                        json(event("1", "view").withSubject("ce-bob").build()),
                        json(CloudEventBuilder.v1(event("1", "click")
                                        .withSubject("ce-bob")
                                        .build())
                                .withSource(URI.create("/other"))
                                .build()),
                        json(event("2", "com.example.newsletter.opened")
                                .withSubject("ce-bob")
                                .withData("text/plain", data("hello"))
                                .build()),
                        "{\"specversion\":\"1.0\",\"id\":\"3\",\"type\":\"view\",\"subject\":\"ce-bob\"}",
                        "{\"specversion\":\"0.3\",\"id\":\"3\",\"source\":\"/\",\"type\":\"view\",\"subject\":\"ce-bob\"}",
                        "{\"specversion\":\"1.0\",\"id\":\"3\",\"source\":\"/\",\"type\":\"view\",\"time\":\"noon\",\"subject\":\"ce-bob\"}",
                        "{\"specversion\":\"1.0\",\"id\":\"3\",\"source\":\"/\",\"type\":\"view\",\"Not_Ok\":\"x\",\"subject\":\"ce-bob\"}",
                        "{\"specversion\":\"1.0\",\"id\":\"3\",\"source\":\"/\",\"type\":\"view\"}",
                        "{\"a\":1,\"a\":2}",
                        "7")
                + "]";
        ApiResponse answer = post(BATCH, batch);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("accepted").asInt()).isEqualTo(3);
        assertThat(answer.json()
                        .path("receipts")
                        .valueStream()
                        .skip(3)
                        .map(receipt -> receipt.path("code").asString()))
                .containsExactly(
                        "invalid-cloudevent",
                        "invalid-cloudevent",
                        "invalid-cloudevent",
                        "invalid-cloudevent",
                        "missing-field",
                        "invalid-json",
                        "event-not-object");
        JsonNode types = api.profile("ce-bob").at("/activity/frequency/types");
        assertThat(types.toString()).isEqualTo("{\"view\":1,\"click\":1,\"custom\":1}");
    }

    /** The SDK's own messages name classes. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "id":5            | /id          | id must be a text
            "id":true         | /id          | id must be a text
            "id":null         | /id          | id is missing
            "source":"a b"    | /source      | source must be a URI
            "type":[1]        | /type        | type must be a text
            "subject":7       | /subject     | subject must be a text
            "time":5          | /time        | time must be a time
            "foo":{"a":1}     | /foo         | foo must be a text
            "My_Ext":"x"      | /My_Ext      | the name of an attribute
            "a/b":"x"         | /a~1b        | the name of an attribute
            "dataschema":"a b" | /dataschema | dataschema must be a URI
            "data_base64":"%" | /data_base64 | must be base64
            "data_base64":7   | /data_base64 | must be a string
            """)
    void theReceiptOfAnInvalidAttributePointsToIt(String attribute, String pointer, String detail) {
        ObjectNode sent = (ObjectNode)
                new JsonMapper()
                        .readTree(
                                "{\"specversion\":\"1.0\",\"id\":\"a-1\",\"source\":\"/\",\"type\":\"view\",\"subject\":\"ce-attribute\"}");
        sent.setAll((ObjectNode) new JsonMapper().readTree("{" + attribute + "}"));
        JsonNode receipt = post(ONE, sent.toString()).json().at("/receipts/0");
        assertThat(receipt.path("pointer").asString()).isEqualTo(pointer);
        assertThat(receipt.path("detail").asString()).contains(detail).doesNotContain("java");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            application/cloudevents-batch+json | {}     | 400
            application/cloudevents-batch+json | [      | 400
            application/cloudevents-batch+json | [] x   | 400
            application/cloudevents-batch+json | []     | 200
            application/cloudevents+json       | []     | 400
            application/cloudevents+json       | {      | 400
            application/cloudevents+json       | {}     | 422
            """)
    void aBodyOfAnotherStructureIsRejected(String type, String body, int status) {
        assertThat(post(type, body).status()).isEqualTo(status);
    }
}
