package io.portrait.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.kernel.KeyRole;
import io.portrait.support.ApiClient;
import io.portrait.support.ApiClient.ApiResponse;
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
import org.springframework.web.servlet.mvc.condition.NameValueExpression;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * The access table: the key roles of each route, independent of the annotations. Every route of the running service is tested
 * with every role, and by a person with their own and another id (OWASP API1, API5).
 */
@PortraitTest
class AccessTableTest {

    private static final String TABLE = """
        POST   /v1/events                         write internal
        GET    /v1/events/statistics              internal admin
        POST   /v1/batch                          write internal
        POST   /v1/import                         write internal
        POST   /v1/b                              write internal
        POST   /v1/identify                       write internal
        POST   /v1/i                              write internal
        POST   /v1/track                          write internal
        POST   /v1/t                              write internal
        POST   /v1/page                           write internal
        POST   /v1/p                              write internal
        POST   /v1/screen                         write internal
        POST   /v1/s                              write internal
        POST   /v1/group                          write internal
        POST   /v1/g                              write internal
        POST   /v1/alias                          write internal
        POST   /v1/a                              write internal
        GET    /v1/projects/{writeKey}/settings   write
        GET    /v1/track-names                    internal admin
        PUT    /v1/track-names                    admin
        GET    /v1/dead-letters                   admin
        POST   /v1/dead-letters/{id}/resubmissions admin
        PUT    /v1/items                          catalogue admin
        GET    /v1/items                          catalogue internal admin subject
        GET    /v1/items/{id}                     catalogue internal admin
        DELETE /v1/items/{id}                     catalogue admin
        GET    /v1/quarantine/items               catalogue admin
        POST   /v1/quarantine/items/promotions    catalogue admin
        POST   /v1/quarantine/items/discards      catalogue admin
        DELETE /v1/topics                         admin
        GET    /v1/topics                         catalogue partner public internal admin
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
        GET    /v1/profiles/{userId}/recommendations/{itemId}/counterfactual internal subject
        GET    /v1/profiles/{userId}/interests    internal subject
        PATCH  /v1/profiles/{userId}/interests    internal subject
        POST   /v1/rank                           internal
        GET    /v1/served-lists                   internal admin
        POST   /v1/risk                           internal
        GET    /v1/status                         internal admin
        GET    /v1/learning/metrics               internal
        POST   /v1/segments                       admin
        GET    /v1/segments                       internal admin
        DELETE /v1/segments/{name}                admin
        GET    /v1/cohorts                        partner public internal admin
        GET    /v1/cohorts/{name}                 partner public internal admin
        POST   /v1/cohorts                        admin
        POST   /v1/cohorts/{name}/releases        admin
        GET    /v1/privacy/policy                 write catalogue partner public internal admin
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
        POST   /v1/keys/{id}/identity-secrets     admin
        DELETE /v1/keys/{id}/identity-secrets     admin
        DELETE /v1/items?id={id}                  catalogue admin
        GET    /v1/profiles?userId={userId}       partner public internal subject
        GET    /v1/profiles/parameters?userId={userId} internal
        GET    /v1/profiles/events?userId={userId} internal subject
        GET    /v1/profiles/aliases?userId={userId} internal
        POST   /v1/profiles/aliases?userId={userId} internal
        DELETE /v1/profiles/{userId}/aliases?anonymousId={anonymousId} internal
        DELETE /v1/profiles/aliases/{anonymousId}?userId={userId} internal
        DELETE /v1/profiles/aliases?anonymousId={anonymousId}&userId={userId} internal
        GET    /v1/profiles/stream?userId={userId} internal subject
        GET    /v1/profiles/history?userId={userId} internal subject
        GET    /v1/profiles/recommendations?userId={userId} internal subject
        GET    /v1/profiles/{userId}/recommendations/counterfactual?itemId={itemId} internal subject
        GET    /v1/profiles/recommendations/{itemId}/counterfactual?userId={userId} internal subject
        GET    /v1/profiles/recommendations/counterfactual?itemId={itemId}&userId={userId} internal subject
        GET    /v1/profiles/interests?userId={userId} internal subject
        PATCH  /v1/profiles/interests?userId={userId} internal subject
        POST   /v1/subjects/tokens?userId={userId} internal admin
        DELETE /v1/subjects?userId={userId}       admin subject
        GET    /v1/subjects/export?userId={userId} admin subject
        GET    /v1/subjects/consent?userId={userId} admin subject
        PUT    /v1/subjects/consent?userId={userId} admin subject
        GET    /v1/subjects/restriction?userId={userId} admin subject
        PUT    /v1/subjects/restriction?userId={userId} admin subject
        GET    /v1/dsr?id={id}                    admin
        """;

