package io.portrait.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.portrait.ingest.JournalEpochs;
import io.portrait.kernel.UserId;
import io.portrait.profile.EpochContribution;
import io.portrait.profile.Profiles;
import io.portrait.release.mechanism.EventContribution;
import io.portrait.release.mechanism.ProfilePrivacyParameters;
import io.portrait.support.ApiClient;
import io.portrait.support.ApiClient.ApiResponse;
import io.portrait.support.ManualClock;
import io.portrait.support.PortraitTest;
import io.portrait.support.TestTimeouts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.coyote.AbstractProtocol;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** Tests of invariant 9 (src/docs/invariants.md) over HTTP with a manual clock. */
@PortraitTest
@Import(ReleasedProfilesTest.ManualClockConfiguration.class)
class ReleasedProfilesTest {

    @TestConfiguration(proxyBeanMethods = false)
    static class ManualClockConfiguration {

        @Bean
        ManualClock manualClock() {
            return new ManualClock(Instant.parse("2026-03-01T12:00:00Z"));
        }
    }

    @Autowired
    private ApiClient api;

    @Autowired
    private ServletWebServerApplicationContext server;

    @Autowired
    private ManualClock clock;

    @Autowired
    private EpochCloser closer;

    @Autowired
    private ReleaseEpochs epochs;

    @Autowired
    private JdbcNoisySums sums;

    @Autowired
    private PublicTopicCatalog catalog;

    @Autowired
    private Profiles profiles;

    @Autowired
    private JournalEpochs journalEpochs;

    @Autowired
    private ReleasedProfiles releasedProfiles;

    @Autowired
    private JdbcTemplate jdbc;

    @BeforeEach
    void putItemsAndFreezeTheirTopics() {
        api.putItem("mug", "kitchen/mug", 8);
        api.putItem("lamp", "home/lighting", 40);
        assertThat(api.send("POST", "dev-admin", "/v1/topics/versions", "", Map.of())
                        .status())
                .isEqualTo(201);
    }

    private void post(String user, String item, int count, Duration age) {
        String run = user + System.nanoTime();
        List<String> events = IntStream.range(0, count)
                .mapToObj(i -> """
                        {"userId":"%s","messageId":"%s-%d","type":"purchase","item":"%s","timestamp":"%s"}""".formatted(user, run, i, item, clock.instant().minus(age)))
                .toList();
        assertThat(api.postEvents(events).status()).isEqualTo(200);
    }

    private EpochAccumulator accumulator() {
        return new EpochAccumulator(catalog.versions(), epochs.firstEpoch(), ProfilePrivacyParameters.DEFAULT);
    }

    private ApiResponse getAsPartner(String user) {
        return api.get("dev-partner", "/v1/profiles/" + user);
    }

    private double weight(String user, String topic) {
        return getAsPartner(user)
                .json()
                .path("interests")
                .valueStream()
                .filter(interest -> interest.path("topic").asString().equals(topic))
                .mapToDouble(interest -> interest.path("weight").asDouble())
                .findFirst()
                .orElseThrow();
    }

    private void nextDay() {
        EpochSteps.nextDay(clock, closer, epochs);
    }

    @Test
    void eventsOfTheOpenEpochAreReleasedOnlyWhenTheEpochCloses() {
        post("open", "mug", 1, Duration.ZERO);
        String before = getAsPartner("open").text();
        post("open", "mug", 400, Duration.ZERO);
        assertThat(getAsPartner("open").text()).isEqualTo(before);

        double unseen = weight("open", "kitchen");
        nextDay();
        assertThat(getAsPartner("open").text()).isNotEqualTo(before);
        // 401 event weights with noise of 1.4 in this epoch
        assertThat(weight("open", "kitchen") - unseen).isBetween(350.0, 450.0);
    }

    @Test
    void lateEventsNeverChangeAReleasedEpoch() {
        post("late", "mug", 5, Duration.ZERO);
        nextDay();
        String released = getAsPartner("late").text();
        post("late", "mug", 300, Duration.ofDays(1));
        assertThat(getAsPartner("late").text()).isEqualTo(released);
    }

