package io.portrait.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portrait.kernel.KeyRole;
import io.portrait.support.ApiClient;
import io.portrait.support.ApiClient.ApiResponse;
import io.portrait.support.ManualClock;
import io.portrait.support.ServiceInstance;
import io.portrait.support.TestDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * All answers that outsiders can read: every GET route of the running service that a role other than {@code internal},
 * {@code admin} and {@code catalogue} may call. Until the clock turns an epoch or a period, no answer may depend on the
 * events of another person, because what is released at these times is noised, and nothing else may be released. The audits
 * of the noise are {@code ProfilePrivacyAuditTest}, {@code CohortPrivacyAuditTest} and {@code ItemPrivacyAuditTest}.
 */
@Tag("service")
class OutsideAnswersTest {

    /** Keys of the operator's servers; the one of the catalog reads the topics that it has written. */
    private static final Set<KeyRole> OWNERS = Set.of(KeyRole.INTERNAL, KeyRole.ADMIN, KeyRole.CATALOGUE);

    /** The values of path variables; a subject token is that of the spy, and other keys read the target. */
    private static final Map<String, String> VARIABLES =
            Map.of("id", "rare-b", "itemId", "rare-b", "name", "everybody", "writeKey", "dev-write");

    /** Parameters without which a route does not answer. */
    private static final Map<String, String> PARAMETERS = Map.of(
            "/v1/profiles/{userId}/recommendations",
            "?limit=100&explain=true",
            "/v1/profiles/{userId}/recommendations/{itemId}/counterfactual",
            "?without=rare-a",
            "/v1/subjects/{userId}/export",
            "?format=ndjson",
            "/v1/items",
            "?id=rare-a&id=rare-b");

    private static final ManualClock CLOCK = new ManualClock(Instant.parse("2026-03-02T12:00:00Z"));
    private static final ServiceInstance SERVICE = ServiceInstance.start(TestDatabase.create(), CLOCK);
    private static final ApiClient API = SERVICE.api();

    @AfterAll
    static void stop() {
        SERVICE.close();
    }

    /** The persons exist, because the claims do not hide that an id exists. */
    @BeforeAll
    static void createPersons() {
        API.putItem("known", "known", 10);
        API.putItem("rare-a", "rare", 10);
        API.putItem("rare-b", "rare", 10);
        API.send("POST", "dev-admin", "/v1/topics/versions", "{\"topics\":[\"known\"]}", Map.of());
        API.send("POST", "dev-admin", "/v1/cohorts", """
            {"name":"everybody","cohorts":[{"name":"all","rule":"activity.events >= 1"}]}""", Map.of());
        API.send("POST", "dev-admin", "/v1/cohorts/everybody/releases", "", Map.of());
        API.postEvents(List.of(
                event("target", "view", "\"item\":\"known\""),
                event("spy", "purchase", "\"item\":\"rare-a\",\"value\":3"),
                event("spy", "rating", "\"item\":\"rare-a\",\"value\":4,\"scale\":5")));
    }

    private static String event(String user, String type, String rest) {
        return "{\"userId\":\"%s\",\"messageId\":\"%s\",\"type\":\"%s\",%s,\"timestamp\":\"%s\"}"
                .formatted(user, Integer.toHexString((user + type + rest).hashCode()), type, rest, CLOCK.instant());
    }

    /** A route that an outsider may call. */
    private record OutsideRoute(String pattern, KeyRole role) {

        String path() {
            String path = pattern.replace("{userId}", role == KeyRole.SUBJECT ? "spy" : "target");
            for (Map.Entry<String, String> variable : VARIABLES.entrySet()) {
                path = path.replace("{" + variable.getKey() + "}", variable.getValue());
            }
            assertThat(path).as("the test needs a value for the variable").doesNotContain("{");
            return path + PARAMETERS.getOrDefault(pattern, "");
        }
    }

