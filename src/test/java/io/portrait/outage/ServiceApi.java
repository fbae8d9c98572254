package io.portrait.outage;

import static org.awaitility.Awaitility.await;

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

/** One instance as its clients see it. */
record ServiceApi(URI base, Keys keys) {

    /** An answer may take as long as the service's patience, and some; what takes longer counts as none. */
    static final Duration NO_ANSWER = Duration.ofSeconds(30);

    private static final Duration READ_PATIENCE = Duration.ofMinutes(1);
    private static final Duration READ_AGAIN = Duration.ofMillis(100);

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    /** Those that the tests need. */
    record Keys(String write, String internal) {

        static final Keys DEVELOPMENT = new Keys("dev-write", "dev-internal");
    }

    /** An answer. */
    record Answer(int status, String text, Map<String, List<String>> headers) {

        boolean isGood() {
            return status >= 200 && status < 300;
        }

        JsonNode json() {
            return JSON.readTree(text);
        }

        boolean saysWhenToRetry() {
            return headers.keySet().stream().anyMatch(name -> name.equalsIgnoreCase("Retry-After"));
        }
    }

    /** The status of a route; 0 if nobody answers. */
    int status(String path) {
        try {
            return get(path).status();
        } catch (IOException _) {
            return 0;
        }
    }

    Answer get(String path) throws IOException {
        return send(request(path, keys.internal()).GET().build());
    }

    Answer postEvents(String body) throws IOException {
        return send(request("/v1/events", keys.write())
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    /** Answered with 200 once the profiles show the events. */
    Answer postEventsAndWait(String body) throws IOException {
        return send(request("/v1/events", keys.write())
                .header("Prefer", "wait")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    /** The secret of a new key. */
    String makeKey(String kind, String adminKey) throws IOException {
        String body = "{\"kind\":\"%s\",\"label\":\"test\"}".formatted(kind);
        Answer made = send(request("/v1/keys", adminKey)
                .POST(BodyPublishers.ofString(body))
                .build());
        return made.json().path("secret").asString();
    }

    Answer putItems(String body) throws IOException {
        return send(request("/v1/items", keys.write())
                .PUT(BodyPublishers.ofString(body))
                .build());
    }

    private HttpRequest.Builder request(String path, String key) {
        return HttpRequest.newBuilder(base.resolve(path))
                .timeout(NO_ANSWER)
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json");
    }

    private static Answer send(HttpRequest request) throws IOException {
        try {
            HttpResponse<String> response = CLIENT.send(request, BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(), response.body(), response.headers().map());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** The user's exact profile; a problem where there is none. */
    JsonNode profile(String user) {
        return read("/v1/profiles/" + user).json();
    }

    /** What a patient reader gets: a service that has just been without its database may ask to come again. */
    private Answer read(String path) {
        return await().atMost(READ_PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(READ_AGAIN)
                .until(() -> get(path), answer -> answer.status() < 500);
    }

    /** The ids of a user's messages in the journal, as often as they are there. */
    List<String> journalled(String user) {
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
