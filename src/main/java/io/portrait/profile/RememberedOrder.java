package io.portrait.profile;

import io.portrait.ingest.Event;
import io.portrait.ingest.EventPayload;
import io.portrait.ingest.OrderPart;
import io.portrait.ingest.OrderPart.OrderAmounts;
import io.portrait.kernel.CurrencyCodes;
import io.portrait.kernel.Money;
import io.portrait.kernel.Topic;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An order of a user, as its events state it: a set of lines and a set of refunds, the same in any order of arrival. A message
 * may state the whole order. Then the lines of the message with the latest event time are the order's lines, so that an order
 * that is sent twice counts once and a changed order replaces the earlier one. Lines that are stated one by one are told apart by
 * their items; of two with the same item the later one counts. Mutable; owned by one {@link MonetaryState}.
 */
final class RememberedOrder {

    /** The place of a line: its number in the message that states the order, and its item. */
    record LineKey(int number, String item) implements Comparable<LineKey> {

        private static final Comparator<LineKey> ORDER =
                Comparator.comparingInt(LineKey::number).thenComparing(LineKey::item);

        @Override
        public int compareTo(LineKey other) {
            return ORDER.compare(this, other);
        }
    }

    /**
     * A line with its amount and the interests that it shows.
     *
     * @param pieces the number of pieces in ten-thousandths
     */
    record Line(Money amount, long pieces, long atMicros, List<TopicUnits> interests) {

        /** The number of pieces where the sender tells none. */
        static final long ONE_PIECE = Money.toUnits(BigDecimal.ONE);

        private static final Comparator<Line> BY_TIME = Comparator.comparingLong(Line::atMicros)
                .thenComparingLong(line -> line.amount().units())
                .thenComparing(line -> line.amount().currency());

        Line later(Line other) {
            return BY_TIME.compare(this, other) < 0 ? other : this;
        }
    }

    /** An event of an order. Events are ordered by time, then by message. */
    record OrderEventKey(long atMicros, String messageId) implements Comparable<OrderEventKey> {

        private static final Comparator<OrderEventKey> ORDER =
                Comparator.comparingLong(OrderEventKey::atMicros).thenComparing(OrderEventKey::messageId);

        @Override
        public int compareTo(OrderEventKey other) {
            return ORDER.compare(this, other);
        }
    }

    /** The key of all refunds of the whole order, because a second one changes nothing. */
    static final OrderEventKey REFUND_OF_WHOLE = new OrderEventKey(Long.MIN_VALUE, "");

    /** The statement of lines that are stated one by one; every message that states the whole order is later. */
    private static final OrderEventKey NO_STATEMENT = new OrderEventKey(Long.MIN_VALUE, "");

    /**
     * A refund.
     *
     * @param item the item of the refunded lines; empty for the order as a whole
     * @param amount null for the pieces
     * @param pieces the number of pieces in ten-thousandths; {@link #ALL} for all that are left
     * @param interests what the refund takes back where the order's lines are not known
     */
    record OrderRefund(String item, @Nullable Money amount, long pieces, List<TopicUnits> interests) {

        /** All pieces that are left. */
        static final long ALL = Long.MAX_VALUE;

        static OrderRefund larger(OrderRefund a, OrderRefund b) {
            long unitsOfA = a.amount == null ? -1 : a.amount.units();
            long unitsOfB = b.amount == null ? -1 : b.amount.units();
            return unitsOfA < unitsOfB ? b : a;
        }
    }

    /** The amounts of the whole order, with the time at which they were told. */
    record StatedAmounts(OrderAmounts amounts, String currency, long atMicros) {

        static final StatedAmounts NONE = new StatedAmounts(OrderAmounts.NONE, CurrencyCodes.NONE, Long.MIN_VALUE);

        private static final Comparator<StatedAmounts> BY_TIME = Comparator.comparingLong(StatedAmounts::atMicros)
                .thenComparing(
                        amounts -> Objects.requireNonNullElse(amounts.amounts().total(), BigDecimal.ZERO));

