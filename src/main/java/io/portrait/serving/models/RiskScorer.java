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
import io.portrait.serving.models.StoredModel.ModelFormat;
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
 * that of an earlier payment of the same user, it is the label of that payment; otherwise it is a labelled payment.
 */
@Component
public class RiskScorer {

    private static final JsonMapper JSON = new JsonMapper();

    private final RiskProperties properties;
    private final StoredModel<RiskModel> model;

    RiskScorer(RiskProperties properties) {
        this.properties = properties;
        this.model = new StoredModel<>(
                () -> new RiskModel(properties.capacity()),
                new ModelFormat<>(
                        RiskModel::fingerprint, RiskModel::write, in -> RiskModel.read(properties.capacity(), in)));
    }

    /** The model, for the projection and its snapshots. */
    StoredModel<RiskModel> model() {
        return model;
    }

    /** The class of a risk by the configured thresholds. */
    public enum RiskLevel {
        LOW,
        MEDIUM,
        HIGH
    }

    /**
     * Assesses a payment; learns nothing from it.
     *
     * @param card the payer; empty if personal data must not be used
     * @param terminal the place or the receiver of the payment
     * @param amount 0 or more
     */
    public RiskAssessment assess(Optional<UserId> card, Optional<String> terminal, Instant at, double amount) {
        CardPayment cardPayment = new CardPayment(card, terminal, payment(at, amount));
        return model.read(risks -> risks.assess(cardPayment));
    }

    /** The level of an assessed risk. */
    public RiskLevel level(RiskAssessment assessment) {
        double probability = assessment.probability();
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

    /** Everything that the model has stored of a card. */
    Optional<StoredPayments> payments(UserId card) {
        return model.read(risks ->
                risks.history(card).map(history -> new StoredPayments(history, risks.unlabelledPayments(card))));
    }

    /** Learns the payments and labels among journal entries. */
    void learn(List<JournalEntry> entries) {
        entries.stream().map(JournalEntry::event).forEach(event -> {
            if (event.payload() instanceof EventPayload.Transaction(double amount)) {
                model.write(risks -> learn(risks, event, amount));
            }
        });
    }

    private static void learn(RiskModel risks, Event event, double amount) {
        JsonNode eventProperties = event.extra() == null
                ? JSON.createObjectNode()
                : JSON.readTree(event.extra()).path("properties");
        String id =
                eventProperties.path("transactionId").asString(event.messageId().value());
        JsonNode fraud = eventProperties.path("fraud");
        if (!(fraud.isBoolean() && risks.awaitsLabel(event.userId(), id))) {
            risks.addPayment(event.userId(), id, terminal(event, eventProperties), payment(event.happenedAt(), amount));
        }
        if (fraud.isBoolean()) {
            risks.addLabel(event.userId(), id, fraud.booleanValue());
        }
    }

    /** The merchant; the item if there is no merchant. */
    private static Optional<String> terminal(Event event, JsonNode eventProperties) {
        return Optional.of(eventProperties.path("merchant").asString(""))
                .filter(name -> !name.isBlank())
                .or(() -> Optional.ofNullable(event.itemId()).map(item -> item.value()));
    }
}
