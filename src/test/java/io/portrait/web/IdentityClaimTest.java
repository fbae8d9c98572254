package io.portrait.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.portrait.ingest.IdentityGraph;
import io.portrait.kernel.UserId;
import io.portrait.support.ApiClient;
import io.portrait.support.ApiClient.ApiResponse;
import io.portrait.support.PortraitTest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/**
 * Attacks with a client's key on the identity of other persons. Anyone can read such a key, so it must not link an id of the
 * user name space to a person, and its receipts must reveal nothing of a person.
 */
@PortraitTest
class IdentityClaimTest {

    @Autowired
    private ApiClient api;

    @Autowired
    private IdentityGraph identities;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private Clock clock;

    private static String view(String idField, String id, String message) {
        return "{\"type\":\"view\",\"%s\":\"%s\",\"messageId\":\"%s\"}".formatted(idField, id, message);
    }

    private static String alias(String user, String previous) {
        return "{\"type\":\"alias\",\"userId\":\"%s\",\"previousId\":\"%s\",\"messageId\":\"alias-%s\"}"
                .formatted(user, previous, previous);
    }

    private static String identify(String user, String anonymous, String token) {
        return """
            {"type":"identify","userId":"%s","anonymousId":"%s","messageId":"identify-%s-%d","context":{"identityToken":"%s"}}\
            """.formatted(user, anonymous, anonymous, token.hashCode(), token);
    }

    private static String identify(String user, String anonymous) {
        return identify(user, anonymous, "");
    }

    private JsonNode receipt(String event) {
        return api.postEvents(List.of(event)).json().at("/receipts/0");
    }

    private JsonNode ownersReceipt(String event) {
        return api.postEventsAsOwner(List.of(event)).json().at("/receipts/0");
    }

    private UserId personOf(String id) {
        return identities.personOf(new UserId(id));
    }

    private void assertOwnPerson(String id) {
        assertThat(personOf(id)).isEqualTo(new UserId(id));
    }

    private void assertLinked(String id, String person) {
        assertThat(personOf(id)).isEqualTo(new UserId(person));
    }

    @Test
    void anIdThatHasNotComeYetCannotBeClaimed() {
        assertThat(receipt(alias("c1-mallory", "c1-user")).path("code").asString())
                .isEqualTo("not-taken");
        receipt(identify("c1-mallory", "c1-user"));
        assertOwnPerson("c1-user");
        receipt(view("userId", "c1-user", "1"));
        assertThat(api.profile("c1-user").path("userId").asString()).isEqualTo("c1-user");
    }

    /** A client may send any id as an anonymous id, also one that somebody will have as user id. */
    @Test
    void anIdThatTurnsOutToBeAUserIdLeavesThePersonOfTheClaim() {
        receipt(view("userId", "c2-mallory", "own"));
        receipt(view("anonymousId", "c2-user", "bait"));
        receipt(identify("c2-mallory", "c2-user"));
        assertLinked("c2-user", "c2-mallory");

        receipt("{\"type\":\"search\",\"query\":\"divorce lawyer\",\"userId\":\"c2-user\",\"messageId\":\"secret\"}");

        assertOwnPerson("c2-user");
        assertThat(api.get(api.token("c2-mallory"), "/v1/profiles/c2-mallory/events")
                        .text())
                .doesNotContain("divorce lawyer");
        assertThat(api.profile("c2-user").path("eventsSeen").asInt()).isEqualTo(2);
        assertThat(api.get(api.token("c2-user"), "/v1/profiles/c2-user/events").text())
                .contains("divorce lawyer");
        assertThat(ownersReceipt("""
                {"type":"identify","userId":"c2-mallory","anonymousId":"c2-user","messageId":"again"}
                """).path("merged").asBoolean())
                .as("the owner may link any ids")
                .isTrue();
    }

