package io.portrait.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portrait.support.ApiClient;
import io.portrait.support.ApiClient.ApiResponse;
import io.portrait.support.PortraitTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Segment's HTTP tracking API, with requests captured from its SDKs. */
@PortraitTest
class TrackingApiTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String BASIC_CREDENTIALS =
            "Basic " + Base64.getEncoder().encodeToString("dev-write:".getBytes(StandardCharsets.UTF_8));
    private static final Map<String, String> BASIC_HEADERS = Map.of("Authorization", BASIC_CREDENTIALS);

    @Autowired
    private ApiClient api;

    @LocalServerPort
    private int port;

    private record TrackingReply(int status, JsonNode json, HttpResponse<String> raw) {}

    private TrackingReply post(String path, byte[] body, Map<String, String> headers) {
        return send(path, BodyPublishers.ofByteArray(body), headers);
    }

    private TrackingReply post(String path, String body, Map<String, String> headers) {
        return post(path, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    private TrackingReply send(String path, HttpRequest.BodyPublisher body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .version(HttpClient.Version.HTTP_1_1)
                .POST(body);
        headers.forEach(request::header);
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            return new TrackingReply(response.statusCode(), JSON.readTree(response.body()), response);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] gzip(String text) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return packed.toByteArray();
    }

    private static String batch(String... messages) {
        return "{\"batch\":[%s]}".formatted(String.join(",", messages));
    }

    private static String track(String user, String id, String event, String properties) {
        return """
                {"type":"track","userId":"%s","messageId":"%s","event":"%s","properties":%s}\
                """.formatted(user, id, event, properties);
    }

    private JsonNode awaitProfile(String user, int events) {
        await().until(() -> api.profile(user).path("eventsSeen").asInt() >= events);
        JsonNode profile = api.profile(user);
        assertThat(profile.path("eventsSeen").asInt()).isEqualTo(events);
        return profile;
    }

    private JsonNode types(String user, int events) {
        return awaitProfile(user, events).at("/activity/frequency/types");
    }

    static Stream<String> callRoutes() {
        return Stream.of("identify", "track", "page", "screen", "group", "alias", "i", "t", "p", "s", "g", "a")
                .flatMap(name -> Stream.of("/v1/" + name, "/v1/" + name + "/"));
    }

    @ParameterizedTest
    @MethodSource("callRoutes")
    void everyCallIsAcceptedUnderItsLongAndShortPathWithAndWithoutTrailingSlash(String path) {
        String user = "route" + path.replace('/', '-');
        String message = """
                {"writeKey":"dev-write","userId":"%s","anonymousId":"anon%s","messageId":"1","event":"Product Viewed",
                 "groupId":"g","previousId":"prev%s"}\
                """.formatted(user, user, user);
        if (path.matches("/v1/a(lias)?/?")) { // its previous id must have been seen
            post("/v1/page", """
                {"writeKey":"dev-write","anonymousId":"prev%s","messageId":"1"}""".formatted(user), Map.of());
        }
        TrackingReply reply = post(path, message, Map.of("Content-Type", "text/plain"));
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().path("success").asBoolean()).isTrue();
        assertThat(reply.json().at("/receipts/0/status").asString()).isEqualTo("accepted");
        awaitProfile(user, 1);
    }

    @ParameterizedTest
    @CsvSource({"/v1/batch", "/v1/batch/", "/v1/import", "/v1/import/", "/v1/b", "/v1/b/"})
    void everyBatchRouteAcceptsBatches(String path) {
        String user = "batch" + path.replace('/', '-');
        TrackingReply reply = post(
                path, batch(track(user, "1", "Signed Up", "{}"), track(user, "2", "Signed Up", "{}")), BASIC_HEADERS);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().path("accepted").asInt()).isEqualTo(2);
        assertThat(types(user, 2).path("custom").asInt()).isEqualTo(2);
    }

    @Test
    void theKeyIsAcceptedAsBasicUserInTheBodyOrAsBearerAndAnInvalidOneIsDenied() {
        String message = track("auth", "1", "X", "{}");
        String withKey = message.replaceFirst("\\{", "{\"writeKey\":\"dev-write\",");
        assertThat(post("/v1/track", message, BASIC_HEADERS).status()).isEqualTo(200);
        assertThat(post("/v1/track", withKey, Map.of()).status()).isEqualTo(200);
        assertThat(post("/v1/track", message, Map.of("Authorization", "Bearer dev-write"))
                        .status())
                .isEqualTo(200);
        assertThat(post("/v1/track", message, Map.of()).status()).isEqualTo(401);
        assertThat(post("/v1/track", withKey.replace("dev-write", "nonsense"), Map.of())
                        .status())
                .isEqualTo(401);
        TrackingReply wrong = post("/v1/track", withKey, Map.of("Authorization", "Basic bm9uc2Vuc2U6"));
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.json().path("code").asString()).isEqualTo("key-required");
        assertThat(post("/v1/track", withKey.replace("dev-write", "dev-partner"), Map.of())
                        .status())
                .isEqualTo(403);
    }

    /** As sent by the node SDK of RudderStack: gzip labelled as a form. */
    @Test
    void gzipLabelledAsAFormIsAccepted() {
        String body = """
                {"batch":[{"userId":"rudder-node","messageId":"r-1","type":"track","event":"Product Viewed",
                  "properties":{"product_id":"r-mug","name":"Mug"},"context":{"library":{"name":"rudder-sdk-node","version":"3.0.13"}},
                  "channel":"server","originalTimestamp":"2026-11-20T10:00:00.000Z"}],"sentAt":"2026-11-20T10:00:01.000Z"}\
                """;
        TrackingReply reply = post(
                "/v1/batch",
                gzip(body),
                Map.of(
                        "Authorization", BASIC_CREDENTIALS,
                        "Content-Encoding", "gzip",
                        "Accept", "application/json, text/plain, */*",
                        "Content-Type", "application/x-www-form-urlencoded"));
        assertThat(reply.status()).isEqualTo(200);
        JsonNode profile = awaitProfile("rudder-node", 1);
        assertThat(profile.at("/activity/frequency/types/view").asInt()).isEqualTo(1);
        assertThat(profile.at("/activity/channels/api").asInt()).isEqualTo(1);
    }

    /** As sent by the Java SDK of RudderStack: chunked gzip without a length. */
    @Test
    void chunkedGzipWithoutALengthIsAccepted() {
        byte[] packed = gzip(batch(track("rudder-java", "r-1", "Order Completed", "{\"total\":\"12.50\"}")));
        TrackingReply reply = send(
                "/v1/batch",
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(packed)),
                Map.of(
                        "Authorization",
                        BASIC_CREDENTIALS,
                        "Content-Encoding",
                        "gzip",
                        "Content-Type",
                        "application/json; charset=utf-8"));
        assertThat(reply.status()).isEqualTo(200);
        assertThat(awaitProfile("rudder-java", 1).at("/activity/monetary/spent").asDouble())
                .isEqualTo(12.5);
    }

    /** As sent by the Java SDK of Segment if the host ends with a slash. */
    @Test
    void aPathWithADoubleLeadingSlashIsAccepted() {
        TrackingReply reply = post("//v1/import/", batch(track("slashes", "1", "X", "{}")), BASIC_HEADERS);
        assertThat(reply.json().path("accepted").asInt()).as(reply.raw().body()).isEqualTo(1);
    }

    /** The Content-Length is that of the compressed body. */
    @Test
    void nativeEventsMayBeGzippedToo() {
        String events = "{\"userId\":\"packed\",\"messageId\":\"m-%d\",\"type\":\"view\"}";
        String body = IntStream.range(0, 200).mapToObj(events::formatted).collect(Collectors.joining(","));
        TrackingReply reply = post(
                "/v1/events",
                gzip("{\"events\":[" + body + "]}"),
                Map.of(
                        "Authorization",
                        BASIC_CREDENTIALS,
                        "Content-Type",
                        "application/json",
                        "Content-Encoding",
                        "gzip"));
        assertThat(reply.json().path("accepted").asInt()).as(reply.raw().body()).isEqualTo(200);
    }

    @Test
    void aTimeThatIsNotTextRejectsItsMessageOnly() {
        String message = track("untimely", "1", "X", "{}").replaceFirst("}$", ",\"timestamp\":%s}");
        TrackingReply reply = post(
                "/v1/batch",
                batch(message.formatted("{\"a\":1}"), message.formatted("[1]"), message.formatted("7")),
                BASIC_HEADERS);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().path("rejected").asInt()).isEqualTo(3);
    }

    @Test
    void gzipBombsAndTruncatedGzipAreRejected() {
        byte[] bomb = gzip("{\"batch\":[],\"x\":\"" + "y".repeat(20 << 20) + "\"}");
        assertThat(bomb.length).isLessThan(40_000);
        TrackingReply reply = post("/v1/batch", bomb, BASIC_HEADERS);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().path("code").asString()).isEqualTo("body-too-large");

        byte[] packed = gzip(batch(track("torn", "1", "X", "{}")));
        TrackingReply torn = post("/v1/batch", Arrays.copyOf(packed, packed.length - 9), BASIC_HEADERS);
        assertThat(torn.status()).isEqualTo(400);
        assertThat(torn.json().path("code").asString()).isEqualTo("invalid-gzip");
    }

    @Test
    void aBodyThatIsTooLargeOrNotJsonIsA400() {
        String large = batch(track("large", "1", "X", "{\"x\":\"" + "y".repeat(513_000) + "\"}"));
        assertThat(post("/v1/batch", large, BASIC_HEADERS).status()).isEqualTo(400);
        assertThat(post("/v1/batch", "{\"batch\":[" + "y".repeat(5 << 20), BASIC_HEADERS)
                        .status())
                .isEqualTo(400);
        assertThat(post("/v1/batch", batch(Collections.nCopies(2_501, "{}").toArray(String[]::new)), BASIC_HEADERS)
                        .status())
                .isEqualTo(400);
        for (String body :
                List.of("", "x", "{", "[]", "{}", "{\"batch\":7}", "{\"batch\":[}", "{\"batch\":[],\"batch\":[]}")) {
            TrackingReply reply = post("/v1/batch", body, BASIC_HEADERS);
            assertThat(reply.status()).as(body).isEqualTo(400);
            assertThat(reply.raw().headers().firstValue("Content-Type").orElse(""))
                    .startsWith("application/problem+json");
        }
    }

    @Test
    void invalidMessagesAreKeptAsDeadLettersAndTheOthersAreAccepted() {
        TrackingReply reply = post(
                "/v1/batch",
                batch(
                        track("mixed", "good-1", "X", "{}"),
                        "{\"type\":\"track\",\"messageId\":\"without-user\",\"event\":\"X\"}",
                        "{\"type\":\"track\",\"messageId\":\"nameless\",\"userId\":\"mixed\"}",
                        "{\"type\":\"dance\",\"messageId\":\"dance\",\"userId\":\"mixed\"}",
                        "{\"type\":\"track\",\"type\":\"page\",\"userId\":\"mixed\"}",
                        "[".repeat(400) + "]".repeat(400),
                        "tru",
                        "7",
                        track("mixed", "m".repeat(100), "X", "{}"),
                        track("mixed", "large", "X", "{\"x\":\"" + "y".repeat(33_000) + "\"}"),
                        track("mixed", "good-2", "X", "{}")),
                BASIC_HEADERS);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().path("success").asBoolean()).isTrue();
        assertThat(reply.json()
                        .path("receipts")
                        .valueStream()
                        .map(receipt -> receipt.path("code").asString("")))
                .containsExactly(
                        "",
                        "missing-field",
                        "missing-field",
                        "invalid-type",
                        "invalid-json",
                        "invalid-json",
                        "invalid-json",
                        "event-not-object",
                        "invalid-id",
                        "event-too-large",
                        "");
        awaitProfile("mixed", 2);
        String deadLetters = api.get("dev-admin", "/v1/dead-letters?limit=1000").text();
        assertThat(deadLetters).contains("without-user", "nameless", "dance", "\"format\":\"tracking\"");
    }

    @Test
    void anOrderIsOneEventPerProductHoweverOftenItIsSent() {
        api.putItem("seg-1", "Games", 19);
        api.putItem("seg-2", "Games/Cards", 3);
        String order = track("order", "o-1", "Order Completed", """
                {"order_id":"50314b8e","total":27.5,"currency":"USD","products":[
                  {"product_id":"seg-1","sku":"45790-32","name":"Monopoly: 3rd Edition","price":"19","quantity":1,"category":"Games"},
                  {"product_id":"seg-2","name":"Uno","price":3,"quantity":2,"category":"Games > Cards","brand":"Mattel"}]}\
                """);
        for (int i = 0; i < 3; i++) {
            TrackingReply reply = post("/v1/batch", batch(order), BASIC_HEADERS);
            assertThat(reply.json().at("/receipts/0/status").asString()).isEqualTo(i == 0 ? "accepted" : "duplicate");
        }
        JsonNode profile = awaitProfile("order", 2);
        assertThat(profile.at("/activity/monetary/purchases").asInt()).isEqualTo(2);
        assertThat(profile.at("/activity/monetary/spent").asDouble()).isEqualTo(27.5);
        assertThat(profile.path("interests")
                        .valueStream()
                        .map(topic -> topic.path("topic").asString()))
                .containsExactlyInAnyOrder("games", "games/cards");
    }

    @Test
    void aPromotedDescriptionAddsMissingDataAndKnownDataStays() {
        api.putItem("rich", "kitchen/mug", 8);
        post(
                "/v1/track",
                track(
                        "rich-user",
                        "1",
                        "Product Viewed",
                        "{\"product_id\":\"rich\",\"name\":\"other\",\"category\":\"junk\",\"price\":1,\"brand\":\"Acme\",\"variant\":\"blue\"}"),
                BASIC_HEADERS);
        assertThat(api.get("dev-internal", "/v1/items/rich")
                        .json()
                        .at("/content/brand")
                        .isMissingNode())
                .as("an event does not change the catalog")
                .isTrue();
        promoteDescriptionsOf("rich");
        JsonNode item = api.get("dev-internal", "/v1/items/rich").json();
        assertThat(item.at("/content/title").asString()).isEqualTo("A rich");
        assertThat(item.at("/content/price").asInt()).isEqualTo(8);
        assertThat(item.at("/content/brand").asString()).isEqualTo("Acme");
        assertThat(item.at("/content/attributes/variant").asString()).isEqualTo("blue");
        assertThat(item.path("topics").valueStream().map(JsonNode::asString)).containsExactly("kitchen", "kitchen/mug");
        assertThat(item.path("revision").asInt()).isEqualTo(2);

        post(
                "/v1/track",
                track("rich-user", "2", "Product Viewed", "{\"product_id\":\"rich\",\"name\":\"third\",\"price\":2}"),
                BASIC_HEADERS);
        assertThat(descriptionsOf("rich")).as("it says nothing new").isEmpty();

        assertThat(api.send("DELETE", "dev-catalogue", "/v1/items/rich", "", Map.of())
                        .status())
                .isEqualTo(204);
        post(
                "/v1/track",
                track("rich-user", "3", "Product Viewed", "{\"product_id\":\"rich\",\"name\":\"back\"}"),
                BASIC_HEADERS);
        assertThat(descriptionsOf("rich")).as("a deleted item stays deleted").isEmpty();
    }

    private List<String> descriptionsOf(String item) {
        return api.get("dev-catalogue", "/v1/quarantine/items?item=" + item)
                .json()
                .path("items")
                .valueStream()
                .map(described -> described.path("id").asString())
                .toList();
    }

    private void promoteDescriptionsOf(String item) {
        String ids = descriptionsOf(item).stream().map(id -> '"' + id + '"').collect(Collectors.joining(","));
        assertThat(api.send(
                                "POST",
                                "dev-catalogue",
                                "/v1/quarantine/items/promotions",
                                "{\"ids\":[" + ids + "]}",
                                Map.of())
                        .json()
                        .path("accepted")
                        .asInt())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Products Searched          | {"query":"mug"}                                  | search
            Product List Viewed        | {"products":[{"product_id":"a"},{"id":"b"}]}     | impression impression
            Product List Filtered      | {"products":[{"product_id":"a"}]}                | impression
            Promotion Viewed           | {"promotion_id":"p"}                             | impression
            Promotion Clicked          | {"promotion_id":"p"}                             | click
            Product Clicked            | {"product_id":"a"}                               | click
            Product Viewed             | {"product_id":"a"}                               | view
            Product Added              | {"product_id":"a"}                               | cart
            Product Removed            | {"product_id":"a"}                               | uncart
            Cart Viewed                | {"products":[{"product_id":"a"}]}                | view
            Checkout Started           | {"products":[{"product_id":"a"}]}                | custom
            Checkout Step Viewed       | {"step":1}                                       | custom
            Payment Info Entered       | {}                                               | custom
            Order Completed            | {"revenue":5}                                    | purchase
            Order Updated              | {"products":[{"product_id":"a"}]}                | custom
            Order Updated              | {"order_id":"o","status":"sent"}                 | custom
            Order Updated              | {"order_id":"o","total":5}                       | purchase
            Order Cancelled            | {"products":[{"product_id":"a","price":5}]}      | refund
            Order Refunded             | {"order_id":"o"}                                 | refund
            Coupon Entered             | {"coupon_id":"c"}                                | custom
            Product Added to Wishlist  | {"product_id":"a"}                               | like
            Product Removed from Wishlist | {"product_id":"a"}                            | custom
            Wishlist Product Added to Cart | {"product_id":"a"}                           | cart
            Product Shared             | {"product_id":"a"}                               | share
            Cart Shared                | {"products":[{"product_id":"a"},{"product_id":"b"}]} | share share
            Product Reviewed           | {"product_id":"a","rating":4}                    | rating
            Product Reviewed           | {"product_id":"a","review_body":"fine"}          | comment
            Viewed Product Category    | {"category":"x"}                                 | impression
            Viewed Promotion           | {}                                               | impression
            Clicked Promotion          | {}                                               | click
            Clicked Product            | {"id":"a"}                                       | click
            Viewed Product             | {"id":"a"}                                       | view
            completed_order            | {"total":3,"products":[{"id":"a","price":3}]}    | purchase
            """)
    void specifiedTrackNamesAreMappedToEventTypes(String name, String properties, String types) {
        String user = "spec-" + Integer.toHexString((name + properties).hashCode());
        assertThat(post("/v1/track", track(user, "1", name, properties), BASIC_HEADERS)
                        .json()
                        .path("accepted")
                        .asInt())
                .isEqualTo(1);
        List<String> expected = List.of(types.split(" "));
        assertThat(types(user, expected.size()).path(expected.getFirst()).asInt())
                .isEqualTo(expected.size());
    }

    @Test
    void anUnknownTrackNameIsACustomEventUntilItIsMapped() {
        post(
                "/v1/track",
                track("mapped", "1", "Video Played", "{\"name\":\"Intro\",\"product_id\":\"v\"}"),
                BASIC_HEADERS);
        assertThat(types("mapped", 1).path("custom").asInt()).isEqualTo(1);
        JsonNode listed = name("video played");
        assertThat(listed.path("seen").asInt()).isEqualTo(1);
        assertThat(listed.path("type").asString()).isEqualTo("custom");

        ApiResponse mapped = api.send(
                "PUT",
                "dev-admin",
                "/v1/track-names",
                "{\"mappings\":[{\"name\":\"Video Played\",\"type\":\"view\"}]}",
                Map.of());
        assertThat(mapped.status()).isEqualTo(200);
        assertThat(name("video played").path("mapped").asBoolean()).isTrue();
        post("/v1/track", track("mapped", "2", "video_played", "{\"product_id\":\"v\"}"), BASIC_HEADERS);
        assertThat(types("mapped", 2).path("view").asInt()).isEqualTo(1);

        ApiResponse response = api.send(
                "PUT",
                "dev-admin",
                "/v1/track-names",
                "{\"mappings\":[{\"name\":\"Video Played\",\"type\":\"merge\"}]}",
                Map.of());
        assertThat(response.status()).isEqualTo(400);
    }

    private JsonNode name(String name) {
        return api.get("dev-admin", "/v1/track-names")
                .json()
                .path("names")
                .valueStream()
                .filter(entry -> entry.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theContextOfTheBatchIsTheDefaultOfItsMessages() {
        String body = """
                {"context":{"channel":"mobile","library":{"name":"analytics-java"},"locale":"de"},"integrations":{"All":true},"batch":[
                  {"type":"track","userId":"ctx","messageId":"1","event":"X"},
                  {"type":"track","userId":"ctx","messageId":"2","event":"X","context":{"channel":"web","sessionId":17}}]}\
                """;
        assertThat(post("/v1/import/", body.replaceFirst("\\{", "{\"writeKey\":\"dev-write\","), Map.of())
                        .status())
                .isEqualTo(200);
        JsonNode profile = awaitProfile("ctx", 2);
        assertThat(profile.at("/activity/channels/mobile").asInt()).isEqualTo(1);
        assertThat(profile.at("/activity/channels/web").asInt()).isEqualTo(1);
        JsonNode events =
                api.get("dev-internal", "/v1/profiles/ctx/events").json().path("events");
        assertThat(events.path(0).path("sessionId").asString()).isEqualTo("17");
        assertThat(events.path(0).at("/detail/context/locale").asString()).isEqualTo("de");
        assertThat(events.path(1).at("/detail/integrations/All").asBoolean()).isTrue();
    }

    @Test
    void clockSkewIsCorrectedAndFutureTimesBecomeTheArrivalTime() {
        String body = """
                {"sentAt":"2031-01-01T00:01:00Z","batch":[
                  {"type":"track","userId":"skew","messageId":"1","event":"X","originalTimestamp":"2031-01-01T00:00:00Z"},
                  {"type":"track","userId":"skew","messageId":"2","event":"X","timestamp":"2031-06-01T00:00:00+02:00"},
                  {"type":"track","userId":"skew","messageId":"3","event":"X","timestamp":"1931-06-01T00:00:00Z"},
                  {"type":"track","userId":"skew","messageId":"4","event":"X","timestamp":"yesterday"}]}\
                """;
        TrackingReply reply = post("/v1/batch", body, BASIC_HEADERS);
        assertThat(reply.json().at("/receipts/2/code").asString()).isEqualTo("timestamp-too-old");
        assertThat(reply.json().at("/receipts/3/code").asString()).isEqualTo("invalid-timestamp");
        awaitProfile("skew", 2);
        JsonNode events =
                api.get("dev-internal", "/v1/profiles/skew/events").json().path("events");
        Instant received = Instant.parse(events.path(1).path("receivedAt").asString());
        Instant first = Instant.parse(events.path(1).path("timestamp").asString());
        Instant second = Instant.parse(events.path(0).path("timestamp").asString());
        assertThat(first).isBetween(received.minusSeconds(70), received.minusSeconds(55));
        assertThat(second).isBetween(received.minusSeconds(10), received);
    }

    @Test
    void everyEventOfAnOrderHasTheLocalTimeOfThePerson() {
        Instant midnight = Instant.parse("2026-11-23T00:00:00Z");
        post("/v1/track", """
                {"userId":"clock","messageId":"1","event":"Order Completed","timestamp":"%s","context":{"timezone":"Asia/Tokyo"},
                 "properties":{"products":[{"product_id":"a","price":1},{"product_id":"b","price":2}]}}\
                """.formatted(midnight), BASIC_HEADERS);
        awaitProfile("clock", 2);
        assertThat(api.profile("clock").at("/activity/hours/9").asInt()).isEqualTo(2);
    }

    @Test
    void theLatestTraitsByEventTimeWinInAnyArrivalOrder() {
        String traits =
                "{\"type\":\"identify\",\"userId\":\"traits\",\"messageId\":\"%s\",\"timestamp\":\"%s\",\"traits\":%s}";
        post(
                "/v1/batch",
                batch(
                        traits.formatted("t2", "2026-02-02T00:00:00Z", "{\"plan\":\"pro\",\"email\":null}"),
                        traits.formatted(
                                "t1",
                                "2026-01-01T00:00:00Z",
                                "{\"plan\":\"free\",\"email\":\"a@b.c\",\"age\":33,\"address\":{\"city\":\"Ulm\"}}"),
                        "{\"type\":\"group\",\"userId\":\"traits\",\"messageId\":\"t3\",\"groupId\":\"acme\",\"traits\":{\"seats\":9}}"),
                BASIC_HEADERS);
        assertThat(awaitProfile("traits", 3).path("traits"))
                .isEqualTo(JSON.readTree(
                        "{\"plan\":\"pro\",\"age\":33,\"address\":{\"city\":\"Ulm\"},\"groupId\":\"acme\"}"));
    }

    /** An SDK loads its settings from this service and sends its messages to the host in them. */
    @Test
    void sdkSettingsPointToThisService() throws IOException, InterruptedException {
        String key = newWriteKey();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response = client.send(settingsFor(key), BodyHandlers.ofString());
            JsonNode ours = JsonMapper.shared().readTree(response.body()).at("/integrations/Segment.io");
            assertThat(ours.path("apiHost").asString()).isEqualTo("127.0.0.1:" + port + "/v1");
            assertThat(ours.path("protocol").asString()).isEqualTo("http");
            assertThat(ours.path("apiKey").asString()).isEqualTo(key);
            assertThat(response.headers().firstValue("Access-Control-Allow-Origin"))
                    .contains("*");
            for (String refused : List.of("unknown-key", "dev-internal")) {
                assertThat(client.send(settingsFor(refused), BodyHandlers.ofString())
                                .statusCode())
                        .as(refused)
                        .isIn(401, 403);
            }
        }
    }

    /** A key of its own, because pages of other sites cannot use the documented development keys. */
    private String newWriteKey() {
        return api.send("POST", "dev-admin", "/v1/keys", "{\"kind\":\"write\",\"label\":\"shop\"}", Map.of())
                .json()
                .path("secret")
                .asString();
    }

    private HttpRequest settingsFor(String key) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/projects/" + key + "/settings"))
                .setHeader("Origin", "https://shop.example")
                .build();
    }

    @Test
    void crossOriginRequestsAreAllowed() throws IOException, InterruptedException {
        HttpRequest preflight = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/t"))
                .method("OPTIONS", BodyPublishers.noBody())
                .setHeader("Origin", "https://shop.example")
                .setHeader("Access-Control-Request-Method", "POST")
                .setHeader("Access-Control-Request-Headers", "content-type,authorization")
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response = client.send(preflight, BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Access-Control-Allow-Origin"))
                    .contains("*");
        }
        TrackingReply reply = post(
                "/v1/t",
                track("browser", "1", "X", "{}").replaceFirst("\\{", "{\"writeKey\":\"" + newWriteKey() + "\","),
                Map.of("Content-Type", "text/plain", "Origin", "https://shop.example"));
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.raw().headers().firstValue("Access-Control-Allow-Origin"))
                .contains("*");
    }
}
