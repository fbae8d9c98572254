package io.portrait.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.support.ApiClient;
import io.portrait.support.ApiClient.ApiResponse;
import io.portrait.support.PortraitTest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** The translation of tracking messages and CloudEvents: none is lost or gets another time without a warning. */
@PortraitTest
class TranslatedMessagesTest {

    private static final String CLOUD_EVENT = "application/cloudevents+json";

    @Autowired
    private ApiClient api;

    private JsonNode track(String... messages) {
        return api.send("POST", "dev-write", "/v1/batch", "{\"batch\":[" + String.join(",", messages) + "]}", Map.of())
                .json();
    }

    private JsonNode cloud(String event) {
        return api.send(
                        "POST",
                        "dev-write",
                        "/v1/events",
                        event.replace('\'', '"'),
                        Map.of("Content-Type", CLOUD_EVENT, "Prefer", "wait"))
                .json();
    }

    private JsonNode binary(String contentType, String body, Map<String, String> attributes) {
        Map<String, String> headers = new HashMap<>(Map.of("Prefer", "wait"));
        if (!contentType.isEmpty()) {
            headers.put("Content-Type", contentType);
        }
        attributes.forEach((name, value) -> headers.put("ce-" + name, value));
        return api.send("POST", "dev-write", "/v1/events", body, headers).json();
    }

    private JsonNode onlyEvent(String user) {
        JsonNode events = api.get("dev-internal", "/v1/profiles/" + user + "/events")
                .json()
                .path("events");
        assertThat(events.size()).as(user).isEqualTo(1);
        return events.path(0);
    }

    private static String codes(JsonNode reply) {
        return reply.path("receipts")
                .valueStream()
                .map(receipt -> receipt.path("code").asString("")
                        + receipt.path("pointer").asString(""))
                .toList()
                .toString();
    }

    @Test
    void aMessageWithoutAnIdIsAnEventEachTimeAndItsReceiptSaysSo() {
        String message = "{\"type\":\"track\",\"userId\":\"d-idless\",\"event\":\"X\"}";
        for (int i = 0; i < 3; i++) {
            JsonNode reply = track(message, message);
            assertThat(reply.path("accepted").asInt()).isEqualTo(2);
            assertThat(reply.at("/receipts/1/warnings/0/code").asString()).isEqualTo("generated-id");
            assertThat(reply.at("/receipts/1/warnings/0/pointer").asString()).isEqualTo("/batch/1/messageId");
            assertThat(reply.at("/receipts/1/messageId").asString()).startsWith("auto-");
        }
    }

    /** As RudderStack's node SDK sends it: originalTimestamp is always now, timestamp is what the caller said. */
    @ParameterizedTest
    @CsvSource({
        "own,        2020-02-03T04:05:06Z, now,                  2020-02-03T04:05:06Z",
        "unreadable, yesterday,            2021-01-01T00:00:00Z, 2021-01-01T00:00:00Z",
        "ancient,    1901-01-01T00:00:00Z, 2021-01-01T00:00:00Z, 2021-01-01T00:00:00Z",
        "future,     2999-01-01T00:00:00Z, 2021-01-01T00:00:00Z, 2021-01-01T00:00:00Z",
        "blank,      2020-02-03 04:05:06+0000, now,              2020-02-03T04:05:06Z"
    })
    void theCallersOwnTimeTakesPrecedenceOverTheSdksClock(String user, String own, String sdk, Instant expected) {
        track(
                "{\"type\":\"track\",\"userId\":\"d-%s\",\"messageId\":\"1\",\"event\":\"X\",\"timestamp\":\"%s\",\"originalTimestamp\":\"%s\"}"
                        .formatted(user, own, sdk.equals("now") ? Instant.now().toString() : sdk));
        api.postEvents(List.of("{\"userId\":\"d-other\",\"messageId\":\"%s\",\"type\":\"click\"}".formatted(user)));
        assertThat(Instant.parse(onlyEvent("d-" + user).path("timestamp").asString()))
                .isEqualTo(expected);
    }