    @Test
    void aClaimDoesNotBlockTheUserByADecisionOfTheClaimer() {
        for (String decision : List.of("consent", "restriction", "erasure")) {
            String user = "c3-user-" + decision;
            String mallory = "c3-mallory-" + decision;
            receipt(view("userId", mallory, "own"));
            receipt(view("anonymousId", user, "bait"));
            receipt(identify(mallory, user));
            assertLinked(user, mallory);
            decide(decision, mallory);

            assertThat(ownersReceipt(view("anonymousId", user, "late"))
                            .path("status")
                            .asString())
                    .as("the decision applies to the anonymous id: " + decision)
                    .isEqualTo("rejected");
            assertThat(ownersReceipt(view("userId", user, "real"))
                            .path("status")
                            .asString())
                    .as(decision)
                    .isEqualTo("accepted");
            assertOwnPerson(user);
            assertThat(api.get("dev-partner", "/v1/profiles/" + user).status()).isEqualTo(200);
            assertThat(api.profile(user).path("eventsSeen").asInt()).isPositive();
        }
    }

    private void decide(String decision, String person) {
        String subject = "/v1/subjects/" + person;
        String token = api.token(person);
        ApiResponse answer = switch (decision) {
            case "consent" -> api.send("PUT", token, subject + "/consent", """
                    {"purposes":{"personalisation":false,"sharing":false}}""", Map.of());
            case "restriction" -> api.send("PUT", token, subject + "/restriction", "{\"restricted\":true}", Map.of());
            default -> api.send("DELETE", token, subject, "", Map.of());
        };
        assertThat(answer.status()).isIn(200, 204);
    }

    /** The victim's own decision is not lost when the claim ends. */
    @Test
    void aDecisionOfTheUserUnderTheirOwnIdStays() {
        receipt(view("anonymousId", "c4-user", "bait"));
        receipt(identify("c4-mallory", "c4-user"));
        api.send("PUT", "dev-admin", "/v1/subjects/c4-user/consent", """
            {"purposes":{"personalisation":false}}""", Map.of());
        assertThat(ownersReceipt(view("userId", "c4-user", "real")).path("code").asString())
                .isEqualTo("consent-withheld");
    }

    @Test
    void anIdWithATokenAConsentOrATombstoneCannotBeClaimed() {
        for (String id : List.of("c5-token", "c5-consent", "c5-erased")) {
            receipt(view("anonymousId", id, "browsing"));
        }
        api.token("c5-token");
        api.send("PUT", "dev-admin", "/v1/subjects/c5-consent/consent", "{\"purposes\":{\"ads\":true}}", Map.of());
        api.send("DELETE", "dev-admin", "/v1/subjects/c5-erased", "", Map.of());
        for (String id : List.of("c5-token", "c5-consent", "c5-erased")) {
            assertThat(receipt(alias("c5-mallory", id)).path("code").asString())
                    .as(id)
                    .isEqualTo("not-taken");
            receipt(identify("c5-mallory", id));
            assertOwnPerson(id);
        }
    }

    @Test
    void anIdStaysKnownAfterTheRetentionOfTheJournal() {
        receipt(view("userId", "c6-dormant", "1"));
        jdbc.update("DELETE FROM journal WHERE user_id = 'c6-dormant'");
        receipt(view("anonymousId", "c6-dormant", "bait"));
        assertThat(receipt(alias("c6-thief", "c6-dormant")).path("code").asString())
                .isEqualTo("not-taken");
        receipt(identify("c6-thief", "c6-dormant"));
        assertThat(api.profile("c6-dormant").path("userId").asString()).isEqualTo("c6-dormant");
    }