    @Test
    void aCrashBetweenOpeningAnEpochAndReleasingItLosesNothing() {
        post("crashed", "mug", 200, Duration.ZERO);
        closer.stop();
        clock.advance(Duration.ofDays(1));
        journalEpochs.advanceEpoch(epochs.releasedEpoch(), epochs.currentEpoch()); // the process stops here
        post("crashed", "mug", 200, Duration.ZERO);
        String before = getAsPartner("crashed").text();
        clock.advance(Duration.ofDays(1));
        closer.start(); // the next process must release the opened epoch before it opens another one
        // the scheduled poll may already have released the next epoch as well
        assertThat(epochs.releasedEpoch()).isGreaterThanOrEqualTo(epochs.currentEpoch() - 1);
        assertThat(getAsPartner("crashed").text()).isNotEqualTo(before);
        await().atMost(TestTimeouts.STATE).until(() -> {
            closer.advance();
            return epochs.releasedEpoch() == epochs.currentEpoch();
        });
        // 200·λ + 200 event weights with noise of 6.7
        assertThat(weight("crashed", "kitchen")).isBetween(360.0, 430.0);
    }

    @Test
    void anIdleEpochBringsNewNoise() {
        post("idle", "mug", 1, Duration.ZERO);
        nextDay();
        String first = getAsPartner("idle").text();
        nextDay();
        assertThat(getAsPartner("idle").text()).isNotEqualTo(first);
    }

    @Test
    void closingEpochsInStepsEqualsClosingThemAtOnce() {
        UserId user = new UserId("steps");
        post("steps", "lamp", 3, Duration.ZERO);
        nextDay();
        JdbcNoisySums.StoredSums stored = sums.readSnapshot(user, 0).sums().orElseThrow();
        long last = epochs.releasedEpoch() + 5;
        EpochAccumulator accumulator = accumulator();
        var atOnce = accumulator.closeThrough(stored.key(), stored.last(), List.of(), last);
        var halfway = accumulator.closeThrough(stored.key(), stored.last(), List.of(), last - 3);
        assertThat(accumulator.closeThrough(stored.key(), Optional.of(halfway), List.of(), last))
                .isEqualTo(atOnce);
    }

    @Test
    void aNewTopicAppearsWithTheNextVersionInTheNextEpoch() {
        post("topic", "mug", 2, Duration.ZERO);
        nextDay();
        String before = getAsPartner("topic").text();
        api.putItem("rake", "garden/rake", 20);
        post("topic", "rake", 50, Duration.ZERO);
        assertThat(getAsPartner("topic").text()).isEqualTo(before);

        ApiResponse frozen = api.send("POST", "dev-admin", "/v1/topics/versions", "", Map.of());
        assertThat(frozen.json().path("topics").valueStream().map(JsonNode::asString))
                .contains("garden");
        assertThat(getAsPartner("topic").text()).isEqualTo(before);
        nextDay();
        assertThat(getAsPartner("topic").text()).doesNotContain("garden");
        nextDay();
        assertThat(getAsPartner("topic").text()).contains("garden");
    }

    @Test
    void externalReadersSeeOnlyNoisyValues() {
        post("fields", "mug", 2, Duration.ZERO);
        JsonNode body = getAsPartner("fields").json();
        assertThat(body.propertyNames()).containsExactly("userId", "audience", "privacy", "interests");
        assertThat(body.path("privacy").path("epsilon").decimalValue()).isEqualByComparingTo("1.0");
        assertThat(body.path("privacy").path("noiseStd").asDouble()).isBetween(6.6, 6.7);
        assertThat(body.path("privacy").path("claim").asString()).startsWith("For any single behaviour event");
        assertThat(getAsPartner("fields").header("ETag")).matches("\"\\d{4}-\\d\\d-\\d\\d-\\d+-[0-9a-f]{8}\"");
        assertThat(api.send(
                                "GET",
                                "dev-partner",
                                "/v1/profiles/fields",
                                "",
                                Map.of("If-None-Match", getAsPartner("fields").header("ETag")))
                        .status())
                .isEqualTo(304);
    }

