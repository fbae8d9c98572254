package io.portrait.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An HTTP client of the service under test. */
@TestComponent
public class ApiClient {

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final Environment environment;

    ApiClient(Environment environment) {
        this.environment = environment;
    }

    /** A response. */
    public record ApiResponse(int status, String text, HttpResponse<String> raw) {

        /** The body as JSON. */
        public JsonNode json() {
            return JSON.readTree(text);
        }

        /** The first value of a header; empty if it is absent. */
        public String header(String name) {
            return raw.headers().firstValue(name).orElse("");
        }

        /** The code of a problem response; empty for other responses. */
        public String code() {
            return json().path("code").asString("");
        }
    }

    /** Sends a GET request with a key; without one if it is empty. */
    public ApiResponse get(String key, String path) {
        return send("GET", key, path, "", Map.of());
    }

    /** Posts events with the write key and waits until they are in the profiles. */
    public ApiResponse postEvents(String body) {
        return send("POST", "dev-write", "/v1/events", body, Map.of("Prefer", "wait"));
    }

    /** Posts events as the owner, whose receipts have all details, and waits until they are in the profiles. */
    public ApiResponse postEventsAsOwner(List<String> events) {
        return send(
                "POST",
                "dev-internal",
                "/v1/events",
                "{\"events\":[" + String.join(",", events) + "]}",
                Map.of("Prefer", "wait"));
    }

    /** Posts events given as JSON objects. */
    public ApiResponse postEvents(List<String> events) {
        return postEvents("{\"events\":[" + String.join(",", events) + "]}");
    }

    /** Puts one item. */
    public ApiResponse putItem(String id, String category, double price) {
        return send("PUT", "dev-catalogue", "/v1/items", """
                {"items":[{"id":"%s","title":"A %s","categories":["%s"],"price":%s}]}
                """.formatted(id, id, category, price), Map.of());
    }

    /** The exact profile. */
    public JsonNode profile(String user) {
        return get("dev-internal", "/v1/profiles/" + user).json();
    }

    /** Merges an id into a person as the owner, and waits for the profile. */
    public ApiResponse merge(String user, String otherId) {
        return send(
                "POST",
                "dev-internal",
                "/v1/profiles/" + user + "/aliases",
                "{\"anonymousId\":\"" + otherId + "\"}",
                Map.of("Prefer", "wait"));
    }

    /** Splits an id from a person as the owner, and waits for the profiles. */
    public ApiResponse unmerge(String user, String otherId) {
        return send(
                "DELETE", "dev-internal", "/v1/profiles/" + user + "/aliases/" + otherId, "", Map.of("Prefer", "wait"));
    }

    /** A token for the access of a data subject. */
    public String token(String user) {
        return send("POST", "dev-internal", "/v1/subjects/" + user + "/tokens", "", Map.of())
                .json()
                .path("token")
                .asString();
    }

    /** Sends a request with a JSON body; without a body if it is empty. */
    public ApiResponse send(String method, String key, String path, String body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base() + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!key.isEmpty()) {
            request.header("Authorization", "Bearer " + key);
        }
        if (!body.isEmpty() && !headers.containsKey("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::header);
        return send(request.build());
    }

    private ApiResponse send(HttpRequest request) {
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            return new ApiResponse(response.statusCode(), response.body(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String base() {
        return "http://127.0.0.1:" + environment.getRequiredProperty("local.server.port");
    }
}
