package io.portrait.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.release.mechanism.EpsilonAudit;
import io.portrait.release.mechanism.PrivacyAuditTable;
import io.portrait.release.mechanism.ProfilePrivacyParameters;
import io.portrait.support.ApiClient;
import io.portrait.support.ConcurrentTest;
import io.portrait.support.ManualClock;
import io.portrait.support.ServiceInstance;
import io.portrait.support.TestDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * The privacy audit of the whole service: events are posted over HTTP, the clock advances the epoch, and the attacker
 * reads the responses for both audiences. Each of the 64 topics of a user is a separate trial. The statistic of the
 * attacker and the bound are those of the audit of the mechanism; a correct service fails with probability below 1e-9.
 */
@Tag("slow")
@Tag("service")
@ConcurrentTest
class ServicePrivacyAuditTest {

    private static final int TOPICS = 64;
    private static final int USERS = 157;
    private static final int USERS_WITH_THREE_EVENTS = 40;
    private static final int BATCH = 2_000;
    private static final double EPSILON =
            ProfilePrivacyParameters.DEFAULT.epsilon().doubleValue();
    private static final double PUBLIC_EPSILON =
            ProfilePrivacyParameters.DEFAULT.publicEpsilon().doubleValue();

    private static final ManualClock CLOCK = new ManualClock(Instant.parse("2026-03-01T12:00:00Z"));
    private static final PrivacyAuditTable TABLE = new PrivacyAuditTable();
    private static final Map<String, AudienceWeights> WEIGHTS_BY_USER = new ConcurrentHashMap<>();

    /** The change of the weights of a user by the epoch, for both audiences. */
    private record AudienceWeights(List<Double> partnerReader, List<Double> publicReader) {

        DoubleStream collusion() {
            return IntStream.range(0, TOPICS)
                    .mapToDouble(i ->
                            EPSILON * clamped(partnerReader.get(i)) + PUBLIC_EPSILON * clamped(publicReader.get(i)));
        }

        private static double clamped(double step) {
            return Math.clamp(2 * step - 1, -1.0, 1.0);
        }
    }

    @BeforeAll
    static void observeOneEpoch() throws Exception {
        try (ServiceInstance service = ServiceInstance.start(TestDatabase.create(), CLOCK)) {
            ApiClient api = service.api();
            describeTopics(api);
            post(api, users().map(ServicePrivacyAuditTest::search).toList());
            nextDay(service);
            Map<String, AudienceWeights> before = read(api);
            post(api, purchases("with", USERS, 1));
            post(api, purchases("thrice", USERS_WITH_THREE_EVENTS, 3));
            nextDay(service);
            Map<String, AudienceWeights> after = read(api);
            double retention = ProfilePrivacyParameters.DEFAULT.decayFactor();
            after.forEach((user, weights) ->
                    WEIGHTS_BY_USER.put(user, step(weights, Objects.requireNonNull(before.get(user)), retention)));
        }
    }

    private static AudienceWeights step(AudienceWeights after, AudienceWeights before, double retention) {
        return new AudienceWeights(
                step(after.partnerReader(), before.partnerReader(), retention),
                step(after.publicReader(), before.publicReader(), retention));
    }

    private static List<Double> step(List<Double> after, List<Double> before, double retention) {
        return IntStream.range(0, TOPICS)
                .mapToObj(i -> after.get(i) - retention * before.get(i))
                .toList();
    }

    private static void describeTopics(ApiClient api) {
        for (int i = 0; i < TOPICS; i++) {
            api.putItem("item-" + i, "topic-" + i, 1);
        }
        assertThat(api.send("POST", "dev-admin", "/v1/topics/versions", "", Map.of())
                        .json()
                        .path("topics"))
                .hasSize(TOPICS);
    }

    private static Stream<String> users() {
        return Stream.of(users("with", USERS), users("without", USERS), users("thrice", USERS_WITH_THREE_EVENTS))
                .flatMap(List::stream);
    }

