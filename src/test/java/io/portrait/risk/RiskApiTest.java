package io.portrait.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.portrait.risk.Payments.Labelled;
import io.portrait.shared.Risks;
import io.portrait.support.Api;
import io.portrait.support.Api.Answer;
import io.portrait.support.PortraitTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIf;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.annotation.DirtiesContext.ClassMode;
import tools.jackson.databind.JsonNode;

/** Payments through HTTP, journal and follower are judged as the library judges them. */
@PortraitTest
@DirtiesContext(classMode = ClassMode.BEFORE_CLASS) // in a journal where nobody else has left anything
@TestMethodOrder(OrderAnnotation.class)
class RiskApiTest {

    private static final Duration LABELS_LATE = Duration.ofDays(7);
    private static final int BATCH = 1_000;

    @Autowired
    private Api api;

    @Autowired
    private Risks risks;

    private final String run = UUID.randomUUID().toString().substring(0, 8);

    /** What comes at a time: a payment, or the label of an earlier one. */
    private record Arrival(Instant at, Labelled paid, boolean isLabel) {

        void teach(RiskModel model) {
            if (isLabel) {
                model.label(paid.card(), paid.id(), paid.fraud());
            } else {
                model.pay(paid.card(), paid.id(), Optional.of(paid.terminal()), paid.payment());
            }
        }

        String event() {
            String label = isLabel ? ",\"fraud\":" + paid.fraud() : "";
            return """
                    {"userId":"%s","messageId":"%s-%s","type":"transaction","value":%s,"timestamp":"%s",
                     "properties":{"transactionId":"%s","merchant":"%s"%s}}
                    """.formatted(paid.card(), paid.id(), isLabel, paid.amount(), at, paid.id(), paid.terminal(), label);
        }
    }

    private static List<Arrival> arrivals(List<Labelled> payments, Instant until) {
        List<Arrival> arrivals = new ArrayList<>();
        payments.forEach(paid -> arrivals.add(new Arrival(paid.at(), paid, false)));
        payments.forEach(paid -> arrivals.add(new Arrival(paid.at().plus(LABELS_LATE), paid, true)));
        return arrivals.stream()
                .filter(arrival -> arrival.at().isBefore(until))
                .sorted(Comparator.comparing(Arrival::at))
                .toList();
    }

    @Test
    @Order(1) // before the service has learned anything else
    @EnabledIf(value = "io.portrait.risk.Payments#areThere", disabledReason = "../shared/data/fraud is not there")
    void theServiceJudgesPaymentsAsTheLibraryDoes() {
        List<Labelled> all = Payments.ofOneCardIn(20, 29);
        Instant today = all.getFirst().at().plus(Duration.ofDays(28));
        RiskModel alone = new RiskModel(RiskBounds.NONE);
        List<Arrival> before = arrivals(all, today);
        before.forEach(arrival -> arrival.teach(alone));
        Risks.Learned learned = risks.learned();
        for (int from = 0; from < before.size(); from += BATCH) {
            api.postEvents(before.subList(from, Math.min(before.size(), from + BATCH)).stream()
                    .map(Arrival::event)
                    .toList());
        }
        await().atMost(Duration.ofSeconds(60))
                .until(() -> risks.learned().payments() == learned.payments() + alone.payments()
                        && risks.learned().labels() == learned.labels() + alone.labels());

        List<Labelled> asked = all.stream()
                .filter(paid -> !paid.at().isBefore(today))
                .limit(300)
                .toList();
        assertThat(asked).hasSize(300);
        for (Labelled paid : asked) {
            Transfer transfer = new Transfer(Optional.of(paid.card()), Optional.of(paid.terminal()), paid.payment());
            JsonNode answer = risk(paid.card().value(), paid.terminal(), paid.amount(), paid.at());
            assertThat(answer.path("probability").asDouble())
                    .isEqualTo(alone.probability(alone.features(transfer)), within(1e-12));
        }
    }

    private JsonNode risk(String user, String merchant, double amount, Instant at) {
        return api.send("POST", "dev-internal", "/v1/risk", """
                {"userId":"%s","transaction":{"amount":%s,"merchant":"%s","timestamp":"%s"}}
                """.formatted(user, amount, merchant, at), Map.of())
                .json();
    }

    private String event(int number, boolean fraud) {
        return """
                {"userId":"payer-%s-%d","messageId":"%s-%d","type":"transaction","value":30,
                 "timestamp":"2026-11-20T10:00:00Z","properties":{"merchant":"shop-%s-%s","fraud":%s}}
                """.formatted(run, number, run, number, run, fraud, fraud);
    }

    @Test
    void aMerchantWhereFraudsWereIsRiskierAndTheAnswerSaysSo() {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            events.add(event(i, i % 3 == 0));
        }
        long labels = risks.learned().labels();
        api.postEvents(events);
        await().until(() -> risks.learned().labels() == labels + 600);
        Instant at = Instant.parse("2026-11-21T10:00:00Z");
        JsonNode bad = risk("somebody", "shop-" + run + "-true", 30, at);
        JsonNode good = risk("somebody", "shop-" + run + "-false", 30, at);
        assertThat(bad.path("level").asString()).isEqualTo("high");
        assertThat(good.path("level").asString()).isNotEqualTo("high");
        assertThat(bad.at("/reasons/0/feature").asString()).isEqualTo("terminal-frauds");
        double sum = bad.path("reasons")
                .valueStream()
                .mapToDouble(reason -> reason.path("contribution").asDouble())
                .sum();
        double p = bad.path("probability").asDouble();
        assertThat(sum).isEqualTo(Math.log(p / (1 - p)), within(1e-9));
        assertThat(bad.path("score").asDouble()).isBetween(0.0, 1.0);
    }

    @Test
    void ofOneWhoDoesNotConsentOnlyThePaymentCounts() {
        String payer = "payer-" + run + "-x";
        api.postEvents(List.of("""
                {"userId":"%s","messageId":"x-%s","type":"transaction","value":3000}""".formatted(payer, run)));
        Instant at = Instant.parse("2026-11-21T10:00:00Z");
        await().untilAsserted(() -> assertThat(risk(payer, "m", 30, at)).isNotEqualTo(risk("nobody", "m", 30, at)));
        api.send("PUT", "dev-admin", "/v1/subjects/" + payer + "/consent", """
                {"purposes":{"risk":false}}""", Map.of());
        assertThat(risk(payer, "m", 30, at)).isEqualTo(risk("nobody", "m", 30, at));
    }

    @Test
    void anAmountIsNeeded() {
        Answer answer = api.send("POST", "dev-internal", "/v1/risk", """
                {"userId":"somebody","transaction":{"amount":-1}}""", Map.of());
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("invalid-amount");
    }
}