    /** A part of the names of the threads that serve the requests of this service and of no other in this JVM. */
    private String requestThreads() {
        AbstractProtocol<?> protocol =
                (AbstractProtocol<?>) ((TomcatWebServer) Objects.requireNonNull(server.getWebServer()))
                        .getTomcat()
                        .getConnector()
                        .getProtocolHandler();
        return "-auto-%d-exec-".formatted(protocol.getNameIndex());
    }

    @Test
    void aPartnerReadTakesTwoDatabaseStatements() {
        post("statements", "mug", 1, Duration.ZERO);
        getAsPartner("statements");
        Logger logger = (Logger) LoggerFactory.getLogger(JdbcTemplate.class);
        ListAppender<ILoggingEvent> statements = new ListAppender<>();
        statements.start();
        logger.setLevel(Level.DEBUG);
        logger.addAppender(statements);
        try {
            getAsPartner("statements");
        } finally {
            logger.detachAppender(statements);
            logger.setLevel(null);
        }
        assertThat(List.copyOf(statements.list))
                .filteredOn(event -> event.getThreadName().contains(requestThreads()))
                .filteredOn(event -> event.getMessage().startsWith("Executing prepared SQL statement")
                        || event.getMessage().startsWith("Executing SQL"))
                .hasSize(2);
    }

    @Test
    void theNoiseOfDifferentUsersIsDifferent() {
        post("noise-1", "mug", 1, Duration.ZERO);
        post("noise-2", "mug", 1, Duration.ZERO);
        assertThat(getAsPartner("noise-1").json().path("interests"))
                .isNotEqualTo(getAsPartner("noise-2").json().path("interests"));
    }

    @Test
    void eachAudienceGetsItsOwnEpsilonAndNoise() {
        post("views", "mug", 1, Duration.ZERO);
        nextDay();
        JsonNode partnerProfile = getAsPartner("views").json();
        JsonNode publicProfile = api.get("dev-public", "/v1/profiles/views").json();
        assertThat(partnerProfile.path("audience").asString()).isEqualTo("partner");
        assertThat(publicProfile.path("audience").asString()).isEqualTo("public");
        assertThat(publicProfile.at("/privacy/epsilon").decimalValue()).isEqualByComparingTo("0.5");
        assertThat(publicProfile.at("/privacy/noiseStd").asDouble()).isBetween(13.2, 13.4);
        assertThat(publicProfile.path("interests")).isNotEqualTo(partnerProfile.path("interests"));
        JsonNode policy = api.get("dev-public", "/v1/privacy/policy").json();
        assertThat(policy.path("epsilon").decimalValue()).isEqualByComparingTo("1.0");
        assertThat(policy.at("/audiences/1/epsilon").decimalValue()).isEqualByComparingTo("0.5");
    }

    @Test
    void unknownAndErasedUsersGetTheSameBytes() {
        post("erased", "mug", 3, Duration.ZERO);
        nextDay();
        assertThat(getAsPartner("erased").status()).isEqualTo(200);
        erase("erased");
        ApiResponse unknown = getAsPartner("never-seen");
        ApiResponse erased = getAsPartner("erased");
        assertThat(erased.status()).isEqualTo(404);
        assertThat(unknown.code()).isEqualTo("profile-not-found");
        assertThat(erased.text()).isEqualTo(unknown.text());
        assertThat(api.get("dev-public", "/v1/profiles/erased").text()).isEqualTo(unknown.text());
        assertThat(erased.raw().headers().map().keySet())
                .isEqualTo(unknown.raw().headers().map().keySet());
    }

    /**
     * The events before and after are equal and in the same epoch; the noise of three topics is equal with probability
     * 1e-14.
     */
    @Test
    void aUserWhoReturnsAfterAnErasureHasNewNoiseAndANewEntityTag() {
        post("back", "mug", 1, Duration.ZERO);
        nextDay();
        ApiResponse before = getAsPartner("back");
        erase("back");
        post("back", "mug", 1, Duration.ofDays(1));
        ApiResponse after = getAsPartner("back");
        assertThat(after.json().path("interests")).isNotEqualTo(before.json().path("interests"));
        assertThat(after.header("ETag")).isNotEqualTo(before.header("ETag"));
        assertThat(jdbc.queryForObject("SELECT incarnation FROM noise_key WHERE user_id = 'back'", Integer.class))
                .isEqualTo(1);
    }

