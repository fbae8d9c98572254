package io.portrait.serving.models;

import io.portrait.ingest.Event;
import io.portrait.ingest.EventPayload;
import io.portrait.ingest.JournalEntry;
import io.portrait.kernel.UserId;
import io.portrait.model.fraud.CardHistory;
import io.portrait.model.fraud.CardPayment;
import io.portrait.model.fraud.Payment;
import io.portrait.model.fraud.RiskAssessment;
import io.portrait.model.fraud.RiskModel;
import io.portrait.model.fraud.RiskModel.CardEvent;
import io.portrait.serving.models.StoredModel.ModelFormat;
import io.portrait.serving.models.StoredModel.PersonalParts;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The payment risk model, for concurrent assessments while the projection learns.
 *
 * <p>A {@code transaction} event is a payment. If it has {@code properties.fraud}, and its {@code properties.transactionId} is
 * that of an earlier payment of the same user, it is the label of that payment; otherwise it is a labelled payment. Without an
 * amount it is a label only.
 */
@Component
public class RiskScorer {

    private static final JsonMapper JSON = new JsonMapper();

    private final RiskProperties properties;
    private final StoredModel<RiskModel> model;

    RiskScorer(RiskProperties properties) {
        this.properties = properties;
        this.model = new StoredModel<>(
                () -> new RiskModel(properties.capacity(), properties.prior()),
                new ModelFormat<>(
                        RiskModel::fingerprint,
                        RiskModel::write,
                        in -> RiskModel.read(properties.capacity(), properties.prior(), in)),
                new PersonalParts<>(
                        (risks, card) -> risks.history(card).isPresent(),
                        RiskModel::cards,
                        RiskModel::rename,
                        RiskModel::forget));
    }

    /** A scorer with the same configuration that has learned nothing. */
    RiskScorer untrained() {
        return new RiskScorer(properties);
    }

    /** A check whether the model has learned the journal. */
    public boolean isReady() {
        return model.isReady();
    }

    /** The model, for the projection and its snapshots. */
    StoredModel<RiskModel> model() {
        return model;
    }

    /** The class of a risk by the configured thresholds; unknown without enough labels or with a model that is not ready. */
    public enum RiskLevel {
        UNKNOWN,
        LOW,
        MEDIUM,
        HIGH
    }

    /**
     * An assessed payment.
     *
     * @param examples the number of labels that the model has learned
     * @param modelReady whether the model has learned the journal
     * @param modelAsOf the time before which every accepted event is learned; empty just after a start
     */
    public record RiskDecision(
            RiskAssessment assessment,
            RiskLevel level,
            long examples,
            boolean modelReady,
            Optional<Instant> modelAsOf) {

        /** The probability of fraud. */
        public double probability() {
            return assessment.probability();
        }
    }

    /**
     * Assesses a payment; learns nothing from it.
     *
     * @param card the payer; empty if personal data must not be used
     * @param terminal the place or the receiver of the payment
     * @param amount 0 or more
     */
    public RiskDecision assess(Optional<UserId> card, Optional<String> terminal, Instant at, double amount) {
        CardPayment cardPayment = new CardPayment(card, terminal, payment(at, amount));
        boolean ready = model.isReady();
        Optional<Instant> asOf = model.asOf();
        return model.read(risks -> {
            RiskAssessment assessment = risks.assess(cardPayment);
            RiskLevel level = ready && risks.hasEvidence() ? level(assessment.probability()) : RiskLevel.UNKNOWN;
            return new RiskDecision(assessment, level, risks.labels(), ready, asOf);
        });
    }

    private RiskLevel level(double probability) {
        return probability >= properties.highThreshold()
                ? RiskLevel.HIGH
                : probability >= properties.mediumThreshold() ? RiskLevel.MEDIUM : RiskLevel.LOW;
    }

