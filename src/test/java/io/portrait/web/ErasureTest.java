package io.portrait.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portrait.support.ApiClient;
import io.portrait.support.ApiClient.ApiResponse;
import io.portrait.support.DatabaseTextSearch;
import io.portrait.support.ManualClock;
import io.portrait.support.PortraitTest;
import io.portrait.support.TestTimeouts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;

/** The right to erasure (GDPR article 17), over HTTP and by a search in every table. */
@PortraitTest
@Import(ErasureTest.ErasureTestClock.class)
class ErasureTest {

    @TestConfiguration(proxyBeanMethods = false)
    static class ErasureTestClock {

        @Bean
        ManualClock manualClock() {
            return new ManualClock(Instant.parse("2026-03-01T12:00:00Z"));
        }
    }

    @Autowired
    private ApiClient api;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private ManualClock clock;

    @BeforeEach
    void putItem() {
        api.putItem("mug", "kitchen/mug", 8);
        api.send("POST", "dev-admin", "/v1/topics/versions", "", Map.of());
    }

    private static String click(String user, String message) {
        return "{\"userId\":\"%s\",\"messageId\":\"%s\",\"type\":\"view\",\"item\":\"mug\"}".formatted(user, message);
    }

    private ApiResponse erase(String user) {
        return api.send("DELETE", "dev-admin", "/v1/subjects/" + user, "", Map.of());
    }

    /** Stores data of the user in every table with personal data. */
    private void storeDataOf(String user) {
        api.postEvents(List.of(click(user, "m-1"), """
            {"userId":"%s","messageId":"m-2","type":"search","query":"query of %s","context":{"sessionId":"session of %s"},
             "properties":{"address":"street of %s"}}\
            """.formatted(user, user, user, user)));
        api.postEvents(List.of("""
            {"userId":"%s","messageId":"m-5","type":"rating","item":"mug","value":4}\
            """.formatted(user)));
        api.send("POST", "dev-write", "/v1/batch", """
            {"batch":[
              {"type":"track","userId":"%s","messageId":"m-6","event":"Product Viewed","properties":{"product_id":"item-of-%s",
               "name":"for %s","category":"gifts/for-%s","url":"https://shop/%s?email=%s"}},
              {"type":"track","userId":"%s","messageId":"m-7","event":"Called %s"}]}\
            """.replace("%s", user), Map.of());
        api.postEvents(List.of("{\"userId\":\"%s\",\"messageId\":\"m-3\",\"type\":\"buy\"}".formatted(user)));
        api.postEvents(List.of("{\"anonymousId\":\"%s\",\"userId\":7,\"messageId\":\"m-4\"}".formatted(user)));
        api.send("PUT", "dev-admin", "/v1/subjects/" + user + "/consent", "{\"purposes\":{\"ads\":false}}", Map.of());
        api.send("POST", "dev-admin", "/v1/dsr", """
            {"subject_request_type":"access",
             "subject_identities":[{"identity_type":"controller_customer_id","identity_value":"%s"}]}
            """.formatted(user), Map.of());
        api.send("PATCH", "dev-internal", "/v1/profiles/" + user + "/interests", """
            {"topic":"kitchen","action":"less"}\
            """, Map.of());
        api.get("dev-internal", "/v1/profiles/" + user + "/recommendations");
        clock.advance(Duration.ofDays(1));
        await().atMost(TestTimeouts.STATE).until(() -> {
            // a periodic snapshot may have been stored just before the events were learned
            clock.advance(Duration.ofMinutes(20));
            return new DatabaseTextSearch(jdbc)
                    .tablesContaining(user)
                    .containsAll(List.of("noisy_sum", "model_snapshot_chunk", "served_list"));
        });
    }