    private static final String OWN_USER = "own-user";
    private static final String OTHER_USER = "other-user";
    private static final String UNKNOWN_USER = "unknown-user";

    @Autowired
    private ApiClient api;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    private static Map<String, Set<String>> table() {
        return TABLE.lines()
                .map(line -> line.split("\\s+", -1))
                .collect(Collectors.toMap(
                        columns -> columns[0] + " " + columns[1],
                        columns -> Set.of(Arrays.copyOfRange(columns, 2, columns.length)),
                        (a, b) -> a,
                        TreeMap::new));
    }

    private Set<String> routes() {
        return mappings.getHandlerMethods().entrySet().stream()
                .filter(entry -> entry.getValue().getBeanType().getName().startsWith("io.portrait"))
                .flatMap(entry -> entry.getKey().getPatternValues().stream()
                        .flatMap(pattern -> entry.getKey().getMethodsCondition().getMethods().stream()
                                .map(method -> method + " " + pattern + query(entry.getKey()))))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The required parameters of a route with ids in the query. */
    private static String query(RequestMappingInfo route) {
        String parameters = route.getParamsCondition().getExpressions().stream()
                .map(NameValueExpression::getName)
                .sorted()
                .map(name -> name + "={" + name + "}")
                .collect(Collectors.joining("&"));
        return parameters.isEmpty() ? "" : "?" + parameters;
    }

    @Test
    void theTableNamesEveryRouteAndNoOther() {
        assertThat(routes()).isEqualTo(table().keySet());
    }

    @Test
    void aWriteKeyReadsNoPersonalData() {
        assertThat(table().entrySet())
                .noneMatch(entry ->
                        entry.getKey().contains("{userId}") && entry.getValue().contains("write"));
    }

    @Test
    void everyRouteAcceptsExactlyTheKeyRolesOfTheTable() {
        table().forEach((route, kinds) -> {
            for (KeyRole kind : KeyRole.values()) {
                ApiResponse answer = send(route, keyOf(kind), UNKNOWN_USER);
                assertThat(isDenied(answer))
                        .as("%s with %s: %s", route, kind, answer)
                        .isEqualTo(!kinds.contains(kind.label()));
            }
        });
    }

    private static boolean isDenied(ApiResponse answer) {
        assertThat(answer.status()).isNotEqualTo(401);
        return answer.status() == 403;
    }

    private String keyOf(KeyRole kind) {
        return kind == KeyRole.SUBJECT ? api.token(UNKNOWN_USER) : "dev-" + kind.label();
    }

    @Test
    void everyRouteDeniesARequestWithoutAValidKey() {
        String altered = api.token(OWN_USER) + "x";
        for (String route : table().keySet()) {
            for (String key : List.of("", "nonsense", "pk_0123456789ab_secret", "dev-subject", "subject", altered)) {
                ApiResponse answer = send(route, key, OWN_USER);
                assertThat(answer.status()).as("%s with '%s'", route, key).isEqualTo(401);
                assertThat(answer.code()).isEqualTo("key-required");
            }
        }
    }

    @Test
    void aPersonAskingForAnotherPersonGetsTheAnswerForAnUnknownOne() {
        api.postEvents(List.of("{\"userId\":\"%s\",\"messageId\":\"1\",\"type\":\"click\"}".formatted(OTHER_USER)));
        String token = api.token(OWN_USER);
        table().forEach((route, kinds) -> {
            if (kinds.contains("subject") && route.contains("{userId}")) {
                ApiResponse others = send(route, token, OTHER_USER);
                ApiResponse unknowns = send(route, token, UNKNOWN_USER);
                assertThat(others.status()).as(route).isEqualTo(404);
                assertThat(others.code()).isEqualTo("profile-not-found");
                assertThat(withoutIds(others)).isEqualTo(withoutIds(unknowns));
                assertThat(others.text().replace(OTHER_USER, "x"))
                        .isEqualTo(api.get("dev-internal", "/v1/profiles/x")
                                .text()
                                .replace("/v1/profiles/x", route.split("[ ?]", -1)[1].replace("{userId}", "x")));
            }
        });
        assertThat(api.profile(OTHER_USER).path("eventsSeen").asInt())
                .as("the request must have no effect")
                .isEqualTo(1);
    }

    /** The visible parts of a response without ids and times. */
    private static Map<String, List<String>> withoutIds(ApiResponse answer) {
        Map<String, List<String>> seen = new TreeMap<>(answer.raw().headers().map());
        seen.remove("date");
        seen.remove("ratelimit");
        seen.put("body", List.of(answer.text().replace(OTHER_USER, "x").replace(UNKNOWN_USER, "x")));
        seen.remove("content-length");
        return seen;
    }

    @Test
    void aPersonReadsTheirOwnData() {
        api.postEvents(List.of("{\"userId\":\"%s\",\"messageId\":\"1\",\"type\":\"click\"}".formatted(OWN_USER)));
        String token = api.token(OWN_USER);
        assertThat(api.get(token, "/v1/profiles/" + OWN_USER)
                        .json()
                        .path("eventsSeen")
                        .asInt())
                .isEqualTo(1);
        assertThat(api.get(token, "/v1/profiles/" + OWN_USER + "/events").status())
                .isEqualTo(200);
        assertThat(api.get(token, "/v1/subjects/" + OWN_USER + "/export").status())
                .isEqualTo(200);
    }

    /** The route of GET also answers HEAD, so it must have the same authorization. */
    @Test
    void aHeadRequestIsAuthorizedLikeAGetRequest() {
        assertThat(api.send("HEAD", "dev-write", "/v1/profiles/" + OTHER_USER, "", Map.of())
                        .status())
                .isEqualTo(403);
        assertThat(api.send("HEAD", "", "/v1/keys", "", Map.of()).status()).isEqualTo(401);
    }

    /** OPTIONS reveals nothing but the methods of the path, and claims no other ones. */
    @Test
    void optionsAreAnsweredWithTheMethodsOfThePath() {
        Map<String, Set<String>> methods = new TreeMap<>();
        for (String route : table().keySet()) {
            String[] columns = route.split(" ", -1);
            String path = columns[1].split("\\?", -1)[0];
            Set<String> allowed = methods.computeIfAbsent(path, newPath -> new TreeSet<>(Set.of("OPTIONS")));
            allowed.add(columns[0]);
            if (columns[0].equals("GET")) {
                allowed.add("HEAD");
            }
        }
        // A path that exists with ids in the query only, such as /v1/subjects/tokens, may also be the path of a person.
        methods.keySet().removeIf(path -> table().keySet().stream().noneMatch(route -> route.endsWith(" " + path)));
        methods.forEach((path, allowed) -> {
            ApiResponse answer = send("OPTIONS " + path, "", UNKNOWN_USER);
            assertThat(Set.of(answer.header("Allow").split(",", -1))).as(path).isEqualTo(allowed);
            assertThat(answer.text()).isEmpty();
        });
        assertThat(api.send("OPTIONS", "", "/v1/no-such-route", "", Map.of()).status())
                .isEqualTo(404);
    }

    /** Equivalent spellings of a path, which an authorization by path comparison could treat as different. */
    @Test
    void anotherSpellingOfAPathDoesNotBypassAuthorization() {
        for (String path :
                List.of("/v1/%6beys", "/v1/keys;x=1", "/v1;a=b/keys", "/v1/keys/", "/V1/keys", "/v1/./keys")) {
            ApiResponse answer = api.get("dev-write", path);
            assertThat(answer.status()).as(path).isIn(400, 403, 404);
            assertThat(answer.text()).as(path).doesNotContain("\"keys\"");
        }
    }

    private ApiResponse send(String route, String key, String user) {
        String[] columns = route.split(" ", -1);
        boolean hasBody = List.of("POST", "PUT", "PATCH").contains(columns[0]);
        String path = columns[1].replace("{userId}", user).replaceAll("\\{[^}]+}", "some-id");
        return api.send(columns[0], key, path, hasBody ? "{\"x\":1}" : "", Map.of());
    }
}