    private static List<OutsideRoute> outsideRoutes() {
        return SERVICE
                .bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .entrySet()
                .stream()
                .filter(entry -> entry.getValue().getBeanType().getName().startsWith("io.portrait"))
                .filter(entry ->
                        entry.getKey().getMethodsCondition().getMethods().contains(RequestMethod.GET))
                // a route with ids in the query has the handler of the one with ids in the path
                .filter(entry -> entry.getKey().getParamsCondition().isEmpty())
                .flatMap(entry -> entry.getKey().getPatternValues().stream()
                        .flatMap(
                                pattern -> outsideRoles(entry.getValue()).map(role -> new OutsideRoute(pattern, role))))
                .filter(route -> !route.pattern().endsWith("/stream")) // its first event is the profile
                .toList();
    }

    private static Stream<KeyRole> outsideRoles(HandlerMethod method) {
        AllowedRoles allowed = method.getMethodAnnotation(AllowedRoles.class);
        return allowed == null ? Stream.empty() : Arrays.stream(allowed.value()).filter(role -> !OWNERS.contains(role));
    }

    private static SortedMap<String, String> answers() {
        String token = API.token("spy");
        SortedMap<String, String> answers = new TreeMap<>();
        for (OutsideRoute route : outsideRoutes()) {
            String key = route.role() == KeyRole.SUBJECT
                    ? token
                    : "dev-" + route.role().label();
            ApiResponse response = API.get(key, route.path());
            answers.put(route.role() + " " + route.path(), response.status() + " " + comparable(response.text()));
        }
        return answers;
    }

    /** The text without what differs between any two reads: random ids of lists, and the logs of lists and of reads. */
    private static String comparable(String text) {
        return text.lines()
                .filter(line -> !line.contains("\"served_list\"") && !line.contains("\"audit_entry\""))
                .map(line -> line.replaceAll("\"listId\":\"[^\"]+\"", "\"listId\":\"\""))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void noAnswerDependsOnTheEventsOfAnotherPersonUntilTheClockTurns() {
        SortedMap<String, String> before = answers();
        assertThat(before.keySet())
                .as("routes of each kind")
                .anyMatch(route -> route.contains("SUBJECT") && route.contains("counterfactual"))
                .anyMatch(route -> route.contains("PUBLIC") && route.contains("/v1/cohorts/"))
                .anyMatch(route -> route.contains("PARTNER") && route.contains("/v1/profiles/target"))
                .anyMatch(route -> route.contains("PARTNER") && route.contains("/v1/topics"));
        assertThat(before.values()).allMatch(answer -> answer.startsWith("200 "));
        double exactBefore = exactProbability();
        API.postEvents(targetEvents());
        await("the exact model has learned the events").until(() -> exactProbability() > exactBefore);
        assertThat(answers()).isEqualTo(before);
    }

    /** The answer for an owner's key, which depends on the events, so the comparison can fail. */
    private static double exactProbability() {
        return API.get("dev-internal", "/v1/profiles/spy/recommendations/rare-b/counterfactual?without=known")
                .json()
                .path("probability")
                .asDouble(0);
    }

    private static List<String> targetEvents() {
        List<String> events = new ArrayList<>();
        for (String item : List.of("rare-a", "rare-b")) {
            for (String type : List.of("view", "click", "cart", "like", "purchase")) {
                events.add(event("target", type, "\"item\":\"%s\",\"value\":5".formatted(item)));
            }
            events.add(event("target", "rating", "\"item\":\"%s\",\"value\":1,\"scale\":5".formatted(item)));
        }
        events.add(event("target", "search", "\"query\":\"secret\""));
        return events;
    }

    @Test
    void outsidersSeeTheTopicsOfTheFrozenCatalogOnly() {
        for (String role : List.of("partner", "public")) {
            assertThat(API.get("dev-" + role, "/v1/topics")
                            .json()
                            .path("topics")
                            .findValuesAsString("topic"))
                    .as(role)
                    .containsExactly("known");
        }
        for (String role : List.of("internal", "admin")) {
            assertThat(API.get("dev-" + role, "/v1/topics")
                            .json()
                            .path("topics")
                            .findValuesAsString("topic"))
                    .as(role)
                    .contains("known", "rare");
        }
    }
}