        StatedAmounts later(StatedAmounts other) {
            return BY_TIME.compare(this, other) < 0 ? other : this;
        }
    }

    private static final long NOT_TOLD = -1;

    private final String id;
    private long latestMicros = Long.MIN_VALUE;
    /** Whether several messages state the order. */
    private boolean restated;

    private OrderEventKey statement = NO_STATEMENT;
    private StatedAmounts statedAmounts = StatedAmounts.NONE;
    private final NavigableMap<LineKey, Line> lines = new TreeMap<>();
    private final NavigableMap<OrderEventKey, OrderRefund> refunds = new TreeMap<>();

    RememberedOrder(String id) {
        this.id = id;
    }

    String id() {
        return id;
    }

    /** The time of the latest event. */
    long latestMicros() {
        return latestMicros;
    }

    StatedAmounts stated() {
        return statedAmounts;
    }

    /** The lines by their places, not to be modified. */
    NavigableMap<LineKey, Line> lines() {
        return Collections.unmodifiableNavigableMap(lines);
    }

    /** The refunds by their events, not to be modified. */
    NavigableMap<OrderEventKey, OrderRefund> refunds() {
        return Collections.unmodifiableNavigableMap(refunds);
    }

    /** The number of lines and refunds. */
    int size() {
        return lines.size() + refunds.size();
    }

    /** A check whether a purchase states something of the order for the first time. */
    boolean isNew(Event event, OrderPart part, long atMicros) {
        OrderEventKey stated = statementOf(part, atMicros);
        boolean isFirstStatement = lines.isEmpty() || stated.equals(statement);
        return isFirstStatement && !restated && !lines.containsKey(keyOf(event, part));
    }

    void addPurchase(Event event, OrderPart part, Line line) {
        latestMicros = Math.max(latestMicros, line.atMicros());
        OrderEventKey stated = statementOf(part, line.atMicros());
        restated |= !lines.isEmpty() && !stated.equals(statement);
        if (stated.compareTo(statement) < 0) {
            return;
        }
        if (stated.compareTo(statement) > 0) {
            lines.clear();
            statedAmounts = StatedAmounts.NONE;
            statement = stated;
        }
        lines.merge(keyOf(event, part), line, Line::later);
        if (!part.amounts().equals(OrderAmounts.NONE)) {
            statedAmounts = statedAmounts.later(
                    new StatedAmounts(part.amounts(), line.amount().currency(), line.atMicros()));
        }
    }

    void addRefund(Event event, OrderPart part, Line refunded) {
        latestMicros = Math.max(latestMicros, refunded.atMicros());
        @Nullable Money amount = ((EventPayload.Refund) event.payload()).amount();
        OrderEventKey key = part.isWhole()
                ? REFUND_OF_WHOLE
                : new OrderEventKey(refunded.atMicros(), event.messageId().value());
        long pieces = part.quantity() == null ? OrderRefund.ALL : refunded.pieces();
        refunds.merge(key, new OrderRefund(itemOf(event), amount, pieces, refunded.interests()), OrderRefund::larger);
    }

    private static OrderEventKey statementOf(OrderPart part, long atMicros) {
        return part.statement() == null ? NO_STATEMENT : new OrderEventKey(atMicros, part.statement());
    }

    private static LineKey keyOf(Event event, OrderPart part) {
        return new LineKey(part.statement() == null ? -1 : part.line(), itemOf(event));
    }

    private static String itemOf(Event event) {
        return event.itemId() == null ? "" : event.itemId().value();
    }

