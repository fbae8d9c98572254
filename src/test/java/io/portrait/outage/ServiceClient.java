package io.portrait.outage;

import static org.awaitility.Awaitility.await;

import io.portrait.support.TestTimeouts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An HTTP client of one service process. */
record ServiceClient(URI base, ClientKeys keys) {

    /** The timeout of a response, longer than the timeouts of the service. */
    static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(30);

    private static final Duration READ_TIMEOUT = TestTimeouts.STATE;
    private static final Duration READ_RETRY_INTERVAL = Duration.ofMillis(100);

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    /** The API keys that the tests need. */
    record ClientKeys(String write, String catalogue, String internal) {

        static final ClientKeys DEVELOPMENT = new ClientKeys("dev-write", "dev-catalogue", "dev-internal");
    }

    /** A response. */
    record ClientResponse(int status, String text, Map<String, List<String>> headers) {

        boolean isSuccess() {
            return status >= 200 && status < 300;
        }

        JsonNode json() {
            return JSON.readTree(text);
        }

        boolean hasRetryAfter() {
            return headers.keySet().stream().anyMatch(name -> name.equalsIgnoreCase("Retry-After"));
        }
    }

    /** The status of a route; 0 without a response. */
    int status(String path) {
        try {
            return get(path).status();
        } catch (IOException _) {
            return 0;
        }
    }

    ClientResponse get(String path) throws IOException {
        return send(request(path, keys.internal()).GET().build());
    }

    ClientResponse postEvents(String body) throws IOException {
        return send(request("/v1/events", keys.write())
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    /** Posts events and waits; the status is 200 as soon as they are in the profiles. */
    ClientResponse postEventsAndWait(String body) throws IOException {
        return send(request("/v1/events", keys.write())
                .header("Prefer", "wait")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    /** Creates a key and returns its secret. */
    String createKey(String kind, String adminKey) throws IOException {
        String body = "{\"kind\":\"%s\",\"label\":\"test\"}".formatted(kind);
        ClientResponse response = send(request("/v1/keys", adminKey)
                .POST(BodyPublishers.ofString(body))
                .build());
        return response.json().path("secret").asString();
    }

    ClientResponse putItems(String body) throws IOException {
        return send(request("/v1/items", keys.catalogue())
                .PUT(BodyPublishers.ofString(body))
                .build());
    }

    private HttpRequest.Builder request(String path, String key) {
        return HttpRequest.newBuilder(base.resolve(path))
                .timeout(RESPONSE_TIMEOUT)
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json");
    }

    private static ClientResponse send(HttpRequest request) throws IOException {
        try {
            HttpResponse<String> response = CLIENT.send(request, BodyHandlers.ofString());
            return new ClientResponse(
                    response.statusCode(), response.body(), response.headers().map());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** The exact profile of a user; a problem document if there is none. */
    JsonNode profile(String user) {
        return read("/v1/profiles/" + user).json();
    }

    /** Reads with retries, because a service whose database has just restarted may answer 503. */
    private ClientResponse read(String path) {
        return await().atMost(READ_TIMEOUT)
                .pollDelay(Duration.ZERO)
                .pollInterval(READ_RETRY_INTERVAL)
                .until(() -> get(path), answer -> answer.status() < 500);
    }

    /** The message ids of a user's journal entries, with repetitions. */
    List<String> journaledMessageIds(String user) {
        List<String> ids = new ArrayList<>();
        String page = "/v1/profiles/" + user + "/events?limit=1000";
        for (JsonNode answer = read(page).json();
                ;
                answer = read(page + "&before=" + answer.path("next").asLong()).json()) {
            answer.path("events")
                    .forEach(event -> ids.add(event.path("messageId").asString()));
            if (!answer.path("next").isNumber()) {
                return ids;
            }
        }
    }
}
