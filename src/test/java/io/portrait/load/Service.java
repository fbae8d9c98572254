package io.portrait.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The service under load, over HTTP/1.1. The thread that asks reads the answer itself: it shares the cores with the service,
 * and each thread more that an answer goes through would wait for a core of its own, and be counted as the service's latency.
 */
final class Service {

    private static final int PATIENCE_MILLIS =
            Math.toIntExact(Duration.ofSeconds(30).toMillis());
    private static final int KEPT_CONNECTIONS = 256;
    private static final int FIRST_ERROR = 400;

    private final URI url;

    Service(URI url) {
        this.url = url;
        System.setProperty("http.maxConnections", Integer.toString(KEPT_CONNECTIONS));
        System.setProperty("sun.net.http.retryPost", "false");
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
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) url.resolve(path).toURL().openConnection();
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            connection.setRequestMethod(method);
            connection.setRequestProperty("Authorization", "Bearer " + key);
            if (!body.isEmpty()) {
                write(body.getBytes(StandardCharsets.UTF_8), connection);
            }
            return answer(connection);
        } catch (IOException e) {
            return new Answer(0, e.toString());
        }
    }

    /** Kept until the answer is asked for: then it goes along with the head, as clients send it, and not after it. */
    private static void write(byte[] body, HttpURLConnection connection) throws IOException {
        connection.setRequestProperty("Content-Type", "application/json");
        connection.setDoOutput(true);
        try (OutputStream out = connection.getOutputStream()) {
            out.write(body);
        }
    }

    /** Read to its end, so that the connection is kept. */
    private static Answer answer(HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        try (@Nullable
                InputStream in = status < FIRST_ERROR ? connection.getInputStream() : connection.getErrorStream()) {
            return new Answer(status, in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