    @Test
    void afterAnErasureNoTableContainsTheUserId() {
        storeDataOf("clear-7f3a");
        DatabaseTextSearch tables = new DatabaseTextSearch(jdbc);
        assertThat(tables.tablesContaining("clear-7f3a"))
                .as("there is data to erase, and the search finds it")
                .containsExactlyInAnyOrder(
                        "journal",
                        "known_id",
                        "dead_letter",
                        "profile",
                        "noise_key",
                        "noisy_sum",
                        "model_snapshot_chunk",
                        "quarantined_item",
                        "quarantined_event_name",
                        "consent",
                        "interest_control",
                        "served_list",
                        "subject_request");

        ApiResponse erased = erase("clear-7f3a");

        assertThat(erased.status()).as(erased.text()).isEqualTo(204);
        assertThat(tables.tablesContaining("clear-7f3a")).isEmpty();
    }

    /** Remaining pseudonyms must not be found by trying ids, as unkeyed digests could be. */
    @Test
    void remainingPseudonymsCannotBeFoundByTryingIds() {
        storeDataOf("guess-7f3a");
        erase("guess-7f3a");
        List<String> rest = jdbc.query("""
                SELECT encode(subject, 'hex') FROM suppression UNION ALL SELECT subject FROM audit_entry WHERE subject IS NOT NULL
                """, (row, index) -> row.getString(1));
        String digest = jdbc.queryForObject("SELECT encode(sha256('guess-7f3a'), 'hex')", String.class);
        assertThat(rest).isNotEmpty().noneMatch(subject -> subject.equals(digest));
    }

