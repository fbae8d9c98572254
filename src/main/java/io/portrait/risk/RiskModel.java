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
import io.portrait.learning.Snapshot;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
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

    /** The version of the bytes; it rises when they change meaning. */
    public static final int LAYOUT_VERSION = 1;

    private static final double NEAREST = 1e-9;

    record PaymentId(UserId card, String id) {}

    record Unlabelled(Transfer transfer, Vec features) {}

    private final RiskBounds bounds;
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
        this.bounds = bounds;
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
        return StrictMath.log(p / (1 - p));
    }

    /** Whether a payment of a card is known. */
    public boolean knows(UserId card) {
        return cards.get(card).isPresent();
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

    /** What its bytes belong to: the layout and the configuration, as one text. */
    public String fingerprint() {
        return "layout %d, %s, %s, %s"
                .formatted(
                        LAYOUT_VERSION,
                        bounds,
                        network.learner().config().identity(),
                        crossed.learner().config().identity());
    }

    /**
     * Writes all of it.
     *
     * <pre>
     *  fingerprint | payments | labels | usual | network | crossed
     *  cards, terminals, payments without a label: n, then each, the longest quiet first
     * </pre>
     */
    public void write(DataOutput out) throws IOException {
        out.writeUTF(fingerprint());
        out.writeLong(payments);
        out.writeLong(labels);
        Vec.of(usual).write(out);
        network.snapshot().write(out);
        crossed.snapshot().write(out);
        cards.write(RiskBytes.CARD, out);
        terminals.write(RiskBytes.TERMINAL, out);
        unlabelled.write(RiskBytes.UNLABELLED, out);
    }

    /**
     * The model that was written; it goes on exactly as the written one would have.
     *
     * @throws IllegalStateException if the bytes are of another layout or configuration
     */
    public static RiskModel read(RiskBounds bounds, DataInput in) throws IOException {
        RiskModel model = new RiskModel(bounds);
        String found = in.readUTF();
        if (!found.equals(model.fingerprint())) {
            throw new IllegalStateException(
                    "the stored payments are of \"%s\", this program has \"%s\": learn them again"
                            .formatted(found, model.fingerprint()));
        }
        model.payments = in.readLong();
        model.labels = in.readLong();
        double[] usual = Vec.read(in).toArray();
        System.arraycopy(usual, 0, model.usual, 0, model.usual.length);
        model.network = Model.restore(model.network.learner(), Snapshot.read(in));
        model.crossed = Model.restore(model.crossed.learner(), Snapshot.read(in));
        model.cards.read(RiskBytes.CARD, in);
        model.terminals.read(RiskBytes.TERMINAL, in);
        model.unlabelled.read(RiskBytes.UNLABELLED, in);
        return model;
    }
}
