package io.portrait.ingest;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of an order that a purchase or refund is about, and what the event tells of the whole order.
 *
 * @param orderId the sender's id of the order; an order counts once per person
 * @param statement the id of the message that states all lines of the order; null if the event states one line by itself
 * @param line the number of the line in the statement, from 0
 * @param isWhole whether a refund is of all that is left of the order
 * @param quantity the number of pieces of the line; null if the sender told none
 * @param amounts the amounts of the whole order
 */
public record OrderPart(
        String orderId,
        @Nullable String statement,
        int line,
        boolean isWhole,
        @Nullable BigDecimal quantity,
        OrderAmounts amounts) {

    /** The properties of a message that hold the id of its order, by precedence. */
    public static final List<String> ID_PROPERTIES = List.of("order_id", "orderId");

    /** The amounts of a whole order in the currency of the event; null where the sender told none. */
    public record OrderAmounts(
            @Nullable BigDecimal total,
            @Nullable BigDecimal discount,
            @Nullable BigDecimal shipping,
            @Nullable BigDecimal tax) {

        /** An order without amounts. */
        public static final OrderAmounts NONE = new OrderAmounts(null, null, null, null);
    }

    /** A line of an order that is stated by itself. */
    public static OrderPart line(String orderId) {
        return new OrderPart(orderId, null, 0, false, null, OrderAmounts.NONE);
    }

    /** The whole rest of an order, to be refunded. */
    public static OrderPart whole(String orderId) {
        return new OrderPart(orderId, null, 0, true, null, OrderAmounts.NONE);
    }
}
