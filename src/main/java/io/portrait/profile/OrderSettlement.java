package io.portrait.profile;

import io.portrait.kernel.CurrencyCodes;
import io.portrait.kernel.Money;
import io.portrait.kernel.Topic;
import io.portrait.profile.RememberedOrder.Line;
import io.portrait.profile.RememberedOrder.LineKey;
import io.portrait.profile.RememberedOrder.OrderEventKey;
import io.portrait.profile.RememberedOrder.OrderRefund;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The sums of an order: what was spent, what was refunded, and the interests that are left. A refund takes no more than its lines
 * or the order have cost, and takes the interests of its lines back in the same proportion. Where the lines are not known, a
 * refund counts with the amount that it tells, and its interests at its own time. Pure; O(lines + refunds · lines of an item).
 */
final class OrderSettlement {

    /** A term of the interest in a topic. Terms are never added up, because each is rounded when it is weighted by its time. */
    record InterestTerm(Topic topic, long atMicros, long units) {}

    private final RememberedOrder order;
    private final String currency;

    /** The rest of each line after the refunds of its item, in ten-thousandths. */
    private final NavigableMap<LineKey, Long> left = new TreeMap<>();

    private final Map<String, Long> spent = new TreeMap<>();
    private final Map<String, Long> refunded = new TreeMap<>();
    private final Map<InterestTerm, Integer> interests = new HashMap<>();
    private boolean itemsKept = true;
    private long refundOfWhole;

    OrderSettlement(RememberedOrder order) {
        this.order = order;
        this.currency = currencyOf(order);
        order.lines().forEach((key, line) -> left.put(key, line.amount().units()));
        addSpent();
        order.refunds().forEach(this::addRefund);
        if (isKnown()) {
            capRefunds();
            addInterestsOfLines();
        }
    }

    private static String currencyOf(RememberedOrder order) {
        if (order.stated().amounts().total() != null) {
            return order.stated().currency();
        }
        Stream<Money> amounts = order.lines().isEmpty()
                ? order.refunds().values().stream().map(OrderRefund::amount).flatMap(Stream::ofNullable)
                : order.lines().values().stream().map(Line::amount);
        return amounts.map(Money::currency).findFirst().orElse(CurrencyCodes.NONE);
    }

    /** A check whether the purchase of the order is known, and not only its refund. */
    boolean isKnown() {
        return !order.lines().isEmpty();
    }

    private void addSpent() {
        @Nullable BigDecimal total = order.stated().amounts().total();
        if (total != null) {
            spent.put(currency, Money.toUnits(total));
            return;
        }
        for (Line line : order.lines().values()) {
            spent.merge(line.amount().currency(), line.amount().units(), CurrencyTotals::saturatedSum);
        }
    }

    private void addRefund(OrderEventKey key, OrderRefund refund) {
        boolean isOfLines = order.lines().keySet().stream().anyMatch(line -> isOf(refund, line));
        if (!isOfLines) {
            for (TopicUnits interest : refund.interests()) {
                addInterest(interest, key.atMicros());
            }
        }
        if (isKnown() && key.equals(RememberedOrder.REFUND_OF_WHOLE)) {
            itemsKept = false;
        } else if (isOfLines && isSameCurrency(refund)) {
            refundOfWhole = CurrencyTotals.saturatedSum(refundOfWhole, refundLines(refund));
        } else if (refund.amount() != null && isKnown() && isSameCurrency(refund)) {
            refundOfWhole =
                    CurrencyTotals.saturatedSum(refundOfWhole, refund.amount().units());
        } else if (refund.amount() != null) {
            refunded.merge(refund.amount().currency(), refund.amount().units(), CurrencyTotals::saturatedSum);
        }
    }

    private static boolean isOf(OrderRefund refund, LineKey line) {
        return !refund.item().isEmpty() && refund.item().equals(line.item());
    }

    private boolean isSameCurrency(OrderRefund refund) {
        return refund.amount() == null
                || refund.amount().currency().equals(CurrencyCodes.NONE)
                || refund.amount().currency().equals(currency);
    }