    @Test
    void anErasureLeavesNoKeyNoSumAndNoUserId() {
        post("gone", "mug", 1, Duration.ZERO);
        nextDay();
        erase("gone");
        for (String table : List.of("noise_key", "noisy_sum", "profile")) {
            assertThat(jdbc.queryForObject("SELECT count(*) FROM " + table + " WHERE user_id = 'gone'", Long.class))
                    .as(table)
                    .isZero();
        }
        assertThat(jdbc.queryForList("SELECT encode(subject, 'escape') FROM erased_user", String.class))
                .noneMatch(subject -> subject.contains("gone"));
    }

    /** A sum that was computed before the erasure is stored after it. */
    @Test
    void aSumComputedBeforeAnErasureIsNotStoredAfterIt() {
        UserId user = new UserId("raced");
        post("raced", "mug", 1, Duration.ZERO);
        JdbcNoisySums.StoredSums stored = sums.readSnapshot(user, 0).sums().orElseThrow();
        long last = epochs.releasedEpoch();
        var late = accumulator().closeThrough(stored.key(), stored.last(), List.of(), last);
        erase("raced");
        sums.save(Map.of(user, new JdbcNoisySums.ClosedSum(stored.key().incarnation(), late)));
        post("raced", "mug", 1, Duration.ZERO);
        sums.save(Map.of(user, new JdbcNoisySums.ClosedSum(stored.key().incarnation(), late)));
        assertThat(jdbc.queryForObject("SELECT count(*) FROM noisy_sum WHERE user_id = 'raced'", Long.class))
                .isZero();
    }

    /** Erases the released data as the consent module does, together with the profile and its cached copies. */
    private void erase(String user) {
        releasedProfiles.erase(new UserId(user));
        jdbc.update("DELETE FROM profile WHERE user_id = ?", user);
        jdbc.update("UPDATE projection_offset SET rows_version = rows_version + 1");
    }

    /** Σ|v| ≤ U per event over all topics, with events that pass through the whole service. */
    @Test
    void noEventContributesMoreThanOneUnitInTotal() {
        api.send(
                "PUT",
                "dev-catalogue",
                "/v1/items",
                """
                {"items":[{"id":"everything","title":"x","price":1e12,"categories":[%s]}]}
                """.formatted(IntStream.range(0, 16)
                        .mapToObj(i -> "\"hostile-%d/deep\"".formatted(i))
                        .collect(Collectors.joining(","))),
                Map.of());
        List<String> events = List.of(
                adversarialEvent("\"type\":\"purchase\",\"value\":1e12"),
                adversarialEvent("\"type\":\"refund\",\"value\":1e12"),
                adversarialEvent("\"type\":\"rating\",\"value\":5,\"properties\":{\"scale\":5}"),
                adversarialEvent("\"type\":\"view\",\"value\":1e12"),
                adversarialEvent("\"type\":\"dislike\""),
                adversarialEvent("\"type\":\"share\""));
        assertThat(api.postEvents(events).json().path("accepted").asInt()).isEqualTo(events.size());
        for (EpochContribution contribution : contributions("hostile")) {
            assertThat(contribution.sums()).hasSize(16);
            assertThat(contribution.sums().values().stream()
                            .mapToLong(Math::abs)
                            .sum())
                    .isBetween(1L, (long) events.size() * EventContribution.UNIT);
        }
    }

    private String adversarialEvent(String rest) {
        return """
                {"userId":"hostile","messageId":"h-%d","item":"everything","timestamp":"%s",%s}""".formatted(System.nanoTime(), clock.instant(), rest);
    }

    private List<EpochContribution> contributions(String user) {
        return profiles.contributionsSince(0, Optional.empty(), 10_000).stream()
                .filter(contributor -> contributor.user().equals(new UserId(user)))
                .flatMap(contributor -> contributor.contributions().stream())
                .toList();
    }
}
