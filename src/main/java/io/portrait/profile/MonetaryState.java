package io.portrait.profile;

import io.portrait.ingest.Event;
import io.portrait.ingest.EventPayload;
import io.portrait.ingest.OrderPart;
import io.portrait.kernel.LruMap;
import io.portrait.kernel.Money;
import io.portrait.kernel.Topic;
import io.portrait.model.feature.TopicWeight;
import io.portrait.profile.OrderSettlement.InterestTerm;
import io.portrait.profile.RememberedOrder.Line;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The money of a user: totals by currency, and the orders that had the latest events. While an order is remembered, its sums and
 * interests are a function of the set of its events, whatever their order of arrival. A forgotten order is added to the totals;
 * a later event of it counts as one of another order. An event without an order is an order of its own and needs no memory.
 *
 * <p>A row is written as a whole, and most events are about no money. Therefore what was read from a row stays encoded until it
 * is needed. Mutable; owned by one {@link ActivityCounters}.
 */
final class MonetaryState {

    /** The default number of remembered orders. */
    static final int DEFAULT_ORDERS = 50;

    /** The number of lines and refunds of all remembered orders, beyond which the oldest order is forgotten. */
    static final int MAX_LINES = 1_000;

    private static final byte[] NOTHING = {};

    /**
     * The effect of a purchase or refund on the interests.
     *
     * @param interests how often each term is to be added, negative to take it away
     * @param isRepeated whether the event states what another one has stated already
     */
    record InterestChange(Map<InterestTerm, Integer> interests, boolean isRepeated) {}

    private final int maxOrders;
    private byte[] encoded;
    private final NavigableMap<String, CurrencyTotals> forgotten = new TreeMap<>();
    private long forgottenUnmatchedRefunds;
    private final LruMap<String, RememberedOrder> orders;

    /**
     * A state without purchases.
     *
     * @param maxOrders the number of remembered orders; 0: each event counts for itself
     */
    MonetaryState(int maxOrders) {
        this(maxOrders, NOTHING);
    }

    private MonetaryState(int maxOrders, byte[] encoded) {
        this.maxOrders = maxOrders;
        this.encoded = encoded;
        this.orders = new LruMap<>(Math.max(1, maxOrders), this::forget);
    }

    static MonetaryState read(StateReader in, int maxOrders) {
        return new MonetaryState(maxOrders, in.readBlob());
    }

    void write(StateWriter out) {
        boolean isEmpty = forgotten.isEmpty() && orders.size() == 0 && forgottenUnmatchedRefunds == 0;
        out.writeBlob(encoded.length > 0 || isEmpty ? encoded : encode());
    }

    private byte[] encode() {
        StateWriter out = new StateWriter();
        out.writeVarint(forgotten.size());
        forgotten.forEach((currency, totals) -> totals.write(out.writeText(currency)));
        out.writeVarint(forgottenUnmatchedRefunds);
        List<Topic> topics = orders.entries().stream()
                .flatMap(order -> order.getValue().topics())
                .distinct()
                .sorted()
                .toList();
        out.writeVarint(topics.size());
        topics.forEach(topic -> out.writeText(topic.path()));
        out.writeVarint(orders.size());
        orders.entries().forEach(order -> order.getValue().write(out, topics));
        return out.toBytes();
    }

    private void decode() {
        if (encoded.length == 0) {
            return;
        }
        StateReader in = new StateReader(encoded);
        for (int remaining = in.readCount(); remaining > 0; remaining--) {
            forgotten.put(in.readText(), CurrencyTotals.read(in));
        }
        forgottenUnmatchedRefunds = in.readVarint();
        List<Topic> topics = new ArrayList<>();
        for (int remaining = in.readCount(); remaining > 0; remaining--) {
            topics.add(new Topic(in.readText()));
        }
        for (int remaining = in.readCount(); remaining > 0; remaining--) {
            RememberedOrder order = RememberedOrder.read(in, topics);
            orders.put(order.id(), order);
        }
        encoded = NOTHING;
    }

    /** Adds a purchase or refund; returns its effect on the interests. Other events have no effect. */
    @Nullable
    InterestChange add(Event event, DecayTime time, List<TopicWeight> interests) {
        if (!(event.payload() instanceof EventPayload.Purchase) && !(event.payload() instanceof EventPayload.Refund)) {
            return null;
        }
        decode();
        @Nullable
        OrderPart part = maxOrders == 0 ? null : event.payload().orderPart().orElse(null);
        if (part == null) {
            addSingle(event.payload());
            return null;
        }
        return addToOrder(event, part, line(event.payload(), part, time, interests));
    }