    /** Without this check, a sender could link any id as an anonymous id and then read the person. */
    @Test
    void aTokenForALinkOfAClientIsRefusedUntilTheOwnerConfirmsTheLink() {
        receipt(view("userId", "c7-victim", "1"));
        receipt(view("anonymousId", "c7-cookie", "1"));
        receipt(identify("c7-victim", "c7-cookie"));
        ApiResponse refused = api.send("POST", "dev-internal", "/v1/subjects/c7-cookie/tokens", "", Map.of());
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("link-not-confirmed");

        api.send("POST", "dev-internal", "/v1/profiles/c7-victim/aliases", "{\"anonymousId\":\"c7-cookie\"}", Map.of());
        assertThat(api.send("POST", "dev-internal", "/v1/subjects/c7-cookie/tokens", "", Map.of())
                        .status())
                .isEqualTo(201);
    }

    @Test
    void aTokenForAnyIdOfAPersonOpensTheDataUnderEachOfTheirIds() {
        receipt(view("userId", "c11-ada", "1"));
        receipt(view("anonymousId", "c11-alias", "1"));
        receipt(view("userId", "c11-eve", "1"));
        String ofAlias = api.token("c11-alias");
        String ofAda = api.token("c11-ada");
        assertThat(api.get(ofAlias, "/v1/profiles/c11-ada").status()).isEqualTo(404);
        api.send("POST", "dev-internal", "/v1/profiles/c11-ada/aliases", """
            {"anonymousId":"c11-alias"}""", Map.of("Prefer", "wait"));
        for (String token : List.of(ofAlias, ofAda)) {
            for (String id : List.of("c11-ada", "c11-alias")) {
                for (String path : List.of("/v1/profiles/" + id, "/v1/profiles/" + id + "/events")) {
                    assertThat(api.get(token, path).status()).as(path).isEqualTo(200);
                }
                assertThat(api.get(token, "/v1/subjects/" + id + "/consent").status())
                        .isEqualTo(200);
            }
            assertThat(api.get(token, "/v1/profiles/c11-eve").status()).isEqualTo(404);
        }
        assertThat(api.get(ofAlias, "/v1/profiles/c11-ada").json())
                .isEqualTo(api.get(ofAda, "/v1/profiles/c11-ada").json());
        api.send("DELETE", "dev-internal", "/v1/profiles/c11-ada/aliases/c11-alias", "", Map.of("Prefer", "wait"));
        assertThat(api.get(ofAlias, "/v1/profiles/c11-ada").status()).isEqualTo(404);
        assertThat(api.get(ofAda, "/v1/profiles/c11-alias").status()).isEqualTo(404);
    }

    @Test
    void anUnmodifiedClientLinksTheIdUnderWhichItHasBrowsed() {
        receipt(view("anonymousId", "c8-anonymous", "1"));
        receipt(view("anonymousId", "c8-anonymous", "2"));
        JsonNode receipt = receipt(identify("c8-ada", "c8-anonymous"));
        assertThat(receipt.path("status").asString()).isEqualTo("accepted");
        assertThat(receipt.has("merged")).as("a client is not told of links").isFalse();
        assertThat(api.profile("c8-ada").path("userId").asString()).isEqualTo("c8-ada");
        assertLinked("c8-anonymous", "c8-ada");
        receipt(view("anonymousId", "c8-anonymous", "3"));
        assertLinked("c8-anonymous", "c8-ada");
    }

    @Test
    void theReceiptOfTheOwnerHasTheReasonWhyIdsAreNotLinked() {
        receipt(view("anonymousId", "c9-anonymous", "1"));
        assertThat(ownersReceipt(identify("c9-ada", "c9-anonymous"))
                        .path("merged")
                        .asBoolean())
                .isTrue();
        JsonNode taken = ownersReceipt(identify("c9-eve", "c9-anonymous"));
        assertThat(taken.path("status").asString()).isEqualTo("accepted");
        assertThat(taken.path("merged").asBoolean(true)).isFalse();
        assertThat(taken.path("code").asString()).isEqualTo("id-taken");
    }

