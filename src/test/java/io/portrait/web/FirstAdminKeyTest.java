package io.portrait.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portrait.support.ApiClient;
import io.portrait.support.ConcurrentTest;
import io.portrait.support.ManualClock;
import io.portrait.support.ServiceInstance;
import io.portrait.support.TestDatabase;
import io.portrait.support.TestTimeouts;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/** The first admin key, and the defence against guessing keys, in a service that is not in development mode. */
@Tag("service")
@ConcurrentTest
class FirstAdminKeyTest {

    private static final String KEY = "first-3f9d7c1e-52b8-4a06-9e4d";
    private static final String OTHER_KEY = "other-8c1d0e7a-b4f2-9d35-61ca";
    private static final String UNKNOWN_KEY = "pk_0123456789ab_nobody-has-this-secret";

    private final JdbcConnectionDetails database = TestDatabase.create();
    private final ManualClock clock = new ManualClock(Instant.now());

    private ServiceInstance start(String adminKey) {
        return ServiceInstance.start(
                database,
                clock,
                "--portrait.access.admin-key=" + adminKey,
                "--portrait.release.master-key=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
                "--portrait.access.max-failures=5",
                "--portrait.web.hosts=127.0.0.1,shop.example");
    }

    private static int status(ApiClient api, String key) {
        return api.get(key, "/v1/keys").status();
    }

    @Test
    void aRevokedKeyStaysInvalidUntilTheSettingsHaveAnother() {
        try (ServiceInstance service = start(KEY)) {
            ApiClient api = service.api();
            String admin = api.send("POST", KEY, "/v1/keys", "{\"kind\":\"admin\"}", Map.of())
                    .json()
                    .path("secret")
                    .asString();
            assertThat(api.send("DELETE", admin, "/v1/keys/first-admin", "", Map.of())
                            .status())
                    .isEqualTo(204);
            assertThat(status(api, KEY)).isEqualTo(401);
            assertThat(status(api, admin)).isEqualTo(200);
            assertThat(api.send("DELETE", admin, "/v1/keys/first-admin", "", Map.of())
                            .code())
                    .isEqualTo("key-not-found");
        }
        try (ServiceInstance service = start(KEY)) {
            assertThat(status(service.api(), KEY)).as("after a restart").isEqualTo(401);
        }
        try (ServiceInstance service = start(OTHER_KEY)) {
            assertThat(status(service.api(), OTHER_KEY)).isEqualTo(200);
            assertThat(status(service.api(), KEY)).isEqualTo(401);
        }
    }

    @Test
    void anAddressThatGuessesKeysIsThrottledAndAudited() {
        try (ServiceInstance service = start(KEY)) {
            ApiClient api = service.api();
            String valid = api.send("POST", KEY, "/v1/keys", "{\"kind\":\"admin\"}", Map.of())
                    .json()
                    .path("secret")
                    .asString();
            assertThat(status(api, valid)).isEqualTo(200);
            for (int i = 0; i < 5; i++) {
                assertThat(status(api, UNKNOWN_KEY)).isEqualTo(401);
            }
            ApiClient.ApiResponse throttled = api.get(UNKNOWN_KEY, "/v1/keys");
            assertThat(throttled.status()).isEqualTo(429);
            assertThat(throttled.code()).isEqualTo("too-many-failures");
            assertThat(throttled.header("Retry-After")).isEqualTo("60");
            assertThat(api.send("POST", "", "/v1/track", "{\"writeKey\":\"%s\"}".formatted(UNKNOWN_KEY), Map.of())
                            .status())
                    .as("a key in a body")
                    .isEqualTo(429);
            assertThat(status(api, valid)).as("a key that was valid recently").isEqualTo(200);
            assertThat(status(api, KEY)).isEqualTo(200);
        }
        try (ServiceInstance service = start(KEY)) {
            await().atMost(TestTimeouts.STATE)
                    .untilAsserted(
                            () -> assertThat(service.api().get(KEY, "/v1/audit").text())
                                    .contains("authentication-failed 7 times from 127.0.0.1"));
        }
    }

    @Test
    void onlyTheConfiguredHostsAreAnswered() throws IOException {
        try (ServiceInstance service = start(KEY)) {
            RawRequests raw = new RawRequests(service.port());
            assertThat(raw.get("/v1/topics", "Host: shop.example:443")).startsWith("HTTP/1.1 401");
            assertThat(raw.get("/v1/topics", "Host: evil.example"))
                    .startsWith("HTTP/1.1 421")
                    .contains("wrong-host");
            assertThat(raw.get("/actuator/health/liveness", "Host: 10.0.0.7")).startsWith("HTTP/1.1 200");
        }
    }
}