    private static List<String> users(String group, int count) {
        return IntStream.range(0, count).mapToObj(i -> group + "-" + i).toList();
    }

    /** An event without topics, which creates the user. */
    private static String search(String user) {
        return """
                {"userId":"%s","messageId":"s","type":"search","query":"mug","timestamp":"%s"}""".formatted(user, CLOCK.instant());
    }

    private static List<String> purchases(String group, int count, int times) {
        List<String> events = new ArrayList<>();
        for (String user : users(group, count)) {
            for (int i = 0; i < TOPICS * times; i++) {
                events.add("""
                        {"userId":"%s","messageId":"p-%d","type":"purchase","item":"item-%d","timestamp":"%s"}""".formatted(user, i, i % TOPICS, CLOCK.instant()));
            }
        }
        return events;
    }

    private static void post(ApiClient api, List<String> events) {
        for (int from = 0; from < events.size(); from += BATCH) {
            List<String> batch = events.subList(from, Math.min(events.size(), from + BATCH));
            assertThat(api.postEvents(batch).json().path("accepted").asInt()).isEqualTo(batch.size());
        }
    }

    private static void nextDay(ServiceInstance service) {
        EpochSteps.nextDay(CLOCK, service.bean(EpochCloser.class), service.bean(ReleaseEpochs.class));
    }

    private static Map<String, AudienceWeights> read(ApiClient api) throws Exception {
        Map<String, Future<AudienceWeights>> reads;
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            reads = users().collect(Collectors.toMap(
                    user -> user,
                    user -> threads.submit(
                            () -> new AudienceWeights(weights(api, "partner", user), weights(api, "public", user)))));
        }
        return reads.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, read -> read.getValue().resultNow()));
    }

    private static List<Double> weights(ApiClient api, String audience, String user) {
        return api.get("dev-" + audience, "/v1/profiles/" + user)
                .json()
                .path("interests")
                .valueStream()
                .map(interest -> interest.path("weight"))
                .map(JsonNode::asDouble)
                .toList();
    }

    @AfterAll
    static void printTheTable() {
        System.out.println(TABLE);
    }

    private static double audit(
            String name, double claimed, Function<AudienceWeights, DoubleStream> scores, String group) {
        int users = group.equals("with") ? USERS : USERS_WITH_THREE_EVENTS;
        double[] with = scores(group, users, scores);
        double[] without = scores("without", users, scores);
        double certified = EpsilonAudit.epsilonAtLeast(with, without);
        TABLE.add(name, with.length, claimed, certified);
        return certified;
    }

    private static double[] scores(String group, int users, Function<AudienceWeights, DoubleStream> scores) {
        return users(group, users).stream()
                .map(user -> Objects.requireNonNull(WEIGHTS_BY_USER.get(user)))
                .flatMapToDouble(scores)
                .toArray();
    }

    private static DoubleStream of(List<Double> steps) {
        return steps.stream().mapToDouble(Double::doubleValue);
    }

    @Test
    void aPartnerLearnsNoMoreThanEpsilonAboutAnEvent() {
        assertThat(audit("over HTTP: a partner", EPSILON, weights -> of(weights.partnerReader()), "with"))
                .isBetween(0.5, EPSILON);
    }

    @Test
    void thePublicLearnsLess() {
        assertThat(audit("over HTTP: the public", PUBLIC_EPSILON, weights -> of(weights.publicReader()), "with"))
                .isBetween(0.1, PUBLIC_EPSILON);
    }

    @Test
    void bothTogetherLearnNoMoreThanThePartner() {
        assertThat(audit("over HTTP: both audiences together", EPSILON, AudienceWeights::collusion, "with"))
                .isBetween(0.4, EPSILON);
    }

    /** A check of the power of the audit: three events exceed the guarantee for one event. */
    @Test
    void threeEventsCostMoreThanOne() {
        assertThat(audit(
                        "over HTTP: three events against the claim for one",
                        EPSILON,
                        weights -> of(weights.partnerReader()),
                        "thrice"))
                .isGreaterThan(EPSILON);
    }
}
