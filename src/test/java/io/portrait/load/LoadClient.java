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
 * A client of the service over HTTP/1.1. The thread that sends a request also reads the response, because the load tool
 * shares the cores with the service: another thread would wait for a core, and the wait would count as latency of the
 * service.
 */
final class LoadClient {

    private static final int TIMEOUT_MILLIS =
            Math.toIntExact(Duration.ofSeconds(30).toMillis());
    private static final int MAX_CONNECTIONS = 256;
    private static final int FIRST_ERROR_STATUS = 400;

    private final URI url;

    LoadClient(URI url) {
        this.url = url;
        System.setProperty("http.maxConnections", Integer.toString(MAX_CONNECTIONS));
        System.setProperty("sun.net.http.retryPost", "false");
    }

    /** A response; status 0 if there was none. */
    record LoadResponse(int status, String body) {

        boolean isSuccess() {
            return status >= 200 && status < 300;
        }
    }

    /** A check whether the service is ready, which needs no key. */
    boolean isReady() {
        return send("GET", "", "/actuator/health/readiness", "").isSuccess();
    }

    LoadResponse postEvents(String body) {
        return send("POST", "dev-write", "/v1/events", body);
    }

    LoadResponse putItems(String body) {
        return send("PUT", "dev-catalogue", "/v1/items", body);
    }

    LoadResponse profile(String user) {
        return send("GET", "dev-internal", "/v1/profiles/" + user, "");
    }

    LoadResponse recommendations(String user) {
        return send("GET", "dev-internal", "/v1/profiles/" + user + "/recommendations?limit=10", "");
    }

    /** Recommendations without items that the user knows. */
    LoadResponse newRecommendations(String user) {
        return send("GET", "dev-internal", "/v1/profiles/" + user + "/recommendations?limit=50&purpose=content", "");
    }

    LoadResponse rank(String body) {
        return send("POST", "dev-internal", "/v1/rank", body);
    }

    private LoadResponse send(String method, String key, String path, String body) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) url.resolve(path).toURL().openConnection();
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            connection.setRequestMethod(method);
            if (!key.isEmpty()) {
                connection.setRequestProperty("Authorization", "Bearer " + key);
            }
            if (!body.isEmpty()) {
                write(body.getBytes(StandardCharsets.UTF_8), connection);
            }
            return readResponse(connection);
        } catch (IOException e) {
            return new LoadResponse(0, e.toString());
        }
    }

    /**
     * Buffers the body until the response is read, so that it is sent together with the header, as other clients do.
     */
    private static void write(byte[] body, HttpURLConnection connection) throws IOException {
        connection.setRequestProperty("Content-Type", "application/json");
        connection.setDoOutput(true);
        try (OutputStream out = connection.getOutputStream()) {
            out.write(body);
        }
    }

    /** Reads the response to its end, so that the connection is reused. */
    private static LoadResponse readResponse(HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        try (@Nullable
                InputStream in =
                        status < FIRST_ERROR_STATUS ? connection.getInputStream() : connection.getErrorStream()) {
            return new LoadResponse(status, in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
