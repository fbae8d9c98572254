package io.portrait.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.access.KeyKind;
import io.portrait.support.Api;
import io.portrait.support.Api.Answer;
import io.portrait.support.PortraitTest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Who may take which route, said a second time and independently of the routes' annotations; every route of the running
 * service is tried with every kind of key, and with one's own and somebody else's user (OWASP API1, API5).
 */
@PortraitTest
class AccessTableTest {

    private static final String TABLE = """
            POST   /v1/events                         write
            GET    /v1/events/statistics              internal admin
            POST   /v1/batch                          write
            POST   /v1/import                         write
            POST   /v1/b                              write
            POST   /v1/identify                       write
            POST   /v1/i                              write
            POST   /v1/track                          write
            POST   /v1/t                              write
            POST   /v1/page                           write
            POST   /v1/p                              write
            POST   /v1/screen                         write
            POST   /v1/s                              write
            POST   /v1/group                          write
            POST   /v1/g                              write
            POST   /v1/alias                          write
            POST   /v1/a                              write
            GET    /v1/projects/{writeKey}/settings   write
            GET    /v1/track-names                    internal admin
            PUT    /v1/track-names                    admin
            GET    /v1/dead-letters                   admin
            POST   /v1/dead-letters/{id}/resubmissions admin
            PUT    /v1/items                          write admin
            GET    /v1/items                          write internal admin subject
            GET    /v1/items/{id}                     write internal admin
            DELETE /v1/items/{id}                     write admin
            GET    /v1/topics                         write partner public internal admin
            POST   /v1/topics/versions                admin
            GET    /v1/profiles                       internal
            GET    /v1/profiles/{userId}              partner public internal subject
            GET    /v1/profiles/{userId}/parameters   internal
            GET    /v1/profiles/{userId}/events       internal subject
            GET    /v1/profiles/{userId}/aliases      internal
            POST   /v1/profiles/{userId}/aliases      internal
            DELETE /v1/profiles/{userId}/aliases/{anonymousId} internal
            GET    /v1/profiles/{userId}/stream       internal subject
            GET    /v1/profiles/{userId}/history      internal subject
            GET    /v1/profiles/{userId}/recommendations internal subject
            GET    /v1/profiles/{userId}/recommendations/{itemId}/without/{otherId} internal subject
            GET    /v1/profiles/{userId}/interests    internal subject
            PATCH  /v1/profiles/{userId}/interests    internal subject
            POST   /v1/rank                           internal
            GET    /v1/impressions                    internal admin
            POST   /v1/risk                           internal
            GET    /v1/operations                     internal admin
            GET    /v1/learning/metrics               internal
            POST   /v1/segments                       admin
            GET    /v1/segments                       internal admin
            DELETE /v1/segments/{name}                admin
            GET    /v1/cohorts                        partner public internal admin
            GET    /v1/cohorts/{name}                 partner public internal admin
            POST   /v1/cohorts                        admin
            POST   /v1/cohorts/{name}/releases        admin
            GET    /v1/privacy/policy                 write partner public internal admin
            POST   /v1/subjects/{userId}/tokens       internal admin
            DELETE /v1/subjects/{userId}              admin subject
            GET    /v1/subjects/{userId}/export       admin subject
            GET    /v1/subjects/{userId}/consent      admin subject
            PUT    /v1/subjects/{userId}/consent      admin subject
            GET    /v1/subjects/{userId}/restriction  admin subject
            PUT    /v1/subjects/{userId}/restriction  admin subject
            POST   /v1/dsr                            admin
            GET    /v1/dsr/{id}                       admin
            GET    /v1/audit                          admin
            GET    /v1/audit/verification             admin
            POST   /v1/keys                           admin
            GET    /v1/keys                           admin
            DELETE /v1/keys/{id}                      admin
            POST   /v1/keys/{id}/rotations            admin
            """;

    private static final String OWN = "own-user";
    private static final String OTHER = "other-user";
    private static final String UNKNOWN = "nobody-user";

    @Autowired
    private Api api;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    private static Map<String, Set<String>> table() {
        return TABLE.lines()
                .map(line -> line.split("\\s+", -1))
                .collect(Collectors.toMap(
                        words -> words[0] + " " + words[1],
                        words -> Set.of(Arrays.copyOfRange(words, 2, words.length)),
                        (a, b) -> a,
                        TreeMap::new));
    }

