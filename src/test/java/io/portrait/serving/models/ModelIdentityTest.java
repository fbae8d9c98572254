package io.portrait.serving.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.catalog.Catalog;
import io.portrait.ingest.IdentityGraph;
import io.portrait.ingest.JournalEntry;
import io.portrait.ingest.JournalReader;
import io.portrait.kernel.ForegroundActivity;
import io.portrait.kernel.KeyDerivation;
import io.portrait.kernel.UserId;
import io.portrait.support.ApiClient;
import io.portrait.support.PortraitTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The global models after merges and splits of identities, compared with models that learn the same events of persons who always
 * had one id.
 */
@PortraitTest
class ModelIdentityTest {

    @Autowired
    private ApiClient api;

    @Autowired
    private JournalReader journal;

    @Autowired
    private IdentityGraph identities;

    @Autowired
    private Catalog catalog;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private KeyDerivation secrets;

    @Autowired
    private PlatformTransactionManager transactionManager;

    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private final Random random = new Random(5);

    private ProjectionInstance.Source source() {
        return new ProjectionInstance.Source(journal, identities, catalog, jdbc, secrets, transactionManager);
    }

    @BeforeEach
    void deleteSnapshot() {
        source().deleteSnapshot();
    }

    private UserId id(String name) {
        return new UserId(name + "-" + run);
    }

    /** Posts events of all kinds that the models learn from. */
    private void post(int count, String... names) {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String user = id(names[random.nextInt(names.length)]).value();
            int item = random.nextInt(6);
            events.add(event(user, "view", item, ""));
            events.add(event(user, "impression", item, ""));
            events.add(event(user, "click", item, ""));
            events.add(event(user, "rating", item, "\"value\":%d,".formatted(1 + random.nextInt(5))));
            String payment = UUID.randomUUID().toString();
            events.add(event(user, "transaction", item, """
                    "value":%d,"properties":{"merchant":"m%d","transactionId":"%s"},""".formatted(1 + random.nextInt(90), item, payment)));
            if (i % 2 == 0) {
                events.add(event(user, "transaction", item, """
                        "properties":{"transactionId":"%s","fraud":%s},""".formatted(payment, i % 4 == 0)));
            }
        }
        api.postEvents(events);
    }

    private String event(String user, String type, int item, String more) {
        return """
                {"userId":"%s","messageId":"%s","type":"%s",%s"item":"i%d-%s"}""".formatted(user, UUID.randomUUID(), type, more, item, run);
    }

    private void merge(String person, String other) {
        assertThat(api.send(
                                "POST",
                                "dev-internal",
                                "/v1/profiles/" + id(person).value() + "/aliases",
                                "{\"anonymousId\":\"%s\"}".formatted(id(other).value()),
                                Map.of())
                        .status())
                .isBetween(200, 204);
    }

    private void split(String person, String other) {
        assertThat(api.send(
                                "DELETE",
                                "dev-internal",
                                "/v1/profiles/" + id(person).value() + "/aliases/"
                                        + id(other).value(),
                                "",
                                Map.of())
                        .status())
                .isBetween(200, 204);
    }

    /** An instance whose models have learned each entry under the present person of its id, and no change of identities. */
    private ProjectionInstance neverTwo() {
        ProjectionInstance instance = source().instance(1_000_000);
        List<JournalEntry> entries = journal.readAll(0, journal.lastPosition()).stream()
                .map(entry -> entry.withPerson(identities.personOf(entry.event().userId())))
                .toList();
        EntryBatch batch = new EntryBatch(
                entries,
                List.of(),
                EntryItems.of(entries, catalog),
                new JdbcModelParticipations(jdbc).of(entries),
                journal.lastPosition());
        instance.models.learn(batch, new BackgroundThrottle(new ForegroundActivity(), 1, () -> false));
        return instance;
    }

    private void assertSamePersonalParts(ProjectionInstance actual, ProjectionInstance expected, String... names) {
        for (String name : names) {
            UserId user = id(name);
            assertThat(actual.nextItems.history(user))
                    .as("items of %s", name)
                    .isEqualTo(expected.nextItems.history(user));
            assertThat(actual.ads.parameters(user))
                    .as("advertisements of %s", name)
                    .isEqualTo(expected.ads.parameters(user));
            assertThat(payments(actual, user)).as("payments of %s", name).isEqualTo(payments(expected, user));
            assertThat(ratings(actual, user)).as("ratings of %s", name).isEqualTo(ratings(expected, user));
        }
    }

    private static String payments(ProjectionInstance instance, UserId user) {
        return instance.risks
                .payments(user)
                .map(payments ->
                        payments.history().days() + " " + payments.history().amount() + " "
                                + payments.unlabelled().stream()
                                        .map(unlabelled -> unlabelled.id())
                                        .sorted()
                                        .toList())
                .orElse("none");
    }

    private static long ratings(ProjectionInstance instance, UserId user) {
        return instance.ratings
                .losses(user)
                .map(losses -> losses.losses().examples())
                .orElse(0L);
    }

    @Test
    void aRelearningAfterMergesAndSplitsGivesTheModelsOfPersonsWhoAlwaysHadOneId() {
        post(30, "ann", "visitor", "bob", "phone");
        merge("ann", "visitor");
        merge("bob", "phone");
        post(20, "ann", "visitor", "bob", "phone");
        split("bob", "phone");
        post(10, "ann", "visitor", "bob", "phone");
        source().raiseGeneration();
        assertThat(source().replayed()).isEqualTo(neverTwo().bytes());
    }

    @Test
    void aMergeAndASplitMoveWhatTheModelsHoldOfThePersonAtOnce() {
        post(20, "carl", "tablet", "dora");
        ProjectionInstance instance = source().instance(50).caughtUp();
        merge("carl", "tablet");
        assertSamePersonalParts(instance.caughtUp(), neverTwo(), "carl", "tablet", "dora");
        assertThat(instance.nextItems.history(id("tablet"))).isEmpty();
        post(10, "carl", "tablet");
        assertSamePersonalParts(instance.caughtUp(), neverTwo(), "carl", "tablet");
        split("carl", "tablet");
        assertSamePersonalParts(instance.caughtUp(), neverTwo(), "carl", "tablet", "dora");
        assertThat(instance.nextItems.history(id("tablet"))).isNotEmpty();
    }

    @Test
    void aVisitorWhoBecomesAnUnknownUserTakesEverythingAlong() {
        post(60, "visit");
        ProjectionInstance instance = source().instance(50).caughtUp();
        var items = instance.nextItems.parameters(id("visit"));
        merge("user", "visit");
        instance.caughtUp();
        assertThat(instance.nextItems.parameters(id("user"))).isPresent().isEqualTo(items);
        assertThat(instance.nextItems.parameters(id("visit"))).isEmpty();
        assertSamePersonalParts(instance, neverTwo(), "user", "visit");
    }

    @Test
    void theModelsDoNotDependOnTheSizeOfTheBatches() {
        post(20, "eve", "laptop", "fred");
        merge("eve", "laptop");
        post(10, "eve", "laptop", "fred");
        merge("eve", "fred");
        post(5, "fred");
        byte[] inOne =
                source().instance(1_000_000, Duration.ZERO, true).caughtUp().bytes();
        assertThat(source().instance(7).caughtUp().bytes()).isEqualTo(inOne);
    }
}
