package io.portrait.risk;

import io.portrait.feature.CardHistory;
import io.portrait.feature.Example;
import io.portrait.feature.Payment;
import io.portrait.feature.RiskCrosses;
import io.portrait.feature.RiskFeatures;
import io.portrait.feature.TerminalHistory;
import io.portrait.kernel.UserId;
import io.portrait.kernel.Vec;
import io.portrait.learning.Learners;
import io.portrait.learning.LogOddsMean;
import io.portrait.learning.Model;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The risk of payments. A payment counts in the histories of its card and terminal at once; its label, when it comes,
 * counts there too, and teaches two learners the features that the payment had when it came. What they say together is the
 * mean of their log-odds. Its state is a function of the payments and labels in their order; asking changes nothing.
 *
 * <p><b>Mutable</b>: there is one owner, who sees to it that nobody asks while it learns. Those who ask may be many.
 */
public final class RiskModel {

    /** The name of the network, as evaluations have it. */
    public static final String NETWORK = "mlp";

    /** The name of the linear learner. */
    public static final String CROSSED = "ftrl-proximal on bins and crosses";

    private static final double NEAREST = 1e-9;

    private record PaymentId(UserId card, String id) {}

    private record Unlabelled(Transfer transfer, Vec features) {}

    private final Kept<UserId, CardHistory> cards;
    private final Kept<String, TerminalHistory> terminals;
    private final Kept<PaymentId, Unlabelled> unlabelled;
    private Model<?> network = Model.fresh(
            Learners.of("mlp(dimensions=%d,hidden=32,loss=logistic,stepSize=0.05)".formatted(RiskFeatures.SIZE)));
    private Model<?> crossed =
            Model.fresh(Learners.of("ftrl-proximal(dimensions=%d,alpha=0.05)".formatted(RiskCrosses.SIZE)));
    private final double[] usual = new double[RiskFeatures.SIZE];
    private long payments;
    private long labels;

    /** A model that has seen nothing. */
    public RiskModel(RiskBounds bounds) {
        this.cards = new Kept<>(bounds.cards());
        this.terminals = new Kept<>(bounds.terminals());
        this.unlabelled = new Kept<>(bounds.unlabelled());
    }

    /** How many payments it has seen. */
    public long payments() {
        return payments;
    }

    /** How many labels it has learned. */
    public long labels() {
        return labels;
    }

    /** The features of a payment that comes now: {@link RiskFeatures#SIZE} of them. */
    public Vec features(Transfer transfer) {
        CardHistory card = transfer.card().flatMap(cards::get).orElse(CardHistory.NONE);
        TerminalHistory terminal = transfer.terminal().flatMap(terminals::get).orElse(TerminalHistory.NONE);
        return RiskFeatures.of(transfer.payment(), card, terminal);
    }

    /** The probability that a payment with these features is a fraud. */
    public double probability(Vec features) {
        return LogOddsMean.of(Vec.adopt(
                members(features).values().stream().mapToDouble(each -> each).toArray()));
    }

    /** What each learner says of it, by its name. */
    public SequencedMap<String, Double> members(Vec features) {
        SequencedMap<String, Double> members = new LinkedHashMap<>();
        members.put(NETWORK, Math.clamp(network.predict(features).value(), 0, 1));
        members.put(
                CROSSED, Math.clamp(crossed.predict(RiskCrosses.of(features)).value(), 0, 1));
        return members;
    }

    /** What is thought of a payment that comes now, and why. */
    public Assessment assess(Transfer transfer) {
        Vec features = features(transfer);
        List<Assessment.Reason> reasons = Blame.share(features, Vec.of(usual), this::logOdds);
        return new Assessment(probability(features), reasons);
    }

    private double logOdds(Vec features) {
        double p = Math.clamp(probability(features), NEAREST, 1 - NEAREST);
        return Math.log(p / (1 - p));
    }

    /** Whether a payment of a card is known by this id and waits for its label. */
    public boolean awaitsLabel(UserId card, String id) {
        return unlabelled.get(new PaymentId(card, id)).isPresent();
    }

    /**
     * A payment has come.
     *
     * @param card whose it is
     * @param id of the card's payments, by which its label will come
     */
    public void pay(UserId card, String id, Optional<String> terminal, Payment payment) {
        Transfer transfer = new Transfer(Optional.of(card), terminal, payment);
        Vec features = features(transfer);
        cards.put(card, cards.get(card).orElse(CardHistory.NONE).after(payment));
        terminal.ifPresent(at ->
                terminals.put(at, terminals.get(at).orElse(TerminalHistory.NONE).after(payment)));
        unlabelled.put(new PaymentId(card, id), new Unlabelled(transfer, features));
        payments++;
        for (int i = 0; i < usual.length; i++) {
            usual[i] += (features.get(i) - usual[i]) / payments;
        }
    }

    /** The label of an earlier payment has come; of one that is not known it teaches nothing. */
    public void label(UserId card, String id, boolean fraud) {
        unlabelled.take(new PaymentId(card, id)).ifPresent(paid -> learn(card, paid, fraud));
    }

    private void learn(UserId card, Unlabelled paid, boolean fraud) {
        double target = fraud ? 1 : 0;
        network = network.learn(new Example(paid.features(), target, 1));
        crossed = crossed.learn(new Example(RiskCrosses.of(paid.features()), target, 1));
        Payment payment = paid.transfer().payment();
        cards.replace(card, cards.get(card).orElse(CardHistory.NONE).labelled(payment, fraud));
        paid.transfer()
                .terminal()
                .ifPresent(at -> terminals.replace(
                        at, terminals.get(at).orElse(TerminalHistory.NONE).labelled(payment, fraud)));
        labels++;
    }
}