    /** A clock that is wrong only in one of both times must not move the event. */
    @Test
    void aSendingTimeThatMakesNoSenseIsNotUsed() {
        track(
                "{\"type\":\"track\",\"userId\":\"d-sent\",\"messageId\":\"1\",\"event\":\"X\",\"timestamp\":\"2026-02-03T04:05:06Z\",\"sentAt\":\"1970-01-01T00:00:00Z\"}");
        assertThat(onlyEvent("d-sent").path("timestamp").asString()).isEqualTo("2026-02-03T04:05:06Z");
    }

    @Test
    void aTimeInTheFutureIsReplacedWithAWarning() {
        String message =
                "{\"type\":\"track\",\"userId\":\"d-future-2\",\"messageId\":\"%d\",\"event\":\"X\",\"%s\":\"%s\"}";
        JsonNode reply = track(
                message.formatted(1, "timestamp", "2999-01-01T00:00:00Z"),
                message.formatted(2, "originalTimestamp", "+999999999-12-31T23:59:59Z"),
                message.formatted(3, "timestamp", Instant.now().plusSeconds(30)));
        assertThat(reply.path("receipts")
                        .valueStream()
                        .map(receipt -> receipt.at("/warnings/0/code").asString("")
                                + receipt.at("/warnings/0/pointer").asString("")))
                .containsExactly(
                        "replaced-timestamp/batch/0/timestamp", "replaced-timestamp/batch/1/originalTimestamp", "");
    }

    @Test
    void namesOfEventsThatLookTheSameAreTheSame() {
        String message = "{\"type\":\"track\",\"userId\":\"d-name\",\"messageId\":\"%d\",\"event\":\"%s\"}";
        track(
                message.formatted(1, "Product Viewed\u200b"),
                message.formatted(2, "\uff30roduct\u00a0Viewed"),
                message.formatted(3, "PRODUCT_VIEWED"));
        api.postEvents(List.of("{\"userId\":\"d-name\",\"messageId\":\"last\",\"type\":\"click\"}"));
        assertThat(api.profile("d-name").at("/activity/frequency/types/view").asInt())
                .isEqualTo(3);
    }

    @Test
    void clockSkewIsAppliedToTheCallersOwnTime() {
        Instant wrongNow = Instant.parse("2019-05-05T12:00:00Z");
        track(
                "{\"type\":\"track\",\"userId\":\"d-skew\",\"messageId\":\"1\",\"event\":\"X\",\"timestamp\":\"%s\",\"originalTimestamp\":\"%s\",\"sentAt\":\"%s\"}"
                        .formatted(wrongNow.minusSeconds(3_600), wrongNow, wrongNow));
        JsonNode event = onlyEvent("d-skew");
        Instant received = Instant.parse(event.path("receivedAt").asString());
        assertThat(Instant.parse(event.path("timestamp").asString()))
                .as("the event is an hour before its arrival")
                .isBetween(received.minusSeconds(3_660), received.minusSeconds(3_600));
    }