    /** An identify of an erased anonymous id is about the user; nothing of the erased id is stored. */
    @Test
    void anIdentifyWithAnErasedAnonymousIdIsTakenForTheUser() {
        receipt(view("anonymousId", "c10-erased", "1"));
        api.send("DELETE", "dev-admin", "/v1/subjects/c10-erased", "", Map.of());
        JsonNode receipt = ownersReceipt("""
            {"type":"identify","userId":"c10-ada","anonymousId":"c10-erased","messageId":"1","traits":{"plan":"pro"}}
            """);
        assertThat(receipt.path("status").asString()).isEqualTo("accepted");
        assertThat(receipt.path("code").asString()).isEqualTo("subject-erased");
        assertThat(api.profile("c10-ada").at("/traits/plan").asString()).isEqualTo("pro");
        assertThat(jdbc.queryForObject("SELECT count(*) FROM journal j WHERE j::text LIKE '%c10-erased%'", Long.class))
                .isZero();
    }

    @Test
    void receiptsToClientsDoNotRevealWhyAnEventIsNotTaken() {
        receipt(view("userId", "n-known", "1"));
        receipt(view("anonymousId", "n-taken", "1"));
        receipt(identify("n-ada", "n-taken"));
        api.send("DELETE", "dev-admin", "/v1/subjects/n-erased", "", Map.of());
        api.send("PUT", "dev-admin", "/v1/subjects/n-restricted/restriction", "{\"restricted\":true}", Map.of());
        api.send("PUT", "dev-admin", "/v1/subjects/n-withheld/consent", """
            {"purposes":{"personalisation":false}}""", Map.of());
        List<String> refused = List.of(
                view("userId", "n-erased", "m"),
                view("userId", "n-restricted", "m"),
                view("userId", "n-withheld", "m"),
                alias("n-eve", "n-known").replace("alias-n-known", "m"),
                alias("n-eve", "n-taken").replace("alias-n-taken", "m"),
                alias("n-eve", "n-never-seen").replace("alias-n-never-seen", "m"));
        assertThat(refused.stream().map(this::receipt).distinct()).hasSize(1).allSatisfy(receipt -> {
            assertThat(receipt.path("status").asString()).isEqualTo("rejected");
            assertThat(receipt.path("code").asString()).isEqualTo("not-taken");
            assertThat(receipt.path("pointer").asString()).isEqualTo("/events/0");
        });
        assertThat(refused.stream().map(this::trackingReceipt).distinct()).hasSize(1);
        assertThat(refused.stream()
                        .limit(3)
                        .map(event -> ownersReceipt(event).path("code").asString()))
                .containsExactly("subject-erased", "processing-restricted", "consent-withheld");
        assertThat(api.get("dev-admin", "/v1/dead-letters")
                        .json()
                        .path("deadLetters")
                        .valueStream()
                        .filter(deadLetter ->
                                deadLetter.path("userId").asString("").equals("n-eve"))
                        .map(deadLetter -> deadLetter.path("code").asString()))
                .contains("known-id", "id-taken", "unknown-id");
    }

    private JsonNode trackingReceipt(String event) {
        String message = event.replace("\"type\":\"view\"", "\"type\":\"page\"");
        return api.send("POST", "dev-write", "/v1/batch", "{\"batch\":[" + message + "]}", Map.of())
                .json()
                .at("/receipts/0");
    }

    // identity tokens

    private String newSecret() {
        return api.send("POST", "dev-admin", "/v1/keys/dev-write/identity-secrets", "{\"overlap\":\"PT0S\"}", Map.of())
                .json()
                .path("secret")
                .asString();
    }

    private JWTClaimsSet.Builder claims(String user) {
        return new JWTClaimsSet.Builder()
                .subject(user)
                .audience("dev-write")
                .expirationTime(Date.from(clock.instant().plus(Duration.ofMinutes(5))));
    }