    private static Line line(EventPayload payload, OrderPart part, DecayTime time, List<TopicWeight> interests) {
        long pieces = part.quantity() == null ? Line.ONE_PIECE : Money.toUnits(part.quantity());
        return new Line(amountOf(payload), pieces, time.micros(), TopicUnits.of(interests));
    }

    private static Money amountOf(EventPayload payload) {
        return payload.payment().orElse(Money.ZERO);
    }

    private void addSingle(EventPayload payload) {
        Money amount = amountOf(payload);
        CurrencyTotals totals = forgotten.computeIfAbsent(amount.currency(), currency -> new CurrencyTotals());
        if (payload instanceof EventPayload.Purchase) {
            totals.addPurchase(amount);
        } else {
            totals.addRefund(amount.units());
        }
    }

    private InterestChange addToOrder(Event event, OrderPart part, Line line) {
        RememberedOrder order = orders.getOrCreate(part.orderId(), RememberedOrder::new);
        boolean isPurchase = event.payload() instanceof EventPayload.Purchase;
        boolean isNew = !isPurchase || order.isNew(event, part, line.atMicros());
        Map<InterestTerm, Integer> change;
        if (isPurchase && isNew && order.refunds().isEmpty()) { // most purchases, without a settlement of all lines
            order.addPurchase(event, part, line);
            change = interestsOf(line);
        } else {
            Map<InterestTerm, Integer> before = new OrderSettlement(order).interests();
            if (isPurchase) {
                order.addPurchase(event, part, line);
            } else {
                order.addRefund(event, part, line);
            }
            change = difference(new OrderSettlement(order).interests(), before);
        }
        forgetBeyondLimit();
        return new InterestChange(change, !isNew);
    }

    private static Map<InterestTerm, Integer> interestsOf(Line line) {
        Map<InterestTerm, Integer> interests = new HashMap<>();
        line.interests()
                .forEach(interest -> interests.merge(
                        new InterestTerm(interest.topic(), line.atMicros(), interest.units()), 1, Integer::sum));
        return interests;
    }

    private static Map<InterestTerm, Integer> difference(
            Map<InterestTerm, Integer> after, Map<InterestTerm, Integer> before) {
        Map<InterestTerm, Integer> difference = new HashMap<>(after);
        before.forEach((term, count) -> difference.merge(term, -count, Integer::sum));
        difference.values().removeIf(count -> count == 0);
        return difference;
    }

    private void forgetBeyondLimit() {
        int lines = orders.entries().stream()
                .mapToInt(order -> order.getValue().size())
                .sum();
        while (lines > MAX_LINES) {
            RememberedOrder eldest = orders.removeEldest().orElseThrow();
            forget(eldest);
            lines -= eldest.size();
        }
    }

    private void forget(RememberedOrder order) {
        OrderSettlement settlement = new OrderSettlement(order);
        settlement.totals().forEach((currency, totals) -> addTo(forgotten, currency, totals));
        forgottenUnmatchedRefunds += settlement.isKnown() ? 0 : 1;
    }

    /** The totals of all orders by currency. */
    NavigableMap<String, CurrencyTotals> totals() {
        decode();
        NavigableMap<String, CurrencyTotals> totals = new TreeMap<>();
        forgotten.forEach((currency, part) -> addTo(totals, currency, part));
        orders.entries()
                .forEach(order -> new OrderSettlement(order.getValue())
                        .totals()
                        .forEach((currency, part) -> addTo(totals, currency, part)));
        return totals;
    }

    private static void addTo(Map<String, CurrencyTotals> totals, String currency, CurrencyTotals part) {
        totals.computeIfAbsent(currency, c -> new CurrencyTotals()).add(part);
    }

    /** The number of refunds whose orders were not known, at least at that time. */
    long unmatchedRefunds() {
        decode();
        return forgottenUnmatchedRefunds
                + orders.entries().stream()
                        .filter(order -> order.getValue().lines().isEmpty())
                        .count();
    }

    /** The remembered orders, those with the oldest events first. */
    List<RememberedOrder> orders() {
        decode();
        return orders.entries().stream().map(Map.Entry::getValue).toList();
    }
}
