package io.portrait.model.fraud;

import io.portrait.kernel.LruMap;
import io.portrait.kernel.ModelFingerprint;
import io.portrait.kernel.UserId;
import io.portrait.kernel.Vec;
import io.portrait.model.feature.Example;
import io.portrait.model.fraud.RiskAssessment.RiskReason;
import io.portrait.model.learner.LearnerSnapshot;
import io.portrait.model.learner.Learners;
import io.portrait.model.learner.LogOpinionPool;
import io.portrait.model.learner.Model;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Fraud detection model for payments. A payment enters the histories of its card and terminal at once. Its label, which
 * arrives later, enters the histories too, and two learners learn the features that the payment had on arrival: a
 * neural network on {@link RiskFeatures} and a linear learner on {@link RiskFeatureCrosses}. The probability is their
 * {@link LogOpinionPool}.
 *
 * <p>An assessment with few labels is drawn towards the base rate, the share of frauds among the labels with a prior: its
 * log-odds are w · those of the learners + (1 − w) · those of the base rate, w = min(1, labels / {@link
 * FraudPrior#evidenceLabels}). So untrained learners have no effect. The state is a function of the payments and labels in their order; assessing does not change
 * it.
 *
 * <p><b>Mutable.</b> The owner must ensure that no thread assesses while another one learns; several threads may assess
 * at the same time.
 */
public final class RiskModel {

    /** The name of the neural network in reports. */
    public static final String NETWORK = "mlp";

    /** The name of the linear learner in reports. */
    public static final String LINEAR = "ftrl-proximal on bins and crosses";

    /** The version of the format of {@link #write}; it rises when the bytes change their meaning. */
    public static final int LAYOUT_VERSION = 2;

    /** The code of the reason for the share of the base rate in an assessment. */
    public static final String BASE_RATE = "base-rate";

    private static final double MIN_PROBABILITY = 1e-9;

    record PaymentId(UserId card, String id) {}

    record PendingLabel(CardPayment cardPayment, Vec features) {}

    private final RiskCapacity capacity;
    private final LruMap<UserId, CardHistory> cards;
    private final LruMap<String, TerminalHistory> terminals;
    private final LruMap<PaymentId, PendingLabel> pendingLabels;
    private Model<?> network = Model.fresh(
            Learners.parse("mlp(dimensions=%d,hidden=32,loss=logistic,stepSize=0.05)".formatted(RiskFeatures.SIZE)));
    private Model<?> linear =
            Model.fresh(Learners.parse("ftrl-proximal(dimensions=%d,alpha=0.05)".formatted(RiskFeatureCrosses.SIZE)));
    private final double[] baselineFeatures = new double[RiskFeatures.SIZE];
    private final FraudPrior prior;
    private long payments;
    private long labels;
    private long frauds;

    /** A model without any payments. */
    public RiskModel(RiskCapacity capacity, FraudPrior prior) {
        this.capacity = capacity;
        this.prior = prior;
        this.cards = new LruMap<>(capacity.cards());
        this.terminals = new LruMap<>(capacity.terminals());
        this.pendingLabels = new LruMap<>(capacity.pendingLabels());
    }

    /** The number of payments so far. */
    public long payments() {
        return payments;
    }

    /** The number of learned labels. */
    public long labels() {
        return labels;
    }

    /** The {@link RiskFeatures#SIZE} features of a payment under the current histories. */
    public Vec features(CardPayment cardPayment) {
        CardHistory card = cardPayment.card().flatMap(cards::get).orElse(CardHistory.EMPTY);
        TerminalHistory terminal =
                cardPayment.terminal().flatMap(terminals::get).orElse(TerminalHistory.EMPTY);
        return RiskFeatures.of(cardPayment.payment(), card, terminal);
    }

    /** The probability of fraud of a payment with these features. */
    public double probability(Vec features) {
        return LogOpinionPool.of(Vec.adopt(memberProbabilities(features).values().stream()
                .mapToDouble(each -> each)
                .toArray()));
    }

    /** The probability of fraud of each learner, by its name. */
    public SequencedMap<String, Double> memberProbabilities(Vec features) {
        SequencedMap<String, Double> members = new LinkedHashMap<>();
        members.put(NETWORK, Math.clamp(network.predict(features).value(), 0, 1));
        members.put(
                LINEAR,
                Math.clamp(linear.predict(RiskFeatureCrosses.of(features)).value(), 0, 1));
        return members;
    }

    /** The share of frauds among the labels, with the prior. */
    public double baseRate() {
        return prior.rate(frauds, labels);
    }

    /** A check whether there are enough labels for the learners to count in full. */
    public boolean hasEvidence() {
        return labels >= prior.evidenceLabels();
    }

    /** The risk of a payment under the current histories, with its reasons. */
    public RiskAssessment assess(CardPayment cardPayment) {
        double weight = Math.min(1, (double) labels / prior.evidenceLabels());
        double base = (1 - weight) * logOdds(baseRate());
        if (weight == 0) {
            return new RiskAssessment(baseRate(), List.of(new RiskReason(BASE_RATE, base)));
        }
        Vec features = features(cardPayment);
        List<RiskReason> reasons = new ArrayList<>();
        RiskAttribution.attribute(features, Vec.of(baselineFeatures), this::logOdds)
                .forEach(reason -> reasons.add(new RiskReason(reason.code(), weight * reason.contribution())));
        if (weight == 1) {
            return new RiskAssessment(probability(features), reasons);
        }
        reasons.add(new RiskReason(BASE_RATE, base));
        reasons.sort(Comparator.comparingDouble(RiskReason::contribution).reversed());
        return new RiskAssessment(1 / (1 + StrictMath.exp(-weight * logOdds(features) - base)), reasons);
    }

    private double logOdds(Vec features) {
        return logOdds(probability(features));
    }

    private static double logOdds(double probability) {
        double p = Math.clamp(probability, MIN_PROBABILITY, 1 - MIN_PROBABILITY);
        return StrictMath.log(p / (1 - p));
    }

    /** The payment history of a card, if it is in memory. */
    public Optional<CardHistory> history(UserId card) {
        return cards.get(card);
    }

    /**
     * A payment that waits for its label.
     *
     * @param id the id of the payment among those of its card
     * @param features the {@link RiskFeatures} that it had when it arrived
     */
    public record UnlabelledPayment(String id, CardPayment payment, Vec features) {}

    /** The payments of a card that wait for their labels, the oldest first. O(all of them). */
    public List<UnlabelledPayment> unlabelledPayments(UserId card) {
        return pendingLabels.entries().stream()
                .filter(entry -> entry.getKey().card().equals(card))
                .map(entry -> new UnlabelledPayment(
                        entry.getKey().id(),
                        entry.getValue().cardPayment(),
                        entry.getValue().features()))
                .toList();
    }

    /** A check whether the payment of a card with this id waits for its label. */
    public boolean awaitsLabel(UserId card, String id) {
        return pendingLabels.get(new PaymentId(card, id)).isPresent();
    }

    /**
     * Adds a payment to the histories.
     *
     * @param card the card's user
     * @param id identifies the payment among those of the card; its label will refer to it
     * @param terminal terminal or merchant; empty if unknown
     * @param payment time and amount
     */
    public void addPayment(UserId card, String id, Optional<String> terminal, Payment payment) {
        CardPayment cardPayment = new CardPayment(Optional.of(card), terminal, payment);
        Vec features = features(cardPayment);
        cards.put(card, cards.get(card).orElse(CardHistory.EMPTY).withPayment(payment));
        terminal.ifPresent(terminalId -> terminals.put(
                terminalId,
                terminals.get(terminalId).orElse(TerminalHistory.EMPTY).withPayment(payment)));
        pendingLabels.put(new PaymentId(card, id), new PendingLabel(cardPayment, features));
        payments++;
        for (int i = 0; i < baselineFeatures.length; i++) {
            baselineFeatures[i] += (features.get(i) - baselineFeatures[i]) / payments;
        }
    }

    /** Learns the label of an earlier payment; the label of an unknown payment is ignored. */
    public void addLabel(UserId card, String id, boolean fraud) {
        pendingLabels.remove(new PaymentId(card, id)).ifPresent(pending -> learn(card, pending, fraud));
    }

    private void learn(UserId card, PendingLabel pending, boolean fraud) {
        double target = fraud ? 1 : 0;
        network = network.learn(new Example(pending.features(), target, 1));
        linear = linear.learn(new Example(RiskFeatureCrosses.of(pending.features()), target, 1));
        Payment payment = pending.cardPayment().payment();
        cards.replace(card, cards.get(card).orElse(CardHistory.EMPTY).withLabel(payment, fraud));
        pending.cardPayment()
                .terminal()
                .ifPresent(terminalId -> terminals.replace(
                        terminalId,
                        terminals.get(terminalId).orElse(TerminalHistory.EMPTY).withLabel(payment, fraud)));
        labels++;
        frauds += fraud ? 1 : 0;
    }

    /** The cards with stored payments. */
    public Set<UserId> cards() {
        return Stream.concat(
                        cards.entries().stream().map(Map.Entry::getKey),
                        pendingLabels.entries().stream()
                                .map(pending -> pending.getKey().card()))
                .collect(Collectors.toSet());
    }

    /** Moves the history and the unlabelled payments of a card to another card, which has none. */
    public void rename(UserId card, UserId newCard) {
        cards.remove(card).ifPresent(history -> cards.put(newCard, history));
        removePendingLabels(Set.of(card)).forEach((id, pending) -> putPendingLabel(newCard, id, pending));
    }

    /**
     * A payment of a card, its label, or both.
     *
     * @param id identifies the payment among those of the card
     */
    public record CardEvent(UserId card, String id, Optional<Payment> payment, Optional<Boolean> fraud) {}

    /**
     * Replaces the histories of cards by those of other cards that have the same payments. Unlabelled payments keep the features
     * that they had on arrival. Terminals and learned weights do not change.
     *
     * @param formerCards the cards that had the payments
     * @param events the payments and labels in order
     */
    public void rebuild(Set<UserId> formerCards, List<CardEvent> events) {
        formerCards.forEach(cards::remove);
        Map<String, PendingLabel> pending = removePendingLabels(formerCards);
        Map<PaymentId, Payment> unlabelled = new LinkedHashMap<>();
        events.forEach(event -> rebuild(event, unlabelled));
        unlabelled
                .keySet()
                .forEach(id -> Optional.ofNullable(pending.get(id.id()))
                        .ifPresent(label -> putPendingLabel(id.card(), id.id(), label)));
    }

    private void rebuild(CardEvent event, Map<PaymentId, Payment> unlabelled) {
        PaymentId id = new PaymentId(event.card(), event.id());
        CardHistory history = cards.get(event.card()).orElse(CardHistory.EMPTY);
        boolean isLabelOnly = event.fraud().isPresent() && unlabelled.containsKey(id);
        if (event.payment().isPresent() && !isLabelOnly) {
            history = history.withPayment(event.payment().get());
            unlabelled.put(id, event.payment().get());
        }
        if (event.fraud().isPresent() && unlabelled.containsKey(id)) {
            history = history.withLabel(
                    Objects.requireNonNull(unlabelled.remove(id)), event.fraud().get());
        }
        cards.put(event.card(), history);
    }

    private Map<String, PendingLabel> removePendingLabels(Set<UserId> of) {
        Map<String, PendingLabel> removed = new LinkedHashMap<>();
        pendingLabels.entries().stream()
                .map(Map.Entry::getKey)
                .filter(id -> of.contains(id.card()))
                .toList()
                .forEach(id -> pendingLabels.remove(id).ifPresent(label -> removed.put(id.id(), label)));
        return removed;
    }

    private void putPendingLabel(UserId card, String id, PendingLabel pending) {
        CardPayment payment = pending.cardPayment();
        pendingLabels.put(
                new PaymentId(card, id),
                new PendingLabel(
                        new CardPayment(Optional.of(card), payment.terminal(), payment.payment()), pending.features()));
    }

    /** Removes the histories and the unlabelled payments of cards; terminals and learned weights stay. */
    public void forget(Set<UserId> forgotten) {
        forgotten.forEach(cards::remove);
        removePendingLabels(forgotten);
    }

    /** The layout version and the configuration as one text; stored bytes are readable only if it is equal. */
    public String fingerprint() {
        return "layout %d, %s, %s, %s, %s"
                .formatted(
                        LAYOUT_VERSION,
                        capacity,
                        prior,
                        network.learner().config().identity(),
                        linear.learner().config().identity());
    }

    /**
     * Writes the complete state.
     *
     * <pre>
     *  fingerprint | payments | labels | frauds | baseline features | network | linear learner
     *  cards, terminals, pending labels: n, then each, least recently used first
     * </pre>
     */
    public void write(DataOutput out) throws IOException {
        out.writeUTF(fingerprint());
        out.writeLong(payments);
        out.writeLong(labels);
        out.writeLong(frauds);
        Vec.of(baselineFeatures).write(out);
        network.snapshot().write(out);
        linear.snapshot().write(out);
        cards.write(RiskModelFormat.CARD, out);
        terminals.write(RiskModelFormat.TERMINAL, out);
        pendingLabels.write(RiskModelFormat.PENDING_LABEL, out);
    }

    /**
     * Reads what {@link #write} wrote; the model continues exactly as the written one would have.
     *
     * @throws IllegalStateException if the bytes are of another layout or configuration
     */
    public static RiskModel read(RiskCapacity capacity, FraudPrior prior, DataInput in) throws IOException {
        RiskModel model = new RiskModel(capacity, prior);
        ModelFingerprint.require("fraud", model.fingerprint(), in);
        model.payments = in.readLong();
        model.labels = in.readLong();
        model.frauds = in.readLong();
        double[] means = Vec.read(in).toArray();
        System.arraycopy(means, 0, model.baselineFeatures, 0, model.baselineFeatures.length);
        model.network = Model.restore(model.network.learner(), LearnerSnapshot.read(in));
        model.linear = Model.restore(model.linear.learner(), LearnerSnapshot.read(in));
        model.cards.read(RiskModelFormat.CARD, in);
        model.terminals.read(RiskModelFormat.TERMINAL, in);
        model.pendingLabels.read(RiskModelFormat.PENDING_LABEL, in);
        return model;
    }
}
