package io.portrait.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.support.ApiClient;
import io.portrait.support.PortraitTest;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The stream of a profile's changes and its history. */
@PortraitTest
class ProfileHistoryApiTest {

    private static final int MAX_STREAMS_PER_USER = 8;

    @Autowired
    private ApiClient api;

    @Autowired
    private Environment environment;

    private void purchase(String user, String message, String item, String timestamp) {
        api.postEvents(List.of("""
                {"userId":"%s","messageId":"%s","type":"purchase","item":"%s","timestamp":"%s"}
                """.formatted(user, message, item, timestamp)));
    }

    private HttpResponse<InputStream> open(HttpClient client, String user) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:%s/v1/profiles/%s/stream"
                .formatted(environment.getRequiredProperty("local.server.port"), user));
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Authorization", "Bearer dev-internal")
                .build();
        return client.send(request, BodyHandlers.ofInputStream());
    }

    private static JsonNode nextProfile(BufferedReader lines) throws IOException {
        String line = lines.readLine();
        while (!line.startsWith("data:{")) {
            line = lines.readLine();
        }
        return new JsonMapper().readTree(line.substring("data:".length()));
    }

    @Test
    void aStreamSendsTheProfileThenEachChangeThenItsDeletion() throws Exception {
        api.putItem("streamed", "kitchen/mug", 5);
        purchase("watched", "1", "streamed", "2026-11-01T10:00:00Z");
        try (HttpClient client = HttpClient.newHttpClient();
                BufferedReader lines = new BufferedReader(
                        new InputStreamReader(open(client, "watched").body(), StandardCharsets.UTF_8))) {
            assertThat(nextProfile(lines).path("eventsSeen").asInt()).isEqualTo(1);
            purchase("watched", "2", "streamed", "2026-11-01T11:00:00Z");
            JsonNode profile = nextProfile(lines);
            assertThat(profile.path("eventsSeen").asInt()).isEqualTo(2);
            assertThat(profile).isEqualTo(api.profile("watched"));
            api.send("DELETE", "dev-admin", "/v1/subjects/watched", "", Map.of());
            assertThat(lines.lines()).contains("event:gone").last().isEqualTo("");
        }
    }

    @Test
    void streamsOfOneProfileAreLimited() throws Exception {
        api.postEvents(List.of("{\"userId\":\"popular\",\"messageId\":\"1\",\"type\":\"click\"}"));
        List<InputStream> open = new ArrayList<>();
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int i = 0; i < MAX_STREAMS_PER_USER; i++) {
                open.add(open(client, "popular").body());
            }
            HttpResponse<InputStream> response = open(client, "popular");
            assertThat(response.statusCode()).isEqualTo(429);
            assertThat(response.headers().firstValue("Retry-After")).contains("5");
            assertThat(response.body()).asString(StandardCharsets.UTF_8).contains("too-many-streams");
            api.send("DELETE", "dev-admin", "/v1/subjects/popular", "", Map.of());
            for (InputStream stream : open) {
                stream.readAllBytes();
            }
        }
    }

    @Test
    void theLastHistoryPointEqualsTheProfileInAnyArrivalOrder() {
        api.putItem("old", "kitchen/pan", 5);
        api.putItem("new", "toys/car", 5);
        purchase("historic", "2", "new", "2026-11-10T00:00:00Z");
        purchase("historic", "1", "old", "2026-11-01T00:00:00Z");
        JsonNode history = api.get(
                        "dev-internal",
                        "/v1/profiles/historic/history?from=2026-10-31T00:00:00Z&to=2026-11-20T00:00:00Z&step=P10D")
                .json();
        JsonNode now = api.get("dev-internal", "/v1/profiles/historic?at=2026-11-20T00:00:00Z")
                .json();
        assertThat(history.path("eventsSeen").toString()).isEqualTo("[0,2,2]");
        history.path("interests")
                .forEach(course -> now.path("interests").forEach(interest -> {
                    if (interest.path("topic").equals(course.path("topic"))) {
                        assertThat(course.path("weights").path(2)).isEqualTo(interest.path("weight"));
                    }
                }));
        assertThat(history.path("interests").size()).isEqualTo(2);
    }

    @Test
    void aSessionEndsByInactivityInAnyArrivalOrder() {
        purchase("visitor", "1", "none-of-ours", "2026-11-01T10:31:00Z");
        purchase("visitor", "2", "none-of-ours", "2026-11-01T10:29:00Z");
        assertThat(api.profile("visitor").at("/activity/sessions").asInt()).isEqualTo(1);
        purchase("visitor", "3", "none-of-ours", "2026-11-01T11:10:00Z");
        assertThat(api.profile("visitor").at("/activity/sessions").asInt()).isEqualTo(2);
        purchase("visitor", "4", "none-of-ours", "2026-11-01T10:50:00Z");
        assertThat(api.profile("visitor").at("/activity/sessions").asInt()).isEqualTo(1);
    }

    @Test
    void aPeriodWithTooManyStepsOrANegativeLengthIsRejected() {
        api.postEvents(List.of("{\"userId\":\"patient\",\"messageId\":\"1\",\"type\":\"click\"}"));
        for (String query : List.of(
                "from=2020-01-01T00:00:00Z&step=PT1S",
                "from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z",
                "from=2026-01-01T00:00:00Z&step=PT0S")) {
            assertThat(api.get("dev-internal", "/v1/profiles/patient/history?" + query)
                            .code())
                    .as(query)
                    .isEqualTo("invalid-period");
        }
    }

    @Test
    void anEventShowsTheInterestsInferredFromIt() {
        api.putItem("telling", "garden/spade", 5);
        purchase("inferred", "1", "telling", "2026-11-01T00:00:00Z");
        assertThat(api.get("dev-internal", "/v1/profiles/inferred/events")
                        .json()
                        .at("/events/0/inferred/0"))
                .isEqualTo(new JsonMapper().readTree("{\"topic\":\"garden\",\"weight\":1.0}"));
    }
}