    @Test
    void propertiesAsTextAreReadOrRefused() {
        JsonNode reply = track(
                "{\"type\":\"track\",\"userId\":\"d-text\",\"messageId\":\"1\",\"event\":\"Order Completed\",\"properties\":\"{\\\"revenue\\\":25.5}\"}",
                "{\"type\":\"track\",\"userId\":\"d-text\",\"messageId\":\"2\",\"event\":\"Order Completed\",\"properties\":\"revenue=25.5\"}",
                "{\"type\":\"track\",\"userId\":\"d-text\",\"messageId\":\"3\",\"event\":\"X\",\"properties\":[1]}",
                "{\"type\":\"track\",\"userId\":\"d-text\",\"messageId\":\"4\",\"event\":\"X\",\"properties\":7}",
                "{\"type\":\"track\",\"userId\":\"d-text\",\"messageId\":\"5\",\"event\":\"X\",\"properties\":[]}",
                "{\"type\":\"track\",\"userId\":\"d-text\",\"messageId\":\"6\",\"event\":\"X\",\"properties\":\"\"}",
                "{\"type\":\"track\",\"userId\":\"d-text\",\"messageId\":\"7\",\"event\":\"X\",\"context\":\"web\"}",
                "{\"type\":\"identify\",\"userId\":\"d-text\",\"messageId\":\"8\",\"traits\":\"{\\\"plan\\\":\\\"pro\\\"}\"}",
                "{\"type\":\"identify\",\"userId\":\"d-text\",\"messageId\":\"9\",\"traits\":\"pro\"}",
                "{\"type\":\"track\",\"userId\":\"d-text\",\"messageId\":\"10\",\"event\":\"Order Completed\",\"properties\":{\"products\":\"mug\"}}",
                "{\"type\":\"track\",\"userId\":\"d-text\",\"messageId\":\"11\",\"event\":\"Order Completed\",\"properties\":{\"products\":{\"product_id\":\"mug\",\"price\":2}}}");
        assertThat(codes(reply))
                .isEqualTo("[, invalid-field/batch/1/properties, invalid-field/batch/2/properties,"
                        + " invalid-field/batch/3/properties, , , invalid-field/batch/6/context, ,"
                        + " invalid-field/batch/8/traits, invalid-field/batch/9/properties/products, ]");
        api.postEvents(List.of("{\"userId\":\"d-text\",\"messageId\":\"last\",\"type\":\"click\"}"));
        JsonNode profile = api.profile("d-text");
        assertThat(profile.at("/activity/monetary/spent").asDouble()).isEqualTo(27.5);
        assertThat(profile.at("/traits/plan").asString()).isEqualTo("pro");
    }

    @Test
    void thePointerOfAReceiptNamesTheFieldThatWasSent() {
        String longId = "x".repeat(200);
        String longText = "y".repeat(1_100);
        String message = "{\"type\":\"track\",\"userId\":\"d-pointer\",\"messageId\":\"%d\",\"event\":\"%s\"%s}";
        JsonNode reply = track(
                message.formatted(1, "Product Viewed", ",\"properties\":{\"sku\":\"" + longId + "\"}"),
                message.formatted(
                        2, "Cart Viewed", ",\"properties\":{\"products\":[7,{\"product_id\":\"" + longId + "\"}]}"),
                message.formatted(3, "Product Reviewed", ",\"properties\":{\"rating\":7}"),
                message.formatted(4, "Products Searched", ",\"properties\":{\"query\":\"" + longText + "\"}"),
                message.formatted(5, "X", ",\"originalTimestamp\":\"noon\""),
                message.formatted(6, "X", ",\"timestamp\":\"noon\""),
                "{\"type\":\"alias\",\"userId\":\"d-pointer\",\"messageId\":\"7\",\"anonymousId\":\"" + longId + "\"}");
        assertThat(codes(reply))
                .isEqualTo("[invalid-id/batch/0/properties/sku, invalid-id/batch/1/properties/products/1/product_id,"
                        + " invalid-value/batch/2/properties/rating, invalid-field/batch/3/properties/query,"
                        + " invalid-timestamp/batch/4/originalTimestamp, invalid-timestamp/batch/5/timestamp,"
                        + " invalid-id/batch/6/anonymousId]");
        assertThat(codes(cloud("{'specversion':'1.0','id':'1','source':'/','type':'view','subject':'d-pointer',"
                        + "'data':{'item':'" + longId + "'}}")))
                .isEqualTo("[invalid-id/data/item]");
        assertThat(codes(cloud("{'specversion':'1.0','id':'1','source':'/','type':'view','subject':'" + longId + "'}")))
                .isEqualTo("[invalid-id/subject]");
        assertThat(codes(cloud("{'specversion':'1.0','id':'1','source':'/','type':'view'}")))
                .isEqualTo("[missing-field/subject]");
        assertThat(
                        codes(
                                cloud(
                                        "{'specversion':'1.0','id':'1','source':'/','type':'view','subject':'d-pointer','time':'1969-01-01T00:00:00Z'}")))
                .isEqualTo("[timestamp-too-old/time]");
    }