    private static Payment payment(Instant at, double amount) {
        return new Payment(ChronoUnit.MICROS.between(Instant.EPOCH, at), amount);
    }

    /** The numbers of payments and labels that the model has learned. */
    public LearnedCounts learnedCounts() {
        return model.read(risks -> new LearnedCounts(risks.payments(), risks.labels()));
    }

    /** Numbers of learned examples. */
    public record LearnedCounts(long payments, long labels) {}

    /** The payments of a card that the model has stored: their history, and those that wait for their labels. */
    record StoredPayments(CardHistory history, List<RiskModel.UnlabelledPayment> unlabelled) {}

    /** The stored payments of a card. */
    Optional<StoredPayments> payments(UserId card) {
        return model.read(risks ->
                risks.history(card).map(history -> new StoredPayments(history, risks.unlabelledPayments(card))));
    }

    /** Learns the payments and labels among journal entries. */
    void learn(List<JournalEntry> entries) {
        entries.forEach(entry -> {
            Event event = entry.event();
            switch (event.payload()) {
                case EventPayload.Transaction(var amount) ->
                    model.write(risks -> learn(risks, entry, amount.toDouble()));
                case EventPayload.PaymentLabel(boolean fraud) ->
                    model.write(risks -> risks.addLabel(entry.person(), paymentId(event, properties(event)), fraud));
                default -> {
                    // not a payment
                }
            }
        });
    }

    /**
     * Follows a merge or split.
     *
     * @param own the last entries of both persons
     */
    void follow(PersonChange change, List<JournalEntry> own) {
        model.follow(
                change,
                risks -> risks.rebuild(
                        change.persons(),
                        own.stream().flatMap(entry -> cardEvent(entry).stream()).toList()));
    }

    private static Optional<CardEvent> cardEvent(JournalEntry entry) {
        Event event = entry.event();
        return switch (event.payload()) {
            case EventPayload.Transaction(var amount) ->
                Optional.of(
                        cardEvent(entry, Optional.of(payment(event.happenedAt(), amount.toDouble())), label(event)));
            case EventPayload.PaymentLabel(boolean fraud) ->
                Optional.of(cardEvent(entry, Optional.empty(), Optional.of(fraud)));
            default -> Optional.empty();
        };
    }

    private static CardEvent cardEvent(JournalEntry entry, Optional<Payment> payment, Optional<Boolean> fraud) {
        return new CardEvent(entry.person(), paymentId(entry.event(), properties(entry.event())), payment, fraud);
    }

    private static Optional<Boolean> label(Event event) {
        JsonNode fraud = properties(event).path("fraud");
        return fraud.isBoolean() ? Optional.of(fraud.booleanValue()) : Optional.empty();
    }

    private static JsonNode properties(Event event) {
        return event.extra() == null
                ? JSON.createObjectNode()
                : JSON.readTree(event.extra()).path("properties");
    }

    private static String paymentId(Event event, JsonNode eventProperties) {
        return eventProperties.path("transactionId").asString(event.messageId().value());
    }

    private static void learn(RiskModel risks, JournalEntry entry, double amount) {
        Event event = entry.event();
        UserId card = entry.person();
        JsonNode eventProperties = properties(event);
        String id = paymentId(event, eventProperties);
        JsonNode fraud = eventProperties.path("fraud");
        if (!(fraud.isBoolean() && risks.awaitsLabel(card, id))) {
            risks.addPayment(card, id, terminal(event, eventProperties), payment(event.happenedAt(), amount));
        }
        if (fraud.isBoolean()) {
            risks.addLabel(card, id, fraud.booleanValue());
        }
    }

    /** The merchant; the item if there is no merchant. */
    private static Optional<String> terminal(Event event, JsonNode eventProperties) {
        return Optional.of(eventProperties.path("merchant").asString(""))
                .filter(name -> !name.isBlank())
                .or(() -> Optional.ofNullable(event.itemId()).map(item -> item.value()));
    }
}
