package io.portrait.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.support.ApiClient;
import io.portrait.support.ApiClient.ApiResponse;
import io.portrait.support.PortraitTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/**
 * The answers to invalid requests: a bad element is rejected alone, and each refusal names the
 * field and the expected value.
 */
@PortraitTest
class InvalidRequestsTest {

    @Autowired
    private ApiClient api;

    @LocalServerPort
    private int port;

    private ApiResponse admin(String method, String path, String body) {
        return api.send(method, "dev-admin", path, body, Map.of());
    }

    @Test
    void aBadItemCostsItselfAlone() {
        JsonNode answer = admin("PUT", "/v1/items", """
                {"items":[{"id":"robust-1"},null,{"id":"robust-2","brand":"a\\u0000b"},{"id":"robust-3","price":NaN},
                          {"id":"robust-4","titel":"x"},{"id":"robust-5","categories":[null]},[1],{"id":"robust-6"}]}""").json();
        assertThat(answer.path("accepted").asInt()).isEqualTo(2);
        assertThat(answer.path("receipts")
                        .valueStream()
                        .map(receipt -> receipt.path("pointer").asString("")))
                .containsExactly(
                        "",
                        "/items/1",
                        "/items/2/brand",
                        "/items/3",
                        "/items/4/titel",
                        "/items/5/categories/0",
                        "/items/6",
                        "");
        assertThat(answer.at("/receipts/4/detail").asString()).contains("did you mean 'title'?");
        assertThat(api.get("dev-admin", "/v1/items/robust-6").status()).isEqualTo(200);
    }