    @Test
    void warnsOfAnUnknownTimeZoneInEveryFormat() {
        JsonNode reply = track(
                "{\"type\":\"page\",\"userId\":\"d-zone\",\"messageId\":\"1\",\"context\":{\"timezone\":\"CST\"}}");
        assertThat(reply.at("/receipts/0/warnings/0/code").asString()).isEqualTo("unknown-timezone");
        assertThat(reply.at("/receipts/0/warnings/0/pointer").asString()).isEqualTo("/batch/0/context/timezone");
        reply = cloud("{'specversion':'1.0','id':'1','source':'/','type':'view','subject':'d-zone',"
                + "'data':{'context':{'timezone':'BST'}}}");
        assertThat(reply.at("/receipts/0/warnings/0/pointer").asString()).isEqualTo("/data/context/timezone");
        reply = api.postEvents(
                        List.of(
                                "{\"userId\":\"d-zone\",\"messageId\":\"2\",\"type\":\"click\",\"context\":{\"timezone\":\"IST\"}}"))
                .json();
        assertThat(reply.at("/receipts/0/warnings/0/pointer").asString()).isEqualTo("/events/0/context/timezone");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'id':'','source':'/','type':'view'",
                "'id':'1','source':'','type':'view'",
                "'id':'1','source':'/','type':''",
                "'id':'1','source':'/','type':'view','subject':''",
                "'id':'1','source':'/','type':'view','data':{},'data_base64':'e30='",
                "'id':'1','source':'/','type':'view','data_base64':'%%%'",
                "'id':'1','source':'/','type':'view','data_base64':'bm90IGpzb24='",
                "'id':'1','source':'/','type':'view','data_base64':7",
                "'id':'1','source':'/','type':'view','time':1732264200",
                "'id':null,'source':'/','type':'view'"
            })
    void anEventThatTheSpecificationForbidsIsRejected(String attributes) {
        JsonNode reply = cloud("{'specversion':'1.0','userid':'d-invalid'," + attributes + "}");
        assertThat(reply.at("/receipts/0/code").asString()).isEqualTo("invalid-cloudevent");
    }

    @Test
    void differentPairsOfSourceAndIdAreDifferentEvents() {
        String event = "{'specversion':'1.0','source':'%s','id':'%s','type':'view','subject':'d-pairs'}";
        for (String pair : List.of("a|b#c", "a#b|c", "a%23b|c", "a|b%23c", "a#b%23|c", "a#|b", "a|#b")) {
            String[] parts = pair.split("\\|", -1);
            assertThat(cloud(event.formatted(parts[0], parts[1]))
                            .path("accepted")
                            .asInt())
                    .as(pair)
                    .isEqualTo(1);
            assertThat(cloud(event.formatted(parts[0], parts[1]))
                            .path("duplicates")
                            .asInt())
                    .as(pair)
                    .isEqualTo(1);
        }
    }

    @Test
    void dataIsReadAsJsonAsTextAndFromBase64() {
        String data = "{\"item\":\"d-mug\",\"value\":7.5}";
        String base64 = Base64.getEncoder().encodeToString(data.getBytes(StandardCharsets.UTF_8));
        List<String> spellings = List.of(
                "'data':" + data,
                "'data':\"" + data.replace("\"", "\\\"") + "\"",
                "'data_base64':'" + base64 + "'",
                "'datacontenttype':'application/vnd.shop+json; charset=utf-8','data_base64':'" + base64 + "'");
        for (int i = 0; i < spellings.size(); i++) {
            String user = "d-data-" + i;
            String event = "{'specversion':'1.0','id':'1','source':'/','type':'shop.purchase','subject':'" + user + "',"
                    + spellings.get(i) + "}";
            JsonNode reply = cloud(event);
            assertThat(reply.path("accepted").asInt()).as(reply.toString()).isEqualTo(1);
            JsonNode stored = onlyEvent(user);
            assertThat(stored.path("item").asString()).isEqualTo("d-mug");
            assertThat(stored.path("value").asDouble()).isEqualTo(7.5);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'data':'hello'",
                "'data':[1]",
                "'data':7",
                "'datacontenttype':'text/plain','data':'hello'",
                "'datacontenttype':'image/png','data_base64':'iVBORw0KGgo='"
            })
    void dataThatIsNoObjectIsKeptWithAWarning(String data) {
        String user = "d-unread-" + Integer.toHexString(data.hashCode());
        JsonNode reply = cloud(
                "{'specversion':'1.0','id':'1','source':'/','type':'view','subject':'" + user + "'," + data + "}");
        assertThat(reply.at("/receipts/0/warnings/0/code").asString()).isEqualTo("unread-data");
        assertThat(onlyEvent(user).at("/detail/cloudevent").has(data.contains("base64") ? "data_base64" : "data"))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "purchase,                    purchase",
        "com.example.shop.purchase,   purchase",
        "com.example.purchase.v1,     purchase",
        "com.example.purchase.v1.2.0, purchase",
        "https://shop.example/events/purchase, purchase",
        "x.purchase.cancelled,        custom",
        "purchase.failed.v2,          custom",
        "x.non-purchase,              custom",
        "x.add_to_cart,               custom",
        "purchases,                   custom",
        "v1,                          custom"
    })
    void onlyAWholeLastWordIsAType(String type, String expected) {
        String user = "d-type-" + Integer.toHexString(type.hashCode());
        assertThat(cloud("{'specversion':'1.0','id':'1','source':'/','type':'" + type + "','subject':'" + user
                                + "','data':{'value':1}}")
                        .path("accepted")
                        .asInt())
                .isEqualTo(1);
        assertThat(onlyEvent(user).path("type").asString()).isEqualTo(expected);
    }

    @Test
    void anEventInBinaryModeIsTaken() {
        JsonNode reply = binary(
                "application/json",
                "{\"item\":\"d-mug\",\"value\":3}",
                Map.of(
                        "specversion", "1.0",
                        "id", "7",
                        "source", "/shop",
                        "type", "com.example.purchase.v1",
                        "subject", "d-%E4%BD%A0",
                        "time", "2026-11-20T10:00:00Z",
                        "traceparent", "\"00-abc\""));
        assertThat(reply.at("/receipts/0/messageId").asString()).isEqualTo("/shop#7");
        JsonNode event = onlyEvent("d-%E4%BD%A0");
        assertThat(event.path("item").asString()).isEqualTo("d-mug");
        assertThat(event.path("value").asDouble()).isEqualTo(3);
        assertThat(event.path("timestamp").asString()).isEqualTo("2026-11-20T10:00:00Z");
        assertThat(event.at("/detail/cloudevent/traceparent").asString()).isEqualTo("00-abc");
    }

    @Test
    void binaryModeFollowsTheSpecification() {
        Map<String, String> attributes =
                Map.of("specversion", "1.0", "id", "1", "source", "/", "type", "view", "subject", "d-binary");
        assertThat(binary("", "", attributes).path("accepted").asInt()).isEqualTo(1);
        Map<String, String> second = new HashMap<>(attributes);
        second.put("id", "2");
        assertThat(binary("text/plain", "hello", second)
                        .at("/receipts/0/warnings/0/code")
                        .asString())
                .isEqualTo("unread-data");
        second.put("id", "3");
        assertThat(codes(binary("application/json", "{", second))).isEqualTo("[invalid-cloudevent]");
        second.remove("id");
        assertThat(codes(binary("application/json", "{}", second))).isEqualTo("[invalid-cloudevent]");
        ApiResponse tooLarge = api.send(
                "POST",
                "dev-write",
                "/v1/events",
                "\"" + "x".repeat(40_000) + "\"",
                Map.of("ce-specversion", "1.0", "ce-id", "4", "ce-source", "/", "ce-type", "view"));
        assertThat(tooLarge.code()).isEqualTo("event-too-large");
    }

    /** The structured mode is recognized by the content type, also if a proxy has added headers of the binary mode. */
    @Test
    void theContentTypeOfTheStructuredModeTakesPrecedence() {
        ApiResponse reply = api.send(
                "POST",
                "dev-write",
                "/v1/events",
                "{\"specversion\":\"1.0\",\"id\":\"in-body\",\"source\":\"/\",\"type\":\"view\",\"subject\":\"d-both\"}",
                Map.of("Content-Type", CLOUD_EVENT, "ce-specversion", "1.0", "ce-id", "in-header"));
        assertThat(reply.json().at("/receipts/0/messageId").asString()).isEqualTo("/#in-body");
    }
}