    private static String sign(JWTClaimsSet.Builder claims, String secret) {
        try {
            SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims.build());
            token.sign(new MACSigner(secret.getBytes(StandardCharsets.UTF_8)));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anIdentityTokenStatesWhoTheUserIs() {
        String secret = newSecret();
        receipt(view("anonymousId", "t1-anonymous", "1"));
        receipt(identify("t1-ada", "t1-anonymous", sign(claims("t1-ada"), secret)));
        assertLinked("t1-anonymous", "t1-ada");
        assertThat(api.send("POST", "dev-internal", "/v1/subjects/t1-anonymous/tokens", "", Map.of())
                        .status())
                .isEqualTo(201);
        receipt(identify("t1-ada", "t1-anonymous", "a.secret.token").replace("\"identify\"", "\"vjew\""));
        assertThat(jdbc.queryForObject("SELECT count(*) FROM journal WHERE extra LIKE '%identityToken%'", Long.class))
                .as("a token is a secret, so it is not stored")
                .isZero();
        assertThat(jdbc.queryForObject(
                        "SELECT count(*) FROM dead_letter WHERE event LIKE '%a.secret.token%'", Long.class))
                .isZero();
    }

    @Test
    void anIdentityTokenClaimsAKnownIdOnlyIfItNamesThatId() {
        String secret = newSecret();
        receipt(view("userId", "t2-known", "1"));
        receipt(identify("t2-mallory", "t2-known", sign(claims("t2-mallory"), secret)));
        assertOwnPerson("t2-known");
        receipt(identify("t2-mallory", "t2-known", sign(claims("t2-mallory").claim("previousId", "t2-other"), secret)));
        assertOwnPerson("t2-known");
        receipt(identify("t2-ada", "t2-known", sign(claims("t2-ada").claim("previousId", "t2-known"), secret)));
        assertLinked("t2-known", "t2-ada");
    }

    @Test
    void aWrongIdentityTokenGivesNoAuthority() {
        String replaced = newSecret();
        String secret = newSecret();
        receipt(view("userId", "t3-known", "1"));
        JWTClaimsSet.Builder named = claims("t3-eve").claim("previousId", "t3-known");
        Date expired = Date.from(clock.instant().minus(Duration.ofSeconds(1)));
        Date tooLate = Date.from(clock.instant().plus(Duration.ofDays(2)));
        List<String> wrong = List.of(
                "",
                "x.y.z",
                sign(named, replaced),
                sign(named, secret + "x"),
                sign(claims("t3-other").claim("previousId", "t3-known"), secret),
                sign(claims("t3-eve").claim("previousId", "t3-known").audience("another-key"), secret),
                sign(claims("t3-eve").claim("previousId", "t3-known").audience((String) null), secret),
                sign(claims("t3-eve").claim("previousId", "t3-known").expirationTime(expired), secret),
                sign(claims("t3-eve").claim("previousId", "t3-known").expirationTime(tooLate), secret),
                sign(claims("t3-eve").claim("previousId", "t3-known").expirationTime(null), secret));
        for (String token : wrong) {
            receipt(identify("t3-eve", "t3-known", token));
            assertOwnPerson("t3-known");
        }
        String valid = sign(named, secret);
        api.send("DELETE", "dev-admin", "/v1/keys/dev-write/identity-secrets", "", Map.of());
        receipt(identify("t3-eve", "t3-known", valid));
        assertOwnPerson("t3-known");
    }

    @Test
    void anIdentityTokenWorksInTheContextOfATrackingMessage() {
        String token = sign(claims("t4-ada").claim("previousId", "t4-known"), newSecret());
        receipt(view("userId", "t4-known", "1"));
        api.send("POST", "", "/v1/identify", """
            {"writeKey":"dev-write","userId":"t4-ada","anonymousId":"t4-known","messageId":"1","context":{"identityToken":"%s"}}
            """.formatted(token), Map.of());
        assertLinked("t4-known", "t4-ada");
    }

    @Test
    void onlyWriteKeysHaveSecrets() {
        for (String id : List.of("dev-internal", "missing")) {
            assertThat(api.send("POST", "dev-admin", "/v1/keys/" + id + "/identity-secrets", "", Map.of())
                            .code())
                    .isEqualTo("key-not-found");
        }
    }
}
