package io.portrait.serving.models;

import io.portrait.ingest.Event;
import io.portrait.ingest.EventPayload;
import io.portrait.ingest.JournalEntry;
import io.portrait.kernel.UserId;
import io.portrait.model.fraud.CardPayment;
import io.portrait.model.fraud.Payment;
import io.portrait.model.fraud.RiskAssessment;
import io.portrait.model.fraud.RiskModel;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The risk of payments. It owns the model: the follower alone changes it, under the write lock and one payment at a time;
 * everybody else reads.
 *
 * <p>A {@code transaction} event is a payment. One with {@code properties.fraud} whose {@code properties.transactionId} is
 * that of an earlier payment of the same person is its label; else it is a payment that brings its label along.
 */
@Component
public class RiskScorer {

    private static final JsonMapper JSON = new JsonMapper();

    private final RiskProperties properties;
    private final LockedModel<RiskModel> locked;

    RiskScorer(RiskProperties properties) {
        this.properties = properties;
        this.locked = new LockedModel<>(new RiskModel(properties.bounds()));
    }

    /** How high a risk is. */
    public enum RiskLevel {
        LOW,
        MEDIUM,
        HIGH
    }

    /**
     * What is thought of a payment that comes now; nothing is learned from it.
     *
     * @param card nobody where what is known of the person may not be used
     * @param terminal where, or to whom
     * @param amount 0 or more
     */
    public RiskAssessment assess(Optional<UserId> card, Optional<String> terminal, Instant at, double amount) {
        CardPayment cardPayment = new CardPayment(card, terminal, payment(at, amount));
        return locked.read(model -> model.assess(cardPayment));
    }

    /** How high the risk is. */
    public RiskLevel level(RiskAssessment assessment) {
        double probability = assessment.probability();
        return probability >= properties.highThreshold()
                ? RiskLevel.HIGH
                : probability >= properties.mediumThreshold() ? RiskLevel.MEDIUM : RiskLevel.LOW;
    }

    private static Payment payment(Instant at, double amount) {
        return new Payment(ChronoUnit.MICROS.between(Instant.EPOCH, at), amount);
    }

    /** How many payments, and labels, it has learned. */
    public LearnedCounts learnedCounts() {
        return locked.read(model -> new LearnedCounts(model.payments(), model.labels()));
    }

    /** What has been learned so far. */
    public record LearnedCounts(long payments, long labels) {}

    /** Whether a payment of a card is known. */
    boolean hasPayments(UserId card) {
        return locked.read(model -> model.knowsCard(card));
    }

    /** Begins anew, with nothing learned. */
    void reset() {
        replaceModel(new RiskModel(properties.bounds()));
    }

    /** Goes on with another model. */
    void replaceModel(RiskModel replacement) {
        locked.replace(replacement);
    }

    /** What the model's bytes belong to. */
    String fingerprint() {
        return locked.read(RiskModel::fingerprint);
    }

    /** Writes the model. */
    void write(DataOutput out) throws IOException {
        locked.write(out, RiskModel::write);
    }

    /** A model that was written. */
    RiskModel read(DataInput in) throws IOException {
        return RiskModel.read(properties.bounds(), in);
    }

    /** Learns the payments and labels among some entries. */
    void learn(List<JournalEntry> entries) {
        entries.stream().map(JournalEntry::event).forEach(event -> {
            if (event.payload() instanceof EventPayload.Transaction(double amount)) {
                locked.write(model -> learn(model, event, amount));
            }
        });
    }

    private static void learn(RiskModel model, Event event, double amount) {
        JsonNode eventProperties = event.extra() == null
                ? JSON.createObjectNode()
                : JSON.readTree(event.extra()).path("properties");
        String id =
                eventProperties.path("transactionId").asString(event.messageId().value());
        JsonNode fraud = eventProperties.path("fraud");
        if (!(fraud.isBoolean() && model.awaitsLabel(event.userId(), id))) {
            model.addPayment(event.userId(), id, terminal(event, eventProperties), payment(event.happenedAt(), amount));
        }
        if (fraud.isBoolean()) {
            model.addLabel(event.userId(), id, fraud.booleanValue());
        }
    }

    /** The merchant; where none is told, the item. */
    private static Optional<String> terminal(Event event, JsonNode eventProperties) {
        return Optional.of(eventProperties.path("merchant").asString(""))
                .filter(name -> !name.isBlank())
                .or(() -> Optional.ofNullable(event.itemId()).map(item -> item.value()));
    }
}
