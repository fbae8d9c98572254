package io.portrait.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.support.ApiClient;
import io.portrait.support.ApiClient.ApiResponse;
import io.portrait.support.PortraitTest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** Consent by purpose, restriction and objection: their effects and when they start. */
@PortraitTest
class ConsentTest {

    @Autowired
    private ApiClient api;

    @Autowired
    private JdbcTemplate jdbc;

    private static String event(String user, String message, String type) {
        return "{\"userId\":\"%s\",\"messageId\":\"%s\",\"type\":\"%s\",\"value\":3}".formatted(user, message, type);
    }

    private String codeOf(String event) {
        return api.postEventsAsOwner(List.of(event))
                .json()
                .at("/receipts/0/code")
                .asString("");
    }

    private ApiResponse consent(String user, String purposes) {
        return api.send(
                "PUT", "dev-admin", "/v1/subjects/" + user + "/consent", "{\"purposes\":" + purposes + "}", Map.of());
    }

    private ApiResponse restrict(String user, String body) {
        return api.send("PUT", "dev-admin", "/v1/subjects/" + user + "/restriction", body, Map.of());
    }

    @Test
    void everythingIsPermittedByDefault() {
        assertThat(api.get("dev-admin", "/v1/subjects/undecided/consent").text())
                .isEqualTo("{\"purposes\":{\"ads\":true,\"personalisation\":true,\"risk\":true,\"sharing\":true}}");
    }

    @Test
    void purposesThatAreNotMentionedStayUnchanged() {
        consent("keeps", "{\"ads\":false}");
        assertThat(consent("keeps", "{\"risk\":false}").text())
                .isEqualTo("{\"purposes\":{\"ads\":false,\"personalisation\":true,\"risk\":false,\"sharing\":true}}");
    }

    @Test
    void unknownPurposesAndMissingValuesAreRejected() {
        assertThat(consent("typo", "{\"marketing\":true}").code()).isEqualTo("invalid-purpose");
        assertThat(consent("typo", "{\"ads\":null}").status()).isEqualTo(400);
        assertThat(api.send("PUT", "dev-admin", "/v1/subjects/typo/consent", "{}", Map.of())
                        .status())
                .isEqualTo(400);
    }

    @Test
    void withoutPersonalisationOnlyTransactionsAreAccepted() {
        consent("quiet", "{\"personalisation\":false}");
        assertThat(codeOf(event("quiet", "1", "view"))).isEqualTo("consent-withheld");
        assertThat(codeOf(event("quiet", "2", "transaction"))).isEmpty();
        consent("quiet", "{\"personalisation\":true}");
        assertThat(codeOf(event("quiet", "1", "view"))).isEmpty();
    }

    @Test
    void withoutRiskTransactionsAreSuppressed() {
        consent("risky", "{\"risk\":false}");
        assertThat(codeOf(event("risky", "1", "transaction"))).isEqualTo("consent-withheld");
        assertThat(codeOf(event("risky", "2", "view"))).isEmpty();
    }

    @Test
    void afterAMergeTheStricterConsentAppliesToEveryId() {
        consent("strict-old", "{\"personalisation\":false}");
        consent("strict-new", "{\"ads\":false}");
        assertThat(api.merge("strict-new", "strict-old").status()).isEqualTo(200);
        for (String id : List.of("strict-old", "strict-new")) {
            assertThat(api.get("dev-admin", "/v1/subjects/" + id + "/consent").text())
                    .isEqualTo(
                            "{\"purposes\":{\"ads\":false,\"personalisation\":false,\"risk\":true,\"sharing\":true}}");
            assertThat(codeOf(event(id, "1", "view"))).isEqualTo("consent-withheld");
        }
        consent("strict-old", "{\"personalisation\":true}");
        assertThat(codeOf(event("strict-old", "1", "view"))).isEmpty();
        assertThat(codeOf(event("strict-new", "1", "view"))).isEmpty();
    }

    @Test
    void suppressionAppliesToEventsAfterAnIdentifyInTheSameBatch() {
        consent("known-quiet", "{\"personalisation\":false}");
        ApiResponse answer = api.postEvents(List.of(
                "{\"anonymousId\":\"quiet-anon\",\"messageId\":\"1\",\"type\":\"view\"}",
                "{\"userId\":\"known-quiet\",\"previousId\":\"quiet-anon\",\"messageId\":\"2\",\"type\":\"alias\"}",
                "{\"anonymousId\":\"quiet-anon\",\"messageId\":\"3\",\"type\":\"view\"}"));
        assertThat(answer.json()
                        .path("receipts")
                        .valueStream()
                        .map(receipt -> receipt.path("code").asString("taken")))
                .containsExactly("taken", "taken", "not-taken");
        assertThat(codeOf("{\"anonymousId\":\"quiet-anon\",\"messageId\":\"4\",\"type\":\"view\"}"))
                .isEqualTo("consent-withheld");
    }

    /** The consent of an anonymous visitor still applies after they log in. */
    @Test
    void suppressionOfTheAnonymousIdIsInheritedByThePerson() {
        consent("refusing-anon", "{\"personalisation\":false}");
        assertThat(
                        codeOf(
                                "{\"userId\":\"ref-ada\",\"anonymousId\":\"refusing-anon\",\"messageId\":\"1\",\"type\":\"identify\"}"))
                .isEmpty();
        assertThat(codeOf(event("ref-ada", "2", "view"))).isEqualTo("consent-withheld");
    }

