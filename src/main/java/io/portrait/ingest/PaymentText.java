package io.portrait.ingest;

import io.portrait.ingest.OrderPart.OrderAmounts;
import io.portrait.kernel.CurrencyCodes;
import io.portrait.kernel.Money;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The currency and the order of a payment as JSON, as the text column of the journal holds them. The amount is in the column of
 * numbers, and is also here only if a floating-point number cannot hold it.
 */
record PaymentText(@Nullable JsonNode json) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String AMOUNT = "amount";
    private static final String CURRENCY = "currency";
    private static final String ORDER = "order";
    private static final String STATEMENT = "statement";
    private static final String WHOLE = "whole";

    /** The text; null for an amount without a currency and an order. */
    static @Nullable String toText(@Nullable Money amount, @Nullable OrderPart order) {
        if (order == null && amount != null && amount.currency().equals(CurrencyCodes.NONE) && isExact(amount)) {
            return null; // most payments
        }
        ObjectNode json = JSON.createObjectNode();
        if (amount != null) {
            if (!isExact(amount)) {
                json.put(AMOUNT, amount.amount().toPlainString());
            }
            if (!amount.currency().equals(CurrencyCodes.NONE)) {
                json.put(CURRENCY, amount.currency());
            }
        }
        if (order != null) {
            json.set(ORDER, toJson(order));
        }
        return json.isEmpty() ? null : json.toString();
    }

    /** A check whether a floating-point number holds the amount. */
    private static boolean isExact(Money amount) {
        return amount.equals(ofDouble(amount.toDouble(), amount.currency()));
    }

    private static ObjectNode toJson(OrderPart order) {
        ObjectNode json = JSON.createObjectNode().put("id", order.orderId());
        if (order.statement() != null) {
            json.put(STATEMENT, order.statement()).put("line", order.line());
        }
        if (order.isWhole()) {
            json.put(WHOLE, true);
        }
        put(json, "quantity", order.quantity());
        put(json, "total", order.amounts().total());
        put(json, "discount", order.amounts().discount());
        put(json, "shipping", order.amounts().shipping());
        put(json, "tax", order.amounts().tax());
        return json;
    }

    private static void put(ObjectNode json, String field, @Nullable BigDecimal amount) {
        if (amount != null) {
            json.put(field, amount.toPlainString());
        }
    }

    static PaymentText of(@Nullable String text) {
        return new PaymentText(text == null ? null : JSON.readTree(text));
    }

    /** The amount; null if the column has none. */
    @Nullable
    Money amount(@Nullable Double value) {
        if (value == null) {
            return null;
        }
        String currency =
                json == null ? CurrencyCodes.NONE : json.path(CURRENCY).asString(CurrencyCodes.NONE);
        JsonNode exact = json == null ? JSON.missingNode() : json.path(AMOUNT);
        return exact.isString() ? Money.of(new BigDecimal(exact.asString()), currency) : ofDouble(value, currency);
    }

    private static Money ofDouble(double value, String currency) {
        return Money.of(BigDecimal.valueOf(value), currency);
    }

    @Nullable
    OrderPart order() {
        JsonNode order = json == null ? JSON.missingNode() : json.path(ORDER);
        if (order.isMissingNode()) {
            return null;
        }
        return new OrderPart(
                order.path("id").asString(),
                order.path(STATEMENT).isString() ? order.path(STATEMENT).asString() : null,
                order.path("line").asInt(0),
                order.path(WHOLE).asBoolean(false),
                decimal(order.path("quantity")),
                new OrderAmounts(
                        decimal(order.path("total")),
                        decimal(order.path("discount")),
                        decimal(order.path("shipping")),
                        decimal(order.path("tax"))));
    }

    private static @Nullable BigDecimal decimal(JsonNode amount) {
        return amount.isString() ? new BigDecimal(amount.asString()) : null;
    }
}
