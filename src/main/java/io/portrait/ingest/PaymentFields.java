package io.portrait.ingest;

import io.portrait.ingest.EventFields.RejectedEventException;
import io.portrait.ingest.OrderPart.OrderAmounts;
import io.portrait.kernel.AmountText.AmountReading;
import io.portrait.kernel.CurrencyCodes;
import io.portrait.kernel.IdentifierFormat;
import io.portrait.kernel.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The amount, the currency and the order of a purchase, refund or transaction. An unreadable {@code value} rejects the event,
 * because it would be counted as nothing; everything else that cannot be read is a warning.
 */
final class PaymentFields {

    /** The fields of the object {@code order} of an event. */
    static final Set<String> ORDER_FIELDS =
            Set.of("id", "statement", "line", "whole", "quantity", "total", "discount", "shipping", "tax");

    private static final String VALUE = "value";
    private static final String CURRENCY = "currency";
    private static final String ORDER = "order";
    private static final String STATEMENT = "statement";

    private final EventFields fields;
    private final EventFields properties;
    private final PlaceholderIds placeholders;
    private final List<EventWarning> warnings = new ArrayList<>();

    PaymentFields(EventFields fields, PlaceholderIds placeholders) {
        this.fields = fields;
        this.properties = new EventFields(fields.node().path("properties"), fields.pointer() + "/properties");
        this.placeholders = placeholders;
    }

    EventPayload.Purchase purchase() {
        @Nullable OrderPart order = order();
        Optional<Money> amount = amount();
        if (amount.isEmpty() && (order == null || order.amounts().total() == null)) {
            warn(fields, "missing-amount", VALUE, "the purchase tells no amount, so it counts with an amount of 0");
        }
        return new EventPayload.Purchase(amount.orElse(Money.ZERO), order);
    }

    /** A refund; without an amount it is of all that is left of its order, or of the order's lines with its item. */
    EventPayload.Refund refund() {
        @Nullable OrderPart order = order();
        @Nullable Money amount = amount().orElse(null);
        if (amount == null && order == null) {
            warn(fields, "missing-amount", VALUE, "the refund tells neither an amount nor an order, so it refunds 0");
        }
        boolean isWhole = amount == null && !fields.node().hasNonNull("item");
        return new EventPayload.Refund(amount, order != null && isWhole ? OrderPart.whole(order.orderId()) : order);
    }

    /** The amount; empty if it is missing. */
    Optional<Money> amount() {
        JsonNode value = fields.node().path(VALUE);
        if (isAbsent(value)) {
            return Optional.empty();
        }
        return switch (Amounts.readMoney(value)) {
            case AmountReading.UnreadableAmount(String reason) ->
                throw fields.rejected("invalid-value", VALUE, "value " + reason);
            case AmountReading.ReadAmount(BigDecimal amount, var named) -> Optional.of(money(amount, named));
        };
    }

    private Money money(BigDecimal amount, Optional<String> named) {
        String currency = currency();
        if (named.isPresent()
                && !currency.equals(CurrencyCodes.NONE)
                && !named.get().equals(currency)) {
            throw fields.rejected(
                    "invalid-value", VALUE, "value is in %s, the currency is %s".formatted(named.get(), currency));
        }
        return Money.of(amount, named.orElse(currency));
    }

    /** The currency; {@link CurrencyCodes#NONE} if it is missing or unknown. */
    private String currency() {
        EventFields owner = fields.node().hasNonNull(CURRENCY) ? fields : properties;
        JsonNode value = owner.node().path(CURRENCY);
        if (isAbsent(value) || (value.isString() && value.asString().isBlank())) {
            return CurrencyCodes.NONE;
        }
        Optional<String> code = value.isString() ? CurrencyCodes.read(value.asString()) : Optional.empty();
        if (code.isEmpty()) {
            warn(owner, "unknown-currency", CURRENCY, "the currency is none of ISO 4217, so the amount has none");
        }
        return code.orElse(CurrencyCodes.NONE);
    }

    /**
     * The order: the field {@code order}, else the id of an order in the properties. A message that states several lines without an
     * id of their order is an order itself.
     */
    private @Nullable OrderPart order() {
        JsonNode order = fields.node().path(ORDER);
        if (order.isObject()) {
            EventFields orderFields = fields.within(ORDER);
            @Nullable
            String statement =
                    orderFields.text(STATEMENT, IdentifierFormat.MAX_LENGTH).orElse(null);
            Optional<String> id = isAbsent(order.path("id")) ? Optional.empty() : orderId(orderFields, "id");
            return id.or(() -> Optional.ofNullable(statement))
                    .map(known -> orderPart(known, statement, orderFields))
                    .orElse(null);
        }
        Optional<String> id = isAbsent(order) ? Optional.empty() : orderId(fields, ORDER);
        return id.or(() -> OrderPart.ID_PROPERTIES.stream()
                        .filter(name -> properties.node().hasNonNull(name))
                        .findFirst()
                        .flatMap(name -> orderId(properties, name)))
                .map(OrderPart::line)
                .orElse(null);
    }

    private OrderPart orderPart(String id, @Nullable String statement, EventFields order) {
        return new OrderPart(
                id,
                statement,
                order.node().path("line").asInt(0),
                order.node().path("whole").asBoolean(false),
                orderAmount(order, "quantity"),
                new OrderAmounts(
                        orderAmount(order, "total"),
                        orderAmount(order, "discount"),
                        orderAmount(order, "shipping"),
                        orderAmount(order, "tax")));
    }

    private @Nullable BigDecimal orderAmount(EventFields order, String field) {
        JsonNode value = order.node().path(field);
        if (isAbsent(value)) {
            return null;
        }
        return switch (Amounts.readMoney(value)) {
            case AmountReading.ReadAmount(BigDecimal amount, var currency) -> amount;
            case AmountReading.UnreadableAmount(String reason) -> {
                warn(order, Amounts.UNREADABLE, field, field + " " + reason + ", so it is not used");
                yield null;
            }
        };
    }

    /** The id of an order; a placeholder such as {@code undefined} is none, because it would join orders of all kinds. */
    private Optional<String> orderId(EventFields owner, String field) {
        JsonNode value = owner.node().path(field);
        boolean isText = value.isString() || value.isIntegralNumber();
        try {
            if (isText && !placeholders.contains(value.asString())) {
                return Optional.of(IdentifierFormat.requireNew("an order id", value.asString()));
            }
            warn(owner, "unreadable-order", field, "this is no id of an order, so the event counts without an order");
        } catch (IllegalArgumentException e) {
            warn(owner, "unreadable-order", field, e.getMessage() + "; the event counts without an order");
        }
        return Optional.empty();
    }

    private void warn(EventFields owner, String code, String field, String detail) {
        warnings.add(new EventWarning(code, detail, owner.pointer() + "/" + field));
    }

    private static boolean isAbsent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    /** The remarks on what was read until now. */
    List<EventWarning> warnings() {
        return warnings;
    }

    /** The rejection of a payment without an amount. */
    RejectedEventException missingAmount() {
        return fields.missing(
                VALUE, "a transaction needs its amount in value, or properties.transactionId and properties.fraud");
    }
}