    @Test
    void suppressedEventsAreNotStored() {
        consent("nowhere", "{\"personalisation\":false}");
        codeOf(event("nowhere", "1", "view"));
        assertThat(jdbc.queryForObject("SELECT count(*) FROM dead_letter WHERE user_id = 'nowhere'", Long.class))
                .isZero();
    }

    /** The retry of an accepted event is answered as a duplicate, so that the sender stops repeating it (invariant 1). */
    @Test
    void anEventAcceptedBeforeTheWithdrawalIsADuplicate() {
        codeOf(event("before", "1", "view"));
        consent("before", "{\"personalisation\":false}");
        assertThat(api.postEvents(List.of(event("before", "1", "view")))
                        .json()
                        .at("/receipts/0/status")
                        .asString())
                .isEqualTo("duplicate");
    }

    @Test
    void aWithdrawalAppliesToEveryEventSentAfterItsResponse() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        try (ExecutorService others = Executors.newFixedThreadPool(2)) {
            Future<?> load = others.submit(() -> {
                for (int i = 0; !done.get(); i++) {
                    api.postEvents(List.of(event("load", "l" + i, "view"), event("load-2", "l" + i, "view")));
                }
            });
            for (int round = 0; round < 25; round++) {
                consent("fickle", "{\"personalisation\":false}");
                assertThat(codeOf(event("fickle", "off" + round, "view"))).isEqualTo("consent-withheld");
                consent("fickle", "{\"personalisation\":true}");
                assertThat(codeOf(event("fickle", "on" + round, "view"))).isEmpty();
            }
            done.set(true);
            load.get();
        }
        assertThat(api.profile("fickle").path("eventsSeen").asInt()).isEqualTo(25);
    }

    @Test
    void withoutSharingOutsideReadersSeeNoProfile() {
        codeOf(event("private", "1", "view"));
        assertThat(api.get("dev-partner", "/v1/profiles/private").status()).isEqualTo(200);
        consent("private", "{\"sharing\":false}");
        for (String key : List.of("dev-partner", "dev-public")) {
            ApiResponse answer = api.get(key, "/v1/profiles/private");
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.text().replace("private", "x"))
                    .isEqualTo(api.get(key, "/v1/profiles/x").text());
        }
        assertThat(api.get("dev-internal", "/v1/profiles/private").status()).isEqualTo(200);
    }

    @Test
    void aRestrictionStopsProfilingAndUseAndKeepsStoredData() {
        for (String right : List.of("restricted", "objected")) {
            String user = "rests-" + right;
            codeOf(event(user, "1", "view"));
            assertThat(restrict(user, "{\"%s\":true}".formatted(right)).status())
                    .isEqualTo(200);

            assertThat(codeOf(event(user, "2", "view"))).isEqualTo("processing-restricted");
            assertThat(codeOf(event(user, "3", "transaction"))).isEqualTo("processing-restricted");
            for (String path : List.of("", "/parameters", "/events")) {
                assertThat(api.get("dev-internal", "/v1/profiles/" + user + path)
                                .code())
                        .isEqualTo("processing-restricted");
            }
            assertThat(api.get("dev-partner", "/v1/profiles/" + user).status()).isEqualTo(404);
            assertThat(api.get(api.token(user), "/v1/profiles/" + user)
                            .json()
                            .path("eventsSeen")
                            .asInt())
                    .as("the person sees the stored profile")
                    .isEqualTo(1);

            restrict(user, "{\"%s\":false}".formatted(right));
            assertThat(codeOf(event(user, "2", "view"))).isEmpty();
            assertThat(api.profile(user).path("eventsSeen").asInt()).isEqualTo(2);
        }
    }

    @Test
    void aRestrictionAppliesToEveryIdOfAPerson() {
        for (String restrictedId : List.of("one-known", "one-anonymous")) {
            codeOf(event("one-known", restrictedId, "view"));
            codeOf(event("one-anonymous", restrictedId, "view"));
            assertThat(api.merge("one-known", "one-anonymous").status()).isEqualTo(200);
            restrict(restrictedId, "{\"restricted\":true}");
            for (String id : List.of("one-known", "one-anonymous")) {
                assertThat(api.get("dev-internal", "/v1/profiles/" + id).code()).isEqualTo("processing-restricted");
            }
            restrict(restrictedId, "{\"restricted\":false}");
            for (String id : List.of("one-known", "one-anonymous")) {
                assertThat(api.profile(id).path("userId").asString()).isEqualTo("one-known");
            }
        }
    }

    @Test
    void objectionAndRestrictionCanBeRequestedByOpenDsr() {
        for (String kind : List.of("restriction", "objection")) {
            String user = "passed-" + kind;
            assertThat(api.send("POST", "dev-admin", "/v1/dsr", """
                {"subject_request_type":"%s",
                 "subject_identities":[{"identity_type":"controller_customer_id","identity_value":"%s"}]}
                """.formatted(kind, user), Map.of())
                            .json()
                            .path("request_status")
                            .asString())
                    .isEqualTo("completed");
            assertThat(codeOf(event(user, "1", "view"))).isEqualTo("processing-restricted");
        }
    }
}
