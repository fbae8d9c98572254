package io.portrait.shared;

import io.portrait.feature.Payment;
import io.portrait.ingest.Behaviour;
import io.portrait.ingest.Event;
import io.portrait.ingest.JournalEntry;
import io.portrait.kernel.UserId;
import io.portrait.risk.Assessment;
import io.portrait.risk.RiskModel;
import io.portrait.risk.Transfer;
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
public class Risks {

    private static final JsonMapper JSON = new JsonMapper();

    private final RiskProperties properties;
    private final Guarded<RiskModel> guarded;

    Risks(RiskProperties properties) {
        this.properties = properties;
        this.guarded = new Guarded<>(new RiskModel(properties.bounds()));
    }

    /** How high a risk is. */
    public enum Level {
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
    public Assessment assess(Optional<UserId> card, Optional<String> terminal, Instant at, double amount) {
        Transfer transfer = new Transfer(card, terminal, payment(at, amount));
        return guarded.read(model -> model.assess(transfer));
    }

    /** How high the risk is. */
    public Level level(Assessment assessment) {
        double probability = assessment.probability();
        return probability >= properties.high()
                ? Level.HIGH
                : probability >= properties.medium() ? Level.MEDIUM : Level.LOW;
    }

    private static Payment payment(Instant at, double amount) {
        return new Payment(ChronoUnit.MICROS.between(Instant.EPOCH, at), amount);
    }

    /** How many payments, and labels, it has learned. */
    public Learned learned() {
        return guarded.read(model -> new Learned(model.payments(), model.labels()));
    }

    /** What has been learned so far. */
    public record Learned(long payments, long labels) {}

    /** Whether a payment of a card is known. */
    boolean knows(UserId card) {
        return guarded.read(model -> model.knows(card));
    }

    /** Begins anew, with nothing learned. */
    void reset() {
        goOnWith(new RiskModel(properties.bounds()));
    }

    /** Goes on with another model. */
    void goOnWith(RiskModel other) {
        guarded.replace(other);
    }

    /** What the model's bytes belong to. */
    String fingerprint() {
        return guarded.read(RiskModel::fingerprint);
    }

    /** Writes the model. */
    void write(DataOutput out) throws IOException {
        guarded.write(out, RiskModel::write);
    }

    /** A model that was written. */
    RiskModel read(DataInput in) throws IOException {
        return RiskModel.read(properties.bounds(), in);
    }

    /** Learns the payments and labels among some entries. */
    void learn(List<JournalEntry> entries) {
        entries.stream().map(JournalEntry::event).forEach(event -> {
            if (event.behaviour() instanceof Behaviour.Transaction(double amount)) {
                guarded.write(model -> learn(model, event, amount));
            }
        });
    }

    private static void learn(RiskModel model, Event event, double amount) {
        JsonNode told = event.detail() == null
                ? JSON.createObjectNode()
                : JSON.readTree(event.detail()).path("properties");
        String id = told.path("transactionId").asString(event.message().value());
        JsonNode fraud = told.path("fraud");
        if (!(fraud.isBoolean() && model.awaitsLabel(event.user(), id))) {
            model.pay(event.user(), id, terminal(event, told), payment(event.happenedAt(), amount));
        }
        if (fraud.isBoolean()) {
            model.label(event.user(), id, fraud.booleanValue());
        }
    }

    /** The merchant; where none is told, the item. */
    private static Optional<String> terminal(Event event, JsonNode told) {
        return Optional.of(told.path("merchant").asString(""))
                .filter(name -> !name.isBlank())
                .or(() -> Optional.ofNullable(event.item()).map(item -> item.value()));
    }
}
