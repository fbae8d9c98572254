package io.portrait.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.portrait.model.fraud.CardPayment;
import io.portrait.model.fraud.FraudHandbookPayments;
import io.portrait.model.fraud.FraudHandbookPayments.LabeledPayment;
import io.portrait.model.fraud.FraudPrior;
import io.portrait.model.fraud.RiskCapacity;
import io.portrait.model.fraud.RiskModel;
import io.portrait.serving.models.RiskScorer;
import io.portrait.support.ApiClient;
import io.portrait.support.ApiClient.ApiResponse;
import io.portrait.support.PortraitTest;
import io.portrait.support.TestTimeouts;
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

/** Payments sent through HTTP, journal and projection get the same risk as from the model directly. */
@PortraitTest
@DirtiesContext(classMode = ClassMode.BEFORE_CLASS) // needs an empty journal
@TestMethodOrder(OrderAnnotation.class)
class RiskApiTest {

    private static final Duration LABELS_LATE = Duration.ofDays(7);
    private static final int BATCH = 1_000;

    @Autowired
    private ApiClient api;

    @Autowired
    private RiskScorer risks;

    private final String run = UUID.randomUUID().toString().substring(0, 8);

    /** A step of the test: a payment, or the label of an earlier one. */
    private record Arrival(Instant at, LabeledPayment payment, boolean isLabel) {

        void applyTo(RiskModel model) {
            if (isLabel) {
                model.addLabel(payment.card(), payment.id(), payment.fraud());
            } else {
                model.addPayment(payment.card(), payment.id(), Optional.of(payment.terminal()), payment.payment());
            }
        }

        String event() {
            String label = isLabel ? ",\"fraud\":" + payment.fraud() : "";
            return """
                {"userId":"%s","messageId":"%s-%s","type":"transaction","value":%s,"timestamp":"%s",
                 "properties":{"transactionId":"%s","merchant":"%s"%s}}
                """.formatted(
                            payment.card(),
                            payment.id(),
                            isLabel,
                            payment.amount(),
                            at,
                            payment.id(),
                            payment.terminal(),
                            label);
        }
    }

    private static List<Arrival> arrivals(List<LabeledPayment> payments, Instant until) {
        List<Arrival> arrivals = new ArrayList<>();
        payments.forEach(payment -> arrivals.add(new Arrival(payment.at(), payment, false)));
        payments.forEach(payment -> arrivals.add(new Arrival(payment.at().plus(LABELS_LATE), payment, true)));
        return arrivals.stream()
                .filter(arrival -> arrival.at().isBefore(until))
                .sorted(Comparator.comparing(Arrival::at))
                .toList();
    }

    @Test
    @Order(0) // before the service has learned anything
    void aFreshServiceGivesTheBaseRateAndNoLevel() {
        JsonNode answer = risk("anybody", "anywhere", 5, Instant.parse("2026-11-21T10:00:00Z"));
        assertThat(answer.path("probability").asDouble()).isEqualTo(0.01, within(1e-12));
        assertThat(answer.path("level").asString()).isEqualTo("unknown");
        assertThat(answer.path("examples").asInt()).isZero();
        assertThat(answer.path("modelReady").asBoolean()).isTrue();
        assertThat(answer.at("/reasons/0/feature").asString()).isEqualTo("base-rate");
    }

