package io.portrait.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portrait.support.ApiClient;
import io.portrait.support.ApiClient.ApiResponse;
import io.portrait.support.PortraitTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Exact reads whose path names no person are audited like the others. */
@PortraitTest
class BulkReadAuditTest {

    private static final String USER = "bulk-read";

    @Autowired
    private ApiClient api;

    private void awaitEntry(String query, String action) {
        await().untilAsserted(() -> assertThat(
                        api.get("dev-admin", "/v1/audit?limit=200" + query).text())
                .contains(action));
    }

    @Test
    void theProfilesOfASegment() {
        api.postEvents(List.of("{\"userId\":\"%s\",\"messageId\":\"1\",\"type\":\"click\"}".formatted(USER)));
        api.send(
                "POST",
                "dev-admin",
                "/v1/segments",
                "{\"name\":\"audited\",\"rule\":\"activity.events >= 1\"}",
                Map.of());
        ApiResponse page = api.get("dev-internal", "/v1/profiles?segment=audited&limit=1000");
        assertThat(page.status()).isEqualTo(200);
        int count = page.json().path("profiles").size();
        awaitEntry("", "\"action\":\"GET /v1/profiles segment=audited profiles=" + count + "\"");
    }

    @Test
    void decisionsAboutAPersonInTheBody() {
        api.send("POST", "dev-internal", "/v1/rank", """
                {"userId":"%s","purpose":"shop","items":[{"id":"a"}]}""".formatted(USER), Map.of());
        api.send("POST", "dev-internal", "/v1/risk", """
                {"userId":"%s","transaction":{"amount":5}}""".formatted(USER), Map.of());
        awaitEntry("&userId=" + USER, "\"action\":\"POST /v1/rank\"");
        awaitEntry("&userId=" + USER, "\"action\":\"POST /v1/risk\"");
    }

    @Test
    void servedLists() {
        api.get("dev-internal", "/v1/served-lists");
        awaitEntry("", "\"action\":\"GET /v1/served-lists\"");
    }
}
