package io.portrait.access.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.support.ApiClient;
import io.portrait.support.ApiClient.ApiResponse;
import io.portrait.support.PortraitTest;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The limits on erasures and changes of consent, over HTTP with the default settings. */
@PortraitTest
class SubjectRateLimitsTest {

    @Autowired
    private ApiClient api;

    private final String user = "cycler-" + UUID.randomUUID();

    private ApiResponse erase(String userId) {
        return api.send("DELETE", "dev-admin", "/v1/subjects/" + userId, "", Map.of());
    }

    private ApiResponse consent(String body) {
        return api.send("PUT", "dev-admin", "/v1/subjects/" + user + "/consent", body, Map.of());
    }

    private static void assertLimited(ApiResponse response) {
        assertThat(response.status()).isEqualTo(429);
        assertThat(response.code()).isEqualTo("subject-rate-limited");
        assertThat(Integer.parseInt(response.header("Retry-After"))).isBetween(1, 3_600);
    }

    @Test
    void aPersonCannotKeepErasingAndReturning() {
        for (int i = 0; i < 5; i++) {
            assertThat(erase(user).status()).isEqualTo(204);
            assertThat(consent("{\"purposes\":{\"personalisation\":true}}").status())
                    .isEqualTo(200);
        }
        assertLimited(erase(user));
        assertLimited(api.send("POST", "dev-admin", "/v1/dsr", """
                {"subject_request_type":"erasure",
                 "subject_identities":[{"identity_type":"controller_customer_id","identity_value":"%s"}]}
                """.formatted(user), Map.of()));
        assertThat(erase(user + "-other").status()).as("another person").isEqualTo(204);
    }

    @Test
    void aPersonCannotKeepChangingTheConsent() {
        for (int i = 0; i < 60; i++) {
            assertThat(consent("{\"purposes\":{\"sharing\":%s}}".formatted(i % 2 == 0))
                            .status())
                    .isEqualTo(200);
        }
        assertLimited(consent("{\"purposes\":{\"sharing\":true}}"));
        assertLimited(api.send(
                "PUT", "dev-admin", "/v1/subjects/" + user + "/restriction", "{\"restricted\":true}", Map.of()));
    }
}
