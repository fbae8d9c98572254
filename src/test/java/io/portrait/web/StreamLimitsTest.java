package io.portrait.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.support.ApiClient;
import io.portrait.support.ManualClock;
import io.portrait.support.ServiceInstance;
import io.portrait.support.TestDatabase;
import io.portrait.support.TestTimeouts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** The owners of profile streams: a stream ends with its key or token, and one key does not take all streams. */
@Tag("service")
@TestInstance(Lifecycle.PER_CLASS)
class StreamLimitsTest {

    private static final String USER = "streamed";

    private final ManualClock clock = new ManualClock(Instant.now());
    private final HttpClient client = HttpClient.newHttpClient();
    private ServiceInstance service;
    private ApiClient api;

    @BeforeAll
    void start() {
        service = ServiceInstance.start(
                TestDatabase.create(),
                clock,
                "--portrait.streams.heartbeat=100ms",
                "--portrait.streams.max-duration=1h",
                "--portrait.streams.per-key=2");
        api = service.api();
        for (String user : List.of(USER, "second", "third")) {
            api.postEvents(List.of("{\"userId\":\"%s\",\"messageId\":\"1\",\"type\":\"click\"}".formatted(user)));
        }
    }

    @AfterAll
    void stop() {
        client.shutdownNow();
        service.close();
    }

    private HttpResponse<InputStream> open(String credential, String user) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:%d/v1/profiles/%s/stream".formatted(service.port(), user));
        return client.send(
                HttpRequest.newBuilder(uri)
                        .header("Authorization", "Bearer " + credential)
                        .build(),
                BodyHandlers.ofInputStream());
    }

    private JsonNode createKey() {
        return api.send("POST", "dev-admin", "/v1/keys", "{\"kind\":\"internal\"}", Map.of())
                .json();
    }

    /** Reads the profile, ends the credential, and reads until the service ends the stream. */
    private void assertEndsWith(String credential, Runnable end) throws IOException, InterruptedException {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(open(credential, USER).body(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).isEqualTo("event:profile");
            end.run();
            assertThat(lines.lines()).doesNotContain("event:gone");
        }
    }

    @Test
    @Timeout(TestTimeouts.TEST_SECONDS)
    void aStreamEndsWhenItsKeyIsRevoked() throws Exception {
        JsonNode key = createKey();
        assertEndsWith(key.path("secret").asString(), () -> {
            String path = "/v1/keys/" + key.at("/key/id").asString();
            assertThat(api.send("DELETE", "dev-admin", path, "", Map.of()).status())
                    .isEqualTo(204);
        });
    }

    @Test
    @Timeout(TestTimeouts.TEST_SECONDS)
    void aStreamEndsWhenItsTokenExpires() throws Exception {
        assertEndsWith(api.token(USER), () -> clock.advance(Duration.ofHours(1)));
    }

    @Test
    void aKeyHasALimitedNumberOfStreams() throws Exception {
        String key = createKey().path("secret").asString();
        try (InputStream first = open(key, USER).body();
                InputStream second = open(key, "second").body()) {
            assertThat(open(key, "third").statusCode()).isEqualTo(429);
            assertThat(open(createKey().path("secret").asString(), "third").statusCode())
                    .isEqualTo(200);
            assertThat(first.read()).isPositive();
            assertThat(second.read()).isPositive();
        }
    }
}
