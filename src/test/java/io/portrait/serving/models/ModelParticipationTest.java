package io.portrait.serving.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.ingest.JournalReader;
import io.portrait.kernel.ItemId;
import io.portrait.kernel.UserId;
import io.portrait.support.ApiClient;
import io.portrait.support.PortraitTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** The consent of persons decides which global model learns their events, also those before the decision. */
@PortraitTest
class ModelParticipationTest {

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

    /** A person and others use a common item; the person alone uses a rare one. */
    private void post() {
        List<String> events = new ArrayList<>();
        for (String user : List.of("other", "person")) {
            events.add(event(user, "view", "\"item\":\"common-%s\"".formatted(run)));
            events.add(event(user, "impression", "\"item\":\"common-%s\"".formatted(run)));
        }
        events.add(event("person", "view", "\"item\":\"rare-%s\"".formatted(run)));
        events.add(event("person", "rating", "\"item\":\"common-%s\",\"value\":5".formatted(run)));
        events.add(event("person", "transaction", "\"value\":9"));
        assertThat(api.postEvents(events).status()).isEqualTo(200);
    }

    private String event(String user, String type, String rest) {
        return "{\"userId\":\"%s-%s\",\"messageId\":\"%s\",\"type\":\"%s\",%s}"
                .formatted(user, run, UUID.randomUUID(), type, rest);
    }

    /** The parts of the person in the models, as flags: own history, rare item, rating, advertisements, payments. */
    private String parts(ProjectionInstance instance) {
        UserId person = new UserId("person-" + run);
        List<Boolean> parts = List.of(
                instance.nextItems.parameters(person).isPresent(),
                instance.nextItems
                        .probability(new UserId("other-" + run), new ItemId("rare-" + run))
                        .isPresent(),
                instance.ratings.losses(person).isPresent(),
                instance.ads.parameters(person).isPresent(),
                instance.risks.payments(person).isPresent());
        return String.join(" ", parts.stream().map(part -> part ? "x" : "-").toList());
    }

    private void change(String path, String body) {
        assertThat(api.send("PUT", "dev-admin", "/v1/subjects/person-" + run + path, body, Map.of())
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/consent     | {'purposes':{'personalisation':false}} | - - - x x",
                "/consent     | {'purposes':{'ads':false}}             | x x x - x",
                "/consent     | {'purposes':{'risk':false}}            | x x x x -",
                "/consent     | {'purposes':{'sharing':false}}         | x - - x x",
                "/restriction | {'restricted':true}                    | - - - - -",
                "/restriction | {'objected':true}                      | - - - - -"
            })
    void aDecisionTakesThePersonOutOfTheModels(String path, String body, String remaining) {
        post();
        ProjectionInstance instance = source().instance(1_000).caughtUp();
        assertThat(parts(instance)).isEqualTo("x x x x x");
        change(path, body.replace('\'', '"'));
        assertThat(parts(instance.caughtUp())).isEqualTo(remaining);
        assertThat(instance.bytes()).isEqualTo(source().replayed());
        change(
                path,
                body.replace('\'', '"')
                        .replace("true", "?")
                        .replace("false", "true")
                        .replace("?", "false"));
        assertThat(parts(instance.caughtUp()))
                .as("after the decision is withdrawn")
                .isEqualTo("x x x x x");
    }

    @Test
    void aDecisionBeforeTheFirstEventOrOnAnotherPurposeRelearnsNothing() {
        long before = new JdbcModelGeneration(jdbc, service.getBean(JournalReader.class)).current();
        change("/consent", "{\"purposes\":{\"sharing\":false}}");
        ProjectionInstance instance = source().instance(1_000).caughtUp();
        post();
        change("/consent", "{\"purposes\":{\"sharing\":false}}");
        instance.caughtUp();
        assertThat(new JdbcModelGeneration(jdbc, service.getBean(JournalReader.class)).current())
                .isEqualTo(before);
        assertThat(parts(instance)).isEqualTo("x - - x x");
    }
}
