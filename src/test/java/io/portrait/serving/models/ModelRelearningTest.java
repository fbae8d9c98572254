package io.portrait.serving.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.UserId;
import io.portrait.model.nextitem.ScoringRequest;
import io.portrait.model.nextitem.UserSequenceParameters;
import io.portrait.support.ApiClient;
import io.portrait.support.PortraitTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Invariant 11 (src/docs/invariants.md) for the global models: an erasure changes nothing for others, before, during and after
 * the relearning. The models are those of a second instance, which the test steps.
 */
@PortraitTest
@ExtendWith(StoppedModelProjection.class)
class ModelRelearningTest {

    private static final int LEAVERS = 100;
    private static final Instant AT = Instant.parse("2026-11-21T10:00:00Z");

    @Autowired
    private ApiClient api;

    @Autowired
    private ApplicationContext service;

    @Autowired
    private JdbcTemplate jdbc;

    private final String run = UUID.randomUUID().toString().substring(0, 8);

    private ProjectionInstance.Source source() {
        return ProjectionInstance.Source.of(service);
    }

    /** Stayers pay, some of it fraud, and view items; leavers view and rate items and see advertisements. */
    @BeforeEach
    void post() {
        source().raiseGeneration(); // a relearning makes earlier merges effective, which would be another change
        List<String> events = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            boolean fraud = i % 3 == 0;
            events.add(event("stayer-" + i % 40, "transaction", """
                    "value":%d,"properties":{"merchant":"shop-%s-%s","fraud":%s},"timestamp":"2026-11-20T10:00:00Z"
                    """.formatted(fraud ? 900 : 20, run, fraud, fraud)));
            events.add(event("stayer-" + i % 40, "view", "\"item\":\"%s\"".formatted(item(i % 7))));
        }
        for (int i = 0; i < LEAVERS; i++) {
            events.add(event("leaver-" + i, "view", "\"item\":\"%s\"".formatted(item(i % 7))));
            events.add(event("leaver-" + i, "impression", "\"item\":\"%s\"".formatted(item(i % 7))));
            events.add(event("leaver-" + i, "rating", "\"item\":\"%s\",\"value\":4".formatted(item(i % 7))));
        }
        for (int from = 0; from < events.size(); from += 100) {
            assertThat(api.postEvents(events.subList(from, Math.min(events.size(), from + 100)))
                            .status())
                    .isEqualTo(200);
        }
    }

    private String event(String user, String type, String rest) {
        return "{\"userId\":\"%s\",\"messageId\":\"%s\",\"type\":\"%s\",%s}"
                .formatted(user(user), UUID.randomUUID(), type, rest);
    }

    private String user(String name) {
        return name + "-" + run;
    }

    private String item(int number) {
        return "thing-%d-%s".formatted(number, run);
    }

    private void erase(String user) {
        assertThat(api.send("DELETE", "dev-admin", "/v1/subjects/" + user(user), "", Map.of())
                        .status())
                .isEqualTo(204);
    }

    private void consent(String user, String purposes) {
        assertThat(api.send(
                                "PUT",
                                "dev-admin",
                                "/v1/subjects/" + user(user) + "/consent",
                                "{\"purposes\":%s}".formatted(purposes),
                                Map.of())
                        .status())
                .isEqualTo(200);
    }

    /** The probabilities of a fixed set of payments: of known and unknown payers, small and large, at both merchants. */
    private List<Double> scores(ProjectionInstance instance) {
        return IntStream.range(0, 40)
                .mapToObj(i -> instance.risks
                        .assess(
                                Optional.of(new UserId(user("stayer-" + i))),
                                Optional.of("shop-%s-%s".formatted(run, i % 2 == 0)),
                                AT,
                                i % 4 < 2 ? 900 : 20)
                        .probability())
                .toList();
    }

    private static int recommended(ProjectionInstance instance) {
        return instance.nextItems
                .recommend(new ScoringRequest(Optional.empty(), true, false), 10)
                .items()
                .size();
    }

    @Test
    void riskScoresAreTheSameThroughAHundredErasures() {
        ProjectionInstance instance = source().instance(20).caughtUp();
        List<Double> before = scores(instance);
        assertThat(before).as("the model has learned").anyMatch(p -> p > 0.9).anyMatch(p -> p < 0.1);
        int relearning = 0;
        for (int i = 0; i < LEAVERS; i++) {
            erase("leaver-" + i);
            instance.steps(2);
            assertThat(scores(instance)).isEqualTo(before);
            assertThat(instance.risks.isReady()).isTrue();
            relearning += instance.relearnedPosition().isPresent() ? 1 : 0;
        }
        assertThat(relearning).as("scores read while models were relearned").isGreaterThan(10);
        assertThat(scores(instance.caughtUp())).isEqualTo(before);
        assertThat(instance.bytes()).isEqualTo(source().replayed());
    }

    @Test
    void recommendationsAreNeverEmptyThroughErasuresAndConsents() {
        ProjectionInstance instance = source().instance(20).caughtUp();
        for (int i = 0; i < 20; i++) {
            erase("leaver-" + i);
            consent("leaver-" + i, "{\"personalisation\":true}");
            api.postEvents(List.of(event("leaver-" + i, "view", "\"item\":\"%s\"".formatted(item(1)))));
            for (int step = 0; step < 5; step++) {
                instance.steps(1);
                assertThat(recommended(instance)).isGreaterThanOrEqualTo(7);
                assertThat(instance.nextItems.isReady()).isTrue();
            }
        }
    }

    /** The fault that this class guards against: with one set of models, an erasure makes the service start from nothing. */
    @Test
    void withoutDoubleBufferingTheModelsAreEmptiedAndSayThatTheyAreNotReady() {
        ProjectionInstance instance =
                source().instance(20, Duration.ZERO, false).caughtUp();
        assertThat(instance.risks.isReady()).isTrue();
        erase("leaver-0");
        instance.steps(1);
        assertThat(instance.risks.isReady()).isFalse();
        assertThat(instance.nextItems.isReady()).isFalse();
        assertThat(instance.caughtUp().risks.isReady()).isTrue();
        assertThat(instance.bytes()).isEqualTo(source().replayed());
    }

    @Test
    void erasuresWithinTheIntervalShareOneRelearning() {
        ProjectionInstance instance =
                source().instance(50, Duration.ofDays(1), true).caughtUp();
        erase("leaver-0");
        instance.caughtUp();
        assertThat(text(instance)).doesNotContain(user("leaver-0")).contains(user("leaver-1"));
        for (int i = 1; i < 20; i++) {
            erase("leaver-" + i);
            instance.steps(1);
            assertThat(instance.relearnedPosition()).isEmpty();
        }
        ProjectionInstance next =
                source().instance(1_000, Duration.ofDays(1), true).caughtUp();
        assertThat(next.bytes()).isEqualTo(source().replayed());
    }

    private List<ItemId> history(ProjectionInstance instance, String user) {
        return instance.nextItems
                .parameters(new UserId(user(user)))
                .map(UserSequenceParameters::history)
                .orElse(List.of());
    }

    private static String text(ProjectionInstance instance) {
        return new String(instance.bytes(), StandardCharsets.ISO_8859_1);
    }

    /** The interval keeps the old models in place, so only what is removed at once is gone. */
    @Test
    void whatTheModelsHoldOfAnErasedUserIsRemovedAtOnceAndNeverStored() {
        ProjectionInstance instance =
                source().instance(50, Duration.ofDays(1), true).caughtUp();
        erase("leaver-0");
        instance.caughtUp();
        UserId leaver = new UserId(user("stayer-3"));
        assertThat(history(instance, "stayer-3")).isNotEmpty();
        assertThat(instance.risks.payments(leaver).isPresent()).isTrue();
        erase("stayer-3");
        instance.steps(1);
        assertThat(instance.relearnedPosition()).isEmpty();
        assertThat(history(instance, "stayer-3")).isEmpty();
        assertThat(instance.risks.payments(leaver).isPresent()).isFalse();
        assertThat(text(instance)).doesNotContain(user("stayer-3"));
        assertThat(storedChunks()).isZero();
        instance.store();
        assertThat(storedChunks()).as("models of an old generation").isZero();
    }

    private long storedChunks() {
        return Objects.requireNonNull(jdbc.queryForObject("SELECT count(*) FROM model_snapshot_chunk", Long.class));
    }

    /** A restart loses the old models. The models that were being relearned were stored, and continue as incomplete. */
    @Test
    void aRestartInTheMiddleIsNotReadyAndContinues() {
        ProjectionInstance instance = source().instance(20).caughtUp();
        source().deleteSnapshot();
        erase("leaver-0");
        instance.steps(3);
        long relearned = instance.relearnedPosition().orElseThrow();
        assertThat(relearned).isLessThan(instance.position());
        instance.storeRelearned();
        ProjectionInstance restarted = source().instance(20).steps(1);
        assertThat(restarted.position()).isEqualTo(relearned + 20);
        assertThat(restarted.risks.isReady()).isFalse();
        assertThat(restarted.nextItems.isReady()).isFalse();
        assertThat(restarted.caughtUp().risks.isReady()).isTrue();
        assertThat(restarted.bytes()).isEqualTo(source().replayed());
    }

    @Test
    void newEntriesAreLearnedByTheModelsThatServe() {
        ProjectionInstance instance = source().instance(20).caughtUp();
        erase("leaver-0");
        instance.steps(2);
        assertThat(instance.relearnedPosition()).isPresent();
        api.postEvents(List.of(event("newcomer", "view", "\"item\":\"%s\"".formatted(item(1)))));
        instance.steps(1);
        assertThat(instance.relearnedPosition()).isPresent();
        assertThat(history(instance, "newcomer")).containsExactly(new ItemId(item(1)));
        instance.caughtUp();
        assertThat(history(instance, "newcomer")).containsExactly(new ItemId(item(1)));
    }
}