    @Test
    @Order(1) // before the service has learned anything else
    @EnabledIf(
            value = "io.portrait.model.fraud.FraudHandbookPayments#areAvailable",
            disabledReason = "../shared/data/fraud does not exist")
    void serviceGivesTheProbabilitiesOfTheLibrary() {
        List<LabeledPayment> all = FraudHandbookPayments.sampleOfCards(20, 29).stream()
                .filter(payment -> !payment.card().value().equals("0")) // a placeholder, no card
                .toList();
        Instant today = all.getFirst().at().plus(Duration.ofDays(28));
        RiskModel reference = new RiskModel(RiskCapacity.UNLIMITED, FraudPrior.WEAK);
        List<Arrival> before = arrivals(all, today);
        before.forEach(arrival -> arrival.applyTo(reference));
        RiskScorer.LearnedCounts learned = risks.learnedCounts();
        for (int from = 0; from < before.size(); from += BATCH) {
            api.postEvents(before.subList(from, Math.min(before.size(), from + BATCH)).stream()
                    .map(Arrival::event)
                    .toList());
        }
        await().atMost(TestTimeouts.STATE)
                .until(() -> risks.learnedCounts().payments() == learned.payments() + reference.payments()
                        && risks.learnedCounts().labels() == learned.labels() + reference.labels());

        List<LabeledPayment> scored = all.stream()
                .filter(payment -> !payment.at().isBefore(today))
                .limit(300)
                .toList();
        assertThat(scored).hasSize(300);
        for (LabeledPayment payment : scored) {
            CardPayment transfer =
                    new CardPayment(Optional.of(payment.card()), Optional.of(payment.terminal()), payment.payment());
            JsonNode answer = risk(payment.card().value(), payment.terminal(), payment.amount(), payment.at());
            assertThat(answer.path("probability").asDouble())
                    .isEqualTo(reference.probability(reference.features(transfer)), within(1e-12));
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
    void merchantWithFraudsIsRiskierAndTheReasonIsGiven() {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            events.add(event(i, i % 3 == 0));
        }
        long labels = risks.learnedCounts().labels();
        api.postEvents(events);
        await().until(() -> risks.learnedCounts().labels() == labels + 600);
        Instant at = Instant.parse("2026-11-21T10:00:00Z");
        JsonNode risky = risk("payer", "shop-" + run + "-true", 30, at);
        JsonNode safe = risk("payer", "shop-" + run + "-false", 30, at);
        assertThat(risky.path("level").asString()).isEqualTo("high");
        assertThat(safe.path("level").asString()).isNotEqualTo("high");
        assertThat(risky.at("/reasons/0/feature").asString()).isEqualTo("terminal-frauds");
        double sum = risky.path("reasons")
                .valueStream()
                .mapToDouble(reason -> reason.path("contribution").asDouble())
                .sum();
        double p = risky.path("probability").asDouble();
        assertThat(sum).isEqualTo(Math.log(p / (1 - p)), within(1e-9));
        assertThat(risky.path("score").asDouble()).isBetween(0.0, 1.0);
    }

    @Test
    void aLabelNeedsNoAmount() {
        RiskScorer.LearnedCounts before = risks.learnedCounts();
        ApiResponse posted = api.postEvents(List.of("""
                {"userId":"labelled-%s","messageId":"1","type":"transaction","value":30,"properties":{"transactionId":"t"}}\
                """.formatted(run), """
                {"userId":"labelled-%s","messageId":"2","type":"transaction","properties":{"transactionId":"t","fraud":true}}\
                """.formatted(run), """
                {"userId":"labelled-%s","messageId":"3","type":"transaction","properties":{"transactionId":"other","fraud":true}}\
                """.formatted(run)));
        assertThat(posted.json().path("accepted").asInt()).as(posted.text()).isEqualTo(3);
        await().until(() -> risks.learnedCounts().labels() == before.labels() + 1);
        assertThat(risks.learnedCounts().payments()).isEqualTo(before.payments() + 1);
    }

    @Test
    void withoutConsentOnlyThePaymentCounts() {
        String payer = "payer-" + run + "-x";
        api.postEvents(List.of("""
            {"userId":"%s","messageId":"x-%s","type":"transaction","value":3000}\
            """.formatted(payer, run)));
        Instant at = Instant.parse("2026-11-21T10:00:00Z");
        await().untilAsserted(() -> assertThat(risk(payer, "m", 30, at)).isNotEqualTo(risk("unseen", "m", 30, at)));
        api.send("PUT", "dev-admin", "/v1/subjects/" + payer + "/consent", """
                {"purposes":{"risk":false}}\
                """, Map.of());
        assertThat(risk(payer, "m", 30, at)).isEqualTo(risk("unseen", "m", 30, at));
    }

    @Test
    void negativeAmountIsRejected() {
        ApiResponse answer = api.send("POST", "dev-internal", "/v1/risk", """
                {"userId":"payer","transaction":{"amount":-1}}\
                """, Map.of());
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("invalid-amount");
    }
}