    /** Takes a refund from the lines of its item; returns what is beyond their amounts. */
    private long refundLines(OrderRefund refund) {
        if (refund.amount() == null) {
            refundPieces(refund);
            return 0;
        }
        long rest = refund.amount().units();
        for (Map.Entry<LineKey, Long> line : left.entrySet()) {
            if (isOf(refund, line.getKey())) {
                long taken = Math.min(rest, line.getValue());
                line.setValue(line.getValue() - taken);
                rest -= taken;
            }
        }
        return rest;
    }

    private void refundPieces(OrderRefund refund) {
        long rest = refund.pieces();
        for (Map.Entry<LineKey, Long> entry : left.entrySet()) {
            Line line = Objects.requireNonNull(order.lines().get(entry.getKey()));
            if (isOf(refund, entry.getKey())) {
                long pieces = Math.min(rest, line.pieces());
                double part = line.pieces() == 0 ? 1 : (double) pieces / line.pieces();
                long taken =
                        part == 1 ? entry.getValue() : Math.round(line.amount().units() * part);
                entry.setValue(Math.max(0, entry.getValue() - taken));
                rest -= pieces;
            }
        }
    }

    private void capRefunds() {
        if (!itemsKept) {
            spent.forEach((code, units) -> refunded.merge(code, units, Math::max));
            return;
        }
        order.lines()
                .forEach((key, line) -> refunded.merge(
                        line.amount().currency(), line.amount().units() - leftOf(key), CurrencyTotals::saturatedSum));
        refunded.merge(currency, refundOfWhole, CurrencyTotals::saturatedSum);
        spent.forEach((code, units) -> refunded.merge(code, units, Math::min));
    }

    private long leftOf(LineKey key) {
        return left.getOrDefault(key, 0L);
    }

    private void addInterestsOfLines() {
        double keptOfWhole = keptOfWhole();
        order.lines().forEach((key, line) -> {
            double kept = keptOfWhole * keptOfLine(key, line);
            line.interests().forEach(interest -> addInterest(interest.times(kept), line.atMicros()));
        });
    }

    /** The part of what is left of the lines that the refunds of the whole order leave. */
    private double keptOfWhole() {
        long total = spent.getOrDefault(currency, 0L);
        boolean isRefunded = total > 0 && refunded.getOrDefault(currency, 0L) >= total;
        if (!itemsKept || isRefunded) {
            return 0;
        }
        long refundOfLines = 0;
        for (Map.Entry<LineKey, Line> line : order.lines().entrySet()) {
            refundOfLines += line.getValue().amount().units() - leftOf(line.getKey());
        }
        return total > refundOfLines ? Math.max(0, 1 - (double) refundOfWhole / (total - refundOfLines)) : 1;
    }

    private double keptOfLine(LineKey key, Line line) {
        long units = line.amount().units();
        boolean isReturned = order.refunds().values().stream().anyMatch(refund -> isOf(refund, key));
        return units > 0 ? (double) leftOf(key) / units : isReturned ? 0 : 1;
    }

    private void addInterest(TopicUnits interest, long atMicros) {
        if (interest.units() != 0) {
            interests.merge(new InterestTerm(interest.topic(), atMicros, interest.units()), 1, Integer::sum);
        }
    }

    /** The terms of the interests with their numbers. */
    Map<InterestTerm, Integer> interests() {
        return interests;
    }

    /** The totals by currency. */
    Map<String, CurrencyTotals> totals() {
        Map<String, CurrencyTotals> totals = new TreeMap<>();
        spent.forEach((code, units) -> totals.computeIfAbsent(code, c -> new CurrencyTotals()).spentUnits = units);
        refunded.forEach((code, units) -> {
            if (units > 0 || totals.containsKey(code)) {
                totals.computeIfAbsent(code, c -> new CurrencyTotals()).refundedUnits = units;
            }
        });
        CurrencyTotals own = totals.computeIfAbsent(currency, c -> new CurrencyTotals());
        own.orders = isKnown() ? 1 : 0;
        own.lines = order.lines().size();
        own.refunds = order.refunds().size();
        return totals;
    }

    long spentUnits() {
        return spent.getOrDefault(currency, 0L);
    }

    long refundedUnits() {
        return refunded.getOrDefault(currency, 0L);
    }

    String currency() {
        return currency;
    }
}