    @Test
    void anErasedUserIsNotFoundByAnyCaller() {
        storeDataOf("unknown-7f3a");
        assertThat(api.get("dev-partner", "/v1/profiles/unknown-7f3a").status()).isEqualTo(200);
        erase("unknown-7f3a");
        for (String key : List.of("dev-internal", "dev-partner", "dev-public")) {
            ApiResponse answer = api.get(key, "/v1/profiles/unknown-7f3a");
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.text().replace("unknown-7f3a", "never"))
                    .isEqualTo(api.get(key, "/v1/profiles/never").text());
        }
    }

    @Test
    void lateEventsAreSuppressedAndNotStored() {
        storeDataOf("late-7f3a");
        erase("late-7f3a");
        ApiResponse answer = api.postEventsAsOwner(List.of(
                click("late-7f3a", "m-1"),
                click("other", "m-9"),
                "{\"userId\":\"late-7f3a\",\"messageId\":\"m-8\",\"type\":\"buy\"}"));
        assertThat(answer.json().at("/receipts/0/code").asString()).isEqualTo("subject-erased");
        assertThat(answer.json().at("/receipts/0/pointer").asString()).isEqualTo("/events/0");
        assertThat(answer.json().at("/receipts/1/status").asString()).isIn("accepted", "duplicate");
        assertThat(answer.json().at("/receipts/2/code").asString()).isEqualTo("invalid-type");
        assertThat(new DatabaseTextSearch(jdbc).tablesContaining("late-7f3a")).isEmpty();
    }

    @Test
    void consentAfterErasureStartsAnEmptyProfile() {
        storeDataOf("again-7f3a");
        String oldToken = api.token("again-7f3a");
        String consent = "/v1/subjects/again-7f3a/consent";
        erase("again-7f3a");
        assertThat(api.get(oldToken, consent)
                        .json()
                        .at("/purposes/personalisation")
                        .asBoolean())
                .isFalse();
        assertThat(api.send("PUT", "dev-admin", consent, "{\"purposes\":{\"ads\":false}}", Map.of())
                        .code())
                .as("withholding consent does not end the erasure")
                .isEqualTo("subject-erased");

        assertThat(api.send("PUT", oldToken, consent, "{\"purposes\":{\"personalisation\":true}}", Map.of())
                        .json()
                        .path("purposes")
                        .toString())
                .isEqualTo("{\"ads\":false,\"personalisation\":true,\"risk\":false,\"sharing\":false}");

        assertThat(api.get(oldToken, consent).status())
                .as("a token from before the erasure is invalid after it")
                .isEqualTo(401);
        assertThat(api.postEvents(List.of(click("again-7f3a", "m-1")))
                        .json()
                        .path("accepted")
                        .asInt())
                .isEqualTo(1);
        assertThat(api.profile("again-7f3a").path("eventsSeen").asInt()).isEqualTo(1);
    }

    @Test
    void aPersonErasesThemselves() {
        storeDataOf("self-7f3a");
        assertThat(api.send("DELETE", api.token("self-7f3a"), "/v1/subjects/self-7f3a", "", Map.of())
                        .status())
                .isEqualTo(204);
        assertThat(new DatabaseTextSearch(jdbc).tablesContaining("self-7f3a")).isEmpty();
    }

    /** The erasure applies to each id of a person. */
    @Test
    void aPersonIsErasedUnderEveryId() {
        storeDataOf("before-7f3a");
        storeDataOf("after-7f3a");
        ApiResponse merged = api.merge("after-7f3a", "before-7f3a");
        assertThat(merged.status()).as(merged.text()).isEqualTo(200);
        DatabaseTextSearch tables = new DatabaseTextSearch(jdbc);
        assertThat(tables.tablesContaining("before-7f3a")).contains("identity", "identity_change", "journal");
        String export = api.get("dev-admin", "/v1/subjects/after-7f3a/export").text();
        assertThat(export).contains("query of before-7f3a", "query of after-7f3a", "\"table\":\"identity\"");

        assertThat(erase("after-7f3a").status()).isEqualTo(204);

        assertThat(tables.tablesContaining("before-7f3a", "after-7f3a")).isEmpty();
        assertThat(api.postEventsAsOwner(List.of(click("before-7f3a", "m-9")))
                        .json()
                        .at("/receipts/0/code")
                        .asString())
                .isEqualTo("subject-erased");
    }

    @Test
    void theStatusOfARequestedErasureCanBeRead() {
        storeDataOf("passed-7f3a");
        ApiResponse taken = api.send("POST", "dev-admin", "/v1/dsr", """
            {"subject_request_id":"r-1","subject_request_type":"erasure",
             "subject_identities":[{"identity_type":"controller_customer_id","identity_value":"passed-7f3a"}]}
            """, Map.of());
        assertThat(taken.status()).isEqualTo(201);
        ApiResponse status = api.get("dev-admin", taken.header("Location"));
        assertThat(status.json().path("request_status").asString()).isEqualTo("completed");
        assertThat(status.json().path("subject_request_id").asString()).isEqualTo("r-1");
        assertThat(new DatabaseTextSearch(jdbc).tablesContaining("passed-7f3a")).isEmpty();
    }

    /** The sender and the projection continue while the person is erased repeatedly. */
    @Test
    void eventsThatArriveDuringAnErasureAreErasedOrSuppressed() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        try (ExecutorService senders = Executors.newFixedThreadPool(3)) {
            List<Future<Integer>> suppressed = new ArrayList<>();
            for (int s = 0; s < 3; s++) {
                suppressed.add(senders.submit(sender("s" + s, done)));
            }
            for (int round = 0; round < 8; round++) {
                String user = "race-%d-7f3a".formatted(round);
                await().until(() ->
                        !api.get("dev-internal", "/v1/profiles/" + user).code().equals("profile-not-found"));
                assertThat(erase(user).status()).isEqualTo(204);
            }
            done.set(true);
            for (Future<Integer> each : suppressed) {
                assertThat(each.get()).isPositive();
            }
        }
        await().during(Duration.ofSeconds(1))
                .atMost(Duration.ofSeconds(5))
                .until(() -> new DatabaseTextSearch(jdbc)
                        .tablesContaining("race-0-7f3a", "race-3-7f3a", "race-7-7f3a")
                        .isEmpty());
    }

    private Callable<Integer> sender(String name, AtomicBoolean done) {
        return () -> {
            int suppressed = 0;
            for (int i = 0; !done.get(); i++) {
                List<String> batch = new ArrayList<>();
                for (int user = 0; user < 8; user++) {
                    batch.add(click("race-%d-7f3a".formatted(user), name + "-" + i));
                }
                ApiResponse answer = api.send(
                        "POST", "dev-write", "/v1/events", "{\"events\":[" + String.join(",", batch) + "]}", Map.of());
                suppressed += answer.json().path("rejected").asInt();
            }
            return suppressed;
        };
    }
}