    /**
     * Reads an order.
     *
     * @param topics the topics of all orders, to which the lines refer by number
     */
    static RememberedOrder read(StateReader in, List<Topic> topics) {
        RememberedOrder order = new RememberedOrder(in.readText());
        order.latestMicros = in.readVarint();
        order.restated = in.readVarint() == 1;
        order.statement = new OrderEventKey(in.readVarint(), in.readText());
        order.statedAmounts = new StatedAmounts(
                new OrderAmounts(readAmount(in), readAmount(in), readAmount(in), readAmount(in)),
                in.readText(),
                in.readVarint());
        for (int remaining = in.readCount(); remaining > 0; remaining--) {
            order.lines.put(
                    new LineKey(in.readCount(), in.readText()),
                    new Line(
                            new Money(in.readVarint(), in.readText()),
                            in.readVarint(),
                            order.latestMicros - in.readVarint(),
                            readInterests(in, topics)));
        }
        for (int remaining = in.readCount(); remaining > 0; remaining--) {
            order.refunds.put(
                    new OrderEventKey(in.readVarint(), in.readText()),
                    new OrderRefund(in.readText(), readMoney(in), in.readVarint(), readInterests(in, topics)));
        }
        return order;
    }

    void write(StateWriter out, List<Topic> topics) {
        out.writeText(id).writeVarint(latestMicros).writeVarint(restated ? 1 : 0);
        out.writeVarint(statement.atMicros()).writeText(statement.messageId());
        writeAmount(out, statedAmounts.amounts().total());
        writeAmount(out, statedAmounts.amounts().discount());
        writeAmount(out, statedAmounts.amounts().shipping());
        writeAmount(out, statedAmounts.amounts().tax());
        out.writeText(statedAmounts.currency()).writeVarint(statedAmounts.atMicros());
        out.writeVarint(lines.size());
        lines.forEach((key, line) -> {
            out.writeVarint(key.number()).writeText(key.item());
            out.writeVarint(line.amount().units()).writeText(line.amount().currency());
            out.writeVarint(line.pieces()).writeVarint(latestMicros - line.atMicros());
            writeInterests(out, topics, line.interests());
        });
        out.writeVarint(refunds.size());
        refunds.forEach((key, refund) -> {
            out.writeVarint(key.atMicros()).writeText(key.messageId()).writeText(refund.item());
            writeMoney(out, refund.amount());
            out.writeVarint(refund.pieces());
            writeInterests(out, topics, refund.interests());
        });
    }

    private static @Nullable BigDecimal readAmount(StateReader in) {
        long units = in.readVarint();
        return units == NOT_TOLD ? null : Money.toDecimal(units);
    }

    private static void writeAmount(StateWriter out, @Nullable BigDecimal amount) {
        out.writeVarint(amount == null ? NOT_TOLD : Money.toUnits(amount));
    }

    private static @Nullable Money readMoney(StateReader in) {
        long units = in.readVarint();
        return units == NOT_TOLD ? null : new Money(units, in.readText());
    }

    private static void writeMoney(StateWriter out, @Nullable Money amount) {
        if (amount == null) {
            out.writeVarint(NOT_TOLD);
        } else {
            out.writeVarint(amount.units()).writeText(amount.currency());
        }
    }

    private static List<TopicUnits> readInterests(StateReader in, List<Topic> topics) {
        List<TopicUnits> interests = new ArrayList<>();
        for (int remaining = in.readCount(); remaining > 0; remaining--) {
            interests.add(new TopicUnits(topics.get(in.readCount()), in.readVarint()));
        }
        return interests;
    }

    private static void writeInterests(StateWriter out, List<Topic> topics, List<TopicUnits> interests) {
        out.writeVarint(interests.size());
        for (TopicUnits interest : interests) {
            out.writeVarint(Collections.binarySearch(topics, interest.topic())).writeVarint(interest.units());
        }
    }

    /** The topics of the lines and refunds. */
    Stream<Topic> topics() {
        return Stream.concat(
                        lines.values().stream().map(Line::interests),
                        refunds.values().stream().map(OrderRefund::interests))
                .flatMap(List::stream)
                .map(TopicUnits::topic);
    }
}