    /** The pointer names the field, and a value is never changed in silence. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "stock":1.5                            | /stock        | it must be a whole number
            "stock":99999999999999999999           | /stock        | out of range
            "stock":1e999999999                    | /stock        | whole number
            "stock":-1                             | /stock        | at least 0
            "available":0                          | /available    | true or false
            "isHidden":2                           | /isHidden     | true or false
            "advertisement":""                     | /advertisement | true or false
            "price":1e400                          | /price        | is Infinity
            "price":-1                             | /price        | is -1.0
            "categories":["a",""]                  | /categories/1 | topic must have
            "attributes":{"a\\u0000":1}            | /attributes   | without NUL
            "vectors":{}                           | /vectors      | not supported yet
            "inStock":false                        | /inStock      | did you mean 'stock'?
            """)
    void anItemWithAnInvalidValueIsRejectedAtTheField(String field, String pointer, String detail) {
        JsonNode answer = admin(
                        "PUT",
                        "/v1/items",
                        "{\"items\":[{\"id\":\"field-ok\"},{\"id\":\"field-bad\",%s}]}".formatted(field))
                .json();
        assertThat(answer.path("accepted").asInt()).isEqualTo(1);
        assertThat(answer.at("/receipts/1/pointer").asString()).startsWith("/items/1" + pointer);
        assertThat(answer.at("/receipts/1/detail").asString()).contains(detail);
    }

    @Test
    void aWholeNumberMayBeWrittenAsAFraction() {
        admin("PUT", "/v1/items", "{\"items\":[{\"id\":\"whole\",\"stock\":5.0}]}");
        assertThat(api.get("dev-admin", "/v1/items/whole")
                        .json()
                        .at("/content/stock")
                        .asInt())
                .isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /v1/profiles/u/recommendations?count=5          | there is no parameter 'count'
            /v1/profiles/u/recommendations?Limit=5          | did you mean 'limit'?
            /v1/profiles/u/recommendations?limit=5&limit=3  | is there twice
            /v1/profiles/u/recommendations?userId=v         | there is no parameter 'userId'
            /v1/profiles/u?at_=2026-11-30T00:00:00Z         | did you mean 'at'?
            /v1/profiles?userId=u&audiance=public           | did you mean 'audience'?
            /v1/segments?x=1                                | there is no parameter 'x'
            """)
    void anUnknownParameterIsRefused(String path, String detail) {
        ApiResponse answer = api.get(path.startsWith("/v1/segments") ? "dev-admin" : "dev-internal", path);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("detail").asString()).contains(detail);
    }

    @Test
    void aBadIdOfADescriptionCostsItselfAlone() {
        JsonNode promoted = admin("POST", "/v1/quarantine/items/promotions", "{\"ids\":[\"x\",null,\"x\",{},\"y\"]}")
                .json();
        assertThat(promoted.path("receipts")
                        .valueStream()
                        .map(receipt -> receipt.path("code").asString()
                                + receipt.path("pointer").asString()))
                .containsExactly(
                        "description-not-found/ids/0",
                        "invalid-id/ids/1",
                        "description-not-found/ids/2",
                        "invalid-id/ids/3",
                        "description-not-found/ids/4");
        JsonNode discarded = admin("POST", "/v1/quarantine/items/discards", "{\"ids\":[\"x\",null]}")
                .json();
        assertThat(discarded.at("/rejected/0/pointer").asString()).isEqualTo("/ids/1");
    }

    @Test
    void aBadItemOfARankingCostsItselfAlone() {
        JsonNode answer =
                api.send("POST", "dev-internal", "/v1/rank", """
                {"userId":"u","purpose":"shop","items":[{"id":"a","score":2},null,{"id":"b","scor":1},{"id":"c","score":NaN},
                                                        {"id":"a"},{"id":"d","score":1}]}""", Map.of()).json();
        assertThat(answer.path("items")
                        .valueStream()
                        .map(item -> item.path("item").asString(item.path("id").asString(""))))
                .containsExactly("a", "d");
        assertThat(answer.path("rejected")
                        .valueStream()
                        .map(element -> element.path("pointer").asString()))
                .containsExactly("/items/1", "/items/2/scor", "/items/3", "/items/4");
    }

    /** Cross-encoders score in logits. */
    @Test
    void negativeScoresAreLogits() {
        JsonNode answer =
                api.send("POST", "dev-internal", "/v1/rank", """
                {"userId":"u","purpose":"shop","items":[{"id":"x","score":-4.5},{"id":"y","score":-0.5},{"id":"z","score":-2}]}""", Map.of()).json();
        assertThat(answer.path("items")
                        .valueStream()
                        .map(item -> item.path("item").asString(item.path("id").asString(""))))
                .containsExactly("y", "z", "x");
        assertThat(answer.path("items")
                        .valueStream()
                        .mapToDouble(item -> item.path("score").asDouble()))
                .allMatch(score -> score > 0 && score <= 1);
    }

