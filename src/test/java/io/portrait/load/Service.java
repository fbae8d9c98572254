package io.portrait.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.Executors;

/** The service under load, over HTTP/1.1. */
final class Service {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final URI url;
    private final HttpClient client;

    Service(URI url) {
        this.url = url;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    /** The status of an answer; 0 where there was none. */
    record Answer(int status, String body) {

        boolean isSuccess() {
            return status >= 200 && status < 300;
        }
    }

    Answer postEvents(String body) {
        return send("POST", "dev-write", "/v1/events", body);
    }

    Answer putItems(String body) {
        return send("PUT", "dev-write", "/v1/items", body);
    }

    Answer profile(String user) {
        return send("GET", "dev-internal", "/v1/profiles/" + user, "");
    }

    Answer recommendations(String user) {
        return send("GET", "dev-internal", "/v1/profiles/" + user + "/recommendations?limit=10", "");
    }

    Answer rank(String body) {
        return send("POST", "dev-internal", "/v1/rank", body);
    }

    private Answer send(String method, String key, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(url.resolve(path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            return new Answer(0, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer(0, e.toString());
        }
    }
}
