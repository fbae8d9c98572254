package io.portrait.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portrait.support.ApiClient;
import io.portrait.support.ApiClient.ApiResponse;
import io.portrait.support.PortraitTest;
import io.portrait.web.ApiExamples.ApiExample;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.annotation.DirtiesContext.ClassMode;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** All examples of "Try it out" succeed with development keys, in the order of the file. */
@PortraitTest
@DirtiesContext(classMode = ClassMode.BEFORE_CLASS) // the examples begin where nothing is
class ApiExamplesTest {

    private static final JsonMapper JSON = new JsonMapper();

    /** The stream does not end while a client reads it; ProfileHistoryApiTest tests it. */
    private static final Set<String> STREAMS = Set.of("GET /v1/profiles/{userId}/stream", "GET /v1/profiles/stream");

    @Autowired
    private ApiClient api;

    private static List<ApiExample> examples() throws Exception {
        return JSON.readValue(
                new ClassPathResource("api-examples.json").getContentAsString(StandardCharsets.UTF_8),
                new TypeReference<List<ApiExample>>() {});
    }

    private JsonNode described(ApiExample example) {
        String[] methodAndPath = example.request().split(" ", 2);
        JsonNode operation = paths().path(methodAndPath[1]).path(methodAndPath[0].toLowerCase(Locale.ROOT));
        assertThat(operation.isMissingNode()).as(example.request()).isFalse();
        return operation;
    }

    private JsonNode paths() {
        return api.get("", "/v3/api-docs").json().path("paths");
    }

    @Test
    void everyEndpointHasAnExample() throws Exception {
        Set<String> endpoints = paths().propertyStream()
                .flatMap(path -> path.getValue()
                        .propertyStream()
                        .map(operation -> operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey()))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(examples().stream().map(ApiExample::request).toList())
                .containsExactlyInAnyOrderElementsOf(endpoints);
    }

    @Test
    @DirtiesContext // others know ada too
    void everyExampleWorksAsDescribed() throws Exception {
        String id = "";
        for (ApiExample example : examples()) {
            if (example.request().equals("GET /v1/dead-letters")) {
                createDeadLetter();
            }
            if (!STREAMS.contains(example.request())) {
                ApiResponse answer = sendUntilItIsFound(example, id);
                assertThat(answer.status())
                        .as("%s: %s", example.request(), answer.text())
                        .isBetween(200, 299);
                id = idIn(answer).orElse(id);
            }
        }
    }

    private void createDeadLetter() {
        api.postEvents(List.of("""
                {"userId":"ada","messageId":"m-9","type":"vjew"}"""));
    }

    /** Repeats a request until the id is found, because the projections follow the journal within about a second. */
    private ApiResponse sendUntilItIsFound(ApiExample example, String id) {
        JsonNode operation = described(example);
        return await().until(() -> send(example, operation, id), answer -> answer.status() != 404);
    }

    private static Optional<String> idIn(ApiResponse answer) {
        return answer.text().startsWith("{") && !answer.header("Content-Type").contains("ndjson")
                ? Stream.of("/id", "/key/id", "/subject_request_id", "/deadLetters/0/id")
                        .map(pointer -> answer.json().at(pointer).asString(""))
                        .filter(id -> !id.isEmpty())
                        .findFirst()
                : Optional.empty();
    }

    /** Sends a request with the first key whose role the route accepts. */
    private ApiResponse send(ApiExample example, JsonNode operation, String lastId) {
        String[] methodAndPath = example.request().split(" ", 2);
        String path = methodAndPath[1] + query(operation, lastId);
        for (JsonNode parameter : operation.path("parameters")) {
            String value = parameter.path("example").asString("");
            path = path.replace(
                    "{" + parameter.path("name").asString() + "}", value.startsWith("the id") ? lastId : value);
        }
        String target = path;
        return Stream.of("dev-internal", "dev-write", "dev-admin", "token")
                .map(key -> key.equals("token") ? api.token("ada") : key)
                .map(key -> api.send(methodAndPath[0], key, target, body(operation), Map.of("Prefer", "wait")))
                .filter(answer -> answer.status() != 403)
                .findFirst()
                .orElseThrow();
    }

    private static String query(JsonNode operation, String lastId) {
        String query = operation
                .path("parameters")
                .valueStream()
                .filter(parameter -> parameter.path("in").asString().equals("query"))
                .flatMap(parameter -> exampleOf(parameter)
                        .map(value -> value.startsWith("the id") ? lastId : value)
                        .map(value -> parameter.path("name").asString() + "=" + value)
                        .stream())
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? "" : "?" + query;
    }

    /** The value in the field of a parameter. A number is sent as JavaScript represents it, as a double. */
    private static Optional<String> exampleOf(JsonNode parameter) {
        JsonNode value = parameter.has("example") ? parameter.path("example") : parameter.at("/schema/default");
        JsonNode first = value.isArray() ? value.path(0) : value;
        return first.isMissingNode()
                ? Optional.empty()
                : Optional.of(first.isNumber() ? new BigDecimal(first.asDouble()).toPlainString() : first.asString());
    }

    private static String body(JsonNode operation) {
        JsonNode content = operation.at("/requestBody/content/application~1json");
        if (content.isMissingNode()) {
            return "";
        }
        JsonNode example = content.path("example");
        return example.isString() ? example.asString() : example.toString();
    }
}