    private Set<String> routes() {
        return mappings.getHandlerMethods().entrySet().stream()
                .filter(entry -> entry.getValue().getBeanType().getName().startsWith("io.portrait"))
                .flatMap(entry -> entry.getKey().getPatternValues().stream()
                        .flatMap(pattern -> entry.getKey().getMethodsCondition().getMethods().stream()
                                .map(method -> method + " " + pattern)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void theTableNamesEveryRouteAndNoOther() {
        assertThat(routes()).isEqualTo(table().keySet());
    }

    @Test
    void aWriteKeyMaySitInClientsSoItReadsNothingOfAnyPerson() {
        assertThat(table().entrySet())
                .noneMatch(entry ->
                        entry.getKey().contains("{userId}") && entry.getValue().contains("write"));
    }

    @Test
    void everyRouteTakesTheKindsOfKeysThatTheTableNamesAndNoOther() {
        table().forEach((route, kinds) -> {
            for (KeyKind kind : KeyKind.values()) {
                Answer answer = ask(route, keyOf(kind), UNKNOWN);
                assertThat(isRefused(answer))
                        .as("%s with %s: %s", route, kind, answer)
                        .isEqualTo(!kinds.contains(kind.label()));
            }
        });
    }

    private static boolean isRefused(Answer answer) {
        assertThat(answer.status()).isNotEqualTo(401);
        return answer.status() == 403;
    }

    private String keyOf(KeyKind kind) {
        return kind == KeyKind.SUBJECT ? api.token(UNKNOWN) : "dev-" + kind.label();
    }

    @Test
    void everyRouteRefusesARequestWithoutAKeyOrWithABadOne() {
        String altered = api.token(OWN) + "x";
        for (String route : table().keySet()) {
            for (String key : List.of("", "nonsense", "pk_0123456789ab_secret", "dev-subject", "subject", altered)) {
                Answer answer = ask(route, key, OWN);
                assertThat(answer.status()).as("%s with '%s'", route, key).isEqualTo(401);
                assertThat(answer.code()).isEqualTo("key-required");
            }
        }
    }

    @Test
    void aPersonIsAnsweredForSomebodyElseAsForNobody() {
        api.postEvents(List.of("{\"userId\":\"%s\",\"messageId\":\"1\",\"type\":\"click\"}".formatted(OTHER)));
        String token = api.token(OWN);
        table().forEach((route, kinds) -> {
            if (kinds.contains("subject") && route.contains("{userId}")) {
                Answer others = ask(route, token, OTHER);
                Answer nobodys = ask(route, token, UNKNOWN);
                assertThat(others.status()).as(route).isEqualTo(404);
                assertThat(others.code()).isEqualTo("profile-not-found");
                assertThat(withoutIds(others)).isEqualTo(withoutIds(nobodys));
                assertThat(others.text().replace(OTHER, "x"))
                        .isEqualTo(api.get("dev-internal", "/v1/profiles/x")
                                .text()
                                .replace("/v1/profiles/x", route.split(" ", -1)[1].replace("{userId}", "x")));
            }
        });
        assertThat(api.profile(OTHER).path("eventsSeen").asInt())
                .as("nothing was done either")
                .isEqualTo(1);
    }

    /** All that can be seen of an answer but what was asked for and when. */
    private static Map<String, List<String>> withoutIds(Answer answer) {
        Map<String, List<String>> seen = new TreeMap<>(answer.raw().headers().map());
        seen.remove("date");
        seen.remove("ratelimit");
        seen.put("body", List.of(answer.text().replace(OTHER, "x").replace(UNKNOWN, "x")));
        seen.remove("content-length");
        return seen;
    }

    @Test
    void aPersonReadsTheirOwn() {
        api.postEvents(List.of("{\"userId\":\"%s\",\"messageId\":\"1\",\"type\":\"click\"}".formatted(OWN)));
        String token = api.token(OWN);
        assertThat(api.get(token, "/v1/profiles/" + OWN)
                        .json()
                        .path("eventsSeen")
                        .asInt())
                .isEqualTo(1);
        assertThat(api.get(token, "/v1/profiles/" + OWN + "/events").status()).isEqualTo(200);
        assertThat(api.get(token, "/v1/subjects/" + OWN + "/export").status()).isEqualTo(200);
    }

    /** A HEAD is answered by the route of GET, and must not be a way around its guard. */
    @Test
    void aHeadIsGuardedAsAGetIs() {
        assertThat(api.send("HEAD", "dev-write", "/v1/profiles/" + OTHER, "", Map.of())
                        .status())
                .isEqualTo(403);
        assertThat(api.send("HEAD", "", "/v1/keys", "", Map.of()).status()).isEqualTo(401);
    }

    /** Paths that are written otherwise but mean the same, for a guard that compares paths may take them for others. */
    @Test
    void anOtherSpellingOfAPathIsNoWayAroundTheGuard() {
        for (String path :
                List.of("/v1/%6beys", "/v1/keys;x=1", "/v1;a=b/keys", "/v1/keys/", "/V1/keys", "/v1/./keys")) {
            Answer answer = api.get("dev-write", path);
            assertThat(answer.status()).as(path).isIn(400, 403, 404);
            assertThat(answer.text()).as(path).doesNotContain("\"keys\"");
        }
    }

    private Answer ask(String route, String key, String user) {
        String[] words = route.split(" ", -1);
        boolean hasBody = List.of("POST", "PUT", "PATCH").contains(words[0]);
        String path = words[1].replace("{userId}", user).replaceAll("\\{[^}]+}", "some-id");
        return api.send(words[0], key, path, hasBody ? "{\"x\":1}" : "", Map.of());
    }
}