    @Test
    void aBadMappingCostsItselfAlone() {
        JsonNode answer = admin("PUT", "/v1/track-names", """
                {"mappings":[{"name":"Robust Name","type":"view"},null,{"name":"x","type":"nothing"},{"nam":"x"}]}""").json();
        assertThat(answer.path("names")
                        .valueStream()
                        .map(name -> name.path("name").asString()))
                .contains("robust name");
        assertThat(answer.path("rejected")
                        .valueStream()
                        .map(element -> element.path("index").asInt()))
                .containsExactly(1, 2, 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{}", "{\"topics\":null}", "{\"topics\":[null]}", "{\"topic\":[]}", "[]"})
    void aCatalogVersionIsNotFrozenByMistake(String body) {
        int before =
                api.get("dev-admin", "/v1/topics").json().at("/catalog/version").asInt();
        assertThat(admin("POST", "/v1/topics/versions", body).status()).isEqualTo(400);
        assertThat(api.get("dev-admin", "/v1/topics")
                        .json()
                        .at("/catalog/version")
                        .asInt())
                .isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PUT  | /v1/subjects/u/consent     | {"purposes":{"ads":true,"ads":false}} | invalid-json | Duplicate
            PUT  | /v1/subjects/u/consent     | {"purpose":{"ads":true}}              | unknown-field | did you mean 'purposes'?
            PUT  | /v1/subjects/u/restriction | {"restrict":true}                     | unknown-field | did you mean 'restricted'?
            POST | /v1/segments               | {"name":"s","rul":"x"}                | unknown-field | did you mean 'rule'?
            POST | /v1/keys                   | {"kind":"write","lable":"x"}          | unknown-field | did you mean 'label'?
            POST | /v1/keys                   | {"kind":"nothing"}                    | bad-request  | it must be one of [
            POST | /v1/cohorts                | {"name":"c","cohort":[]}              | unknown-field | did you mean 'cohorts'?
            POST | /v1/cohorts                | {"name":"c","cohorts":[null]}         | bad-request  | must not be null
            POST | /v1/dsr                    | {"subject_request_typ":"access"}      | unknown-field | did you mean 'subject_request_type'?
            POST | /v1/dsr                    | {"subject_request_type":"access","subject_identities":[null]} | bad-request | must not be null
            POST | /v1/dsr                    | {"subject_request_type":"access","subject_identities":[]} | bad-request | /subject_identities
            PUT  | /v1/items                  | {"itms":[]}                           | unknown-field | did you mean 'items'?
            """)
    void aRefusalSaysWhatWouldBeRight(String method, String path, String body, String code, String detail) {
        ApiResponse answer = admin(method, path, body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.json().path("detail").asString()).contains(detail);
    }

    private static byte[] compressed(String method, String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (var out = method.equals("gzip") ? new GZIPOutputStream(bytes) : new DeflaterOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private HttpResponse<String> send(String path, String encoding, byte[] body)
            throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .header("Authorization", "Bearer " + (path.equals("/v1/items") ? "dev-admin" : "dev-write"))
                            .header("Content-Type", "application/json")
                            .header("Content-Encoding", encoding)
                            .method(path.equals("/v1/items") ? "PUT" : "POST", BodyPublishers.ofByteArray(body))
                            .build(),
                    BodyHandlers.ofString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate"})
    void compressedBodiesAreTakenOnEveryRoute(String encoding) throws IOException, InterruptedException {
        HttpResponse<String> items =
                send("/v1/items", encoding, compressed(encoding, "{\"items\":[{\"id\":\"compressed\"}]}"));
        assertThat(items.statusCode()).as(items.body()).isEqualTo(200);
        HttpResponse<String> events = send("/v1/events", encoding, compressed(encoding, """
                {"events":[{"userId":"compressed","messageId":"%s","type":"view"}]}""".formatted(encoding)));
        assertThat(events.statusCode()).as(events.body()).isEqualTo(202);
        assertThat(send("/v1/items", encoding, compressed(encoding, " ".repeat(5 << 20)))
                        .statusCode())
                .isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "zstd", "compress", "gzip, gzip"})
    void otherCompressionIsAnsweredWithTheAcceptedMethods(String encoding) throws IOException, InterruptedException {
        for (String path : new String[] {"/v1/items", "/v1/events", "/v1/batch"}) {
            HttpResponse<String> answer = send(path, encoding, new byte[] {1, 2, 3});
            assertThat(answer.statusCode()).isEqualTo(415);
            assertThat(answer.headers().firstValue("Accept-Encoding")).contains("gzip, deflate");
            assertThat(answer.body()).contains("\"code\":\"unsupported-encoding\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "application/*", "*", "application/yaml", "application/xml", "text/plain"})
    void jsonAloneIsRead(String contentType) {
        ApiResponse answer = api.send("POST", "dev-admin", "/v1/segments", "{}", Map.of("Content-Type", contentType));
        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.code()).isEqualTo("unsupported-media-type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/yaml", "application/xml", "text/html", "json"})
    void jsonAloneIsWritten(String accept) {
        ApiResponse answer = api.send("GET", "dev-admin", "/v1/segments", "", Map.of("Accept", accept));
        assertThat(answer.status()).isEqualTo(406);
        assertThat(answer.code()).isEqualTo("not-acceptable");
    }
}
