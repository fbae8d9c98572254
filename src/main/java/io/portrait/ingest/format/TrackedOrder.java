package io.portrait.ingest.format;

import io.portrait.ingest.Amounts;
import io.portrait.ingest.EventType;
import io.portrait.ingest.EventWarning;
import io.portrait.ingest.OrderPart;
import io.portrait.kernel.AmountText.AmountReading;
import io.portrait.kernel.CurrencyCodes;
import io.portrait.kernel.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The amounts of an order, refund or payment in a track message. The total is the first of {@link #TOTALS} that is told; it is
 * shared over the lines in proportion to their prices. Without one, a line is its price times its quantity, less its share of the
 * discount. An amount that cannot be read is a warning, and the next source of it is used.
 */
final class TrackedOrder {

    /** The fields with the total, by precedence: what the customer pays for the products, with shipping and tax, or in general. */
    static final List<String> TOTALS = List.of("revenue", "total", "value");

    /** Further amounts of an order. */
    static final List<String> OTHER_AMOUNTS = List.of("discount", "shipping", "tax");

    private static final String CURRENCY = "currency";
    private static final String DISCOUNT = "discount";
    private static final String STATEMENT = "statement";
    private static final String QUANTITY = "quantity";

    private final TrackingMessage message;
    private final TrackedProduct properties;
    private final List<TrackedProduct> lines;
    private final Set<EventWarning> warnings = new LinkedHashSet<>();
    private final Optional<String> toldCurrency;
    private final Optional<String> currency;
    private final List<@Nullable BigDecimal> shares;
    private @Nullable ObjectNode amounts;

    /**
     * Reads the amounts.
     *
     * @param lines the products; the properties themselves if the message has no products
     */
    TrackedOrder(TrackingMessage message, TrackedProduct properties, List<TrackedProduct> lines) {
        this.message = message;
        this.properties = properties;
        this.lines = lines;
        this.toldCurrency = toldCurrency();
        this.currency = toldCurrency.or(this::namedCurrency);
        this.shares = shares();
    }

    /** The properties of a message and of its products that are read of a payment. */
    static Stream<String> properties() {
        return Stream.of(
                        OrderPart.ID_PROPERTIES.stream(),
                        TOTALS.stream(),
                        OTHER_AMOUNTS.stream(),
                        Stream.of(CURRENCY, "products", "price", QUANTITY))
                .flatMap(fields -> fields);
    }

    /** The remarks on amounts that could not be read. */
    List<EventWarning> warnings() {
        return List.copyOf(warnings);
    }

    /** A check whether the sender told the id of the order. */
    boolean hasId() {
        return OrderPart.ID_PROPERTIES.stream().anyMatch(properties.fields()::hasNonNull);
    }

    /** The total that the sender told. */
    Optional<BigDecimal> total() {
        return TOTALS.stream()
                .filter(name -> properties.fields().hasNonNull(name))
                .flatMap(name -> money(properties, name).stream())
                .findFirst();
    }

    /** A check whether the message says what a line, or the whole, costs. */
    boolean hasAmount() {
        return shares.stream().anyMatch(share -> share != null);
    }

    private List<@Nullable BigDecimal> shares() {
        List<@Nullable BigDecimal> prices = new ArrayList<>();
        lines.forEach(line -> prices.add(price(line)));
        Optional<BigDecimal> total = total().or(() -> discountedSum(prices));
        return total.isEmpty() ? prices : shares(total.get(), prices);
    }

    private List<@Nullable BigDecimal> shares(BigDecimal total, List<@Nullable BigDecimal> prices) {
        int decimals = Math.max(
                CurrencyCodes.decimals(currency.flatMap(CurrencyCodes::read).orElse(CurrencyCodes.NONE)),
                total.stripTrailingZeros().scale());
        int scale = Math.min(decimals, Money.DECIMALS);
        List<BigDecimal> shares =
                new ProportionalShares(scale).of(total.setScale(scale, RoundingMode.HALF_EVEN), weights(prices));
        return new ArrayList<>(shares);
    }

    /** The sum of the prices without the discount, if both are known. */
    private Optional<BigDecimal> discountedSum(List<@Nullable BigDecimal> prices) {
        boolean isComplete = prices.stream().allMatch(price -> price != null);
        return isComplete && !prices.isEmpty()
                ? money(properties, DISCOUNT)
                        .map(discount -> prices.stream()
                                .reduce(BigDecimal.ZERO, BigDecimal::add)
                                .subtract(discount)
                                .max(BigDecimal.ZERO))
                : Optional.empty();
    }

    /** The prices of the lines; their quantities if a price is missing. */
    private List<BigDecimal> weights(List<@Nullable BigDecimal> prices) {
        boolean isComplete = prices.stream().allMatch(price -> price != null);
        List<BigDecimal> weights = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            @Nullable BigDecimal price = prices.get(i);
            weights.add(
                    isComplete && price != null ? price : quantity(lines.get(i)).orElse(BigDecimal.ONE));
        }
        return weights;
    }

    /** Price times quantity; null if one of them is missing or unreadable. */
    private @Nullable BigDecimal price(TrackedProduct line) {
        Optional<BigDecimal> price = money(line, "price");
        Optional<BigDecimal> quantity = quantity(line);
        return price.isPresent() && quantity.isPresent()
                ? price.get().multiply(quantity.get()).min(Money.MAX)
                : null;
    }

    /** The number of pieces, 1 if it is missing; empty if it is unreadable. */
    private Optional<BigDecimal> quantity(TrackedProduct line) {
        JsonNode value = line.fields().path(QUANTITY);
        return isAbsent(value) ? Optional.of(BigDecimal.ONE) : read(line, QUANTITY, Amounts.readQuantity(value));
    }

    private Optional<BigDecimal> money(TrackedProduct owner, String name) {
        JsonNode value = owner.fields().path(name);
        return isAbsent(value) ? Optional.empty() : read(owner, name, Amounts.readMoney(value));
    }

    private Optional<BigDecimal> read(TrackedProduct owner, String name, AmountReading reading) {
        return switch (reading) {
            case AmountReading.ReadAmount(BigDecimal amount, Optional<String> named) -> {
                Optional<String> told = toldCurrency.flatMap(CurrencyCodes::read);
                if (named.isPresent() && told.isPresent() && !named.equals(told)) {
                    warn(owner, name, "is in %s, the order in %s".formatted(named.get(), told.get()));
                    yield Optional.empty();
                }
                yield Optional.of(amount);
            }
            case AmountReading.UnreadableAmount(String reason) -> {
                warn(owner, name, reason);
                yield Optional.empty();
            }
        };
    }

    private void warn(TrackedProduct owner, String name, String reason) {
        String pointer = message.pointer() + owner.pointer() + "/" + name;
        warnings.add(new EventWarning(Amounts.UNREADABLE, "%s %s, so it is not used".formatted(name, reason), pointer));
    }

    private static boolean isAbsent(JsonNode value) {
        return value.isMissingNode()
                || value.isNull()
                || (value.isString() && value.asString().isBlank());
    }

    /** The currency of the order, else that of its first line with one. */
    private Optional<String> toldCurrency() {
        return Stream.concat(Stream.of(properties), lines.stream())
                .map(owner -> owner.fields().path(CURRENCY))
                .filter(value -> value.isString() && !value.asString().isBlank())
                .map(JsonNode::asString)
                .findFirst();
    }

    /** The currency that the sign or code in an amount names. */
    private Optional<String> namedCurrency() {
        Stream<JsonNode> amounts = Stream.concat(
                TOTALS.stream().map(properties.fields()::path),
                lines.stream().map(line -> line.fields().path("price")));
        return amounts.filter(JsonNode::isString)
                .map(Amounts::readMoney)
                .flatMap(reading -> reading instanceof AmountReading.ReadAmount(var amount, var named)
                        ? named.stream()
                        : Stream.empty())
                .findFirst();
    }

    /** Sets the value, the currency and the order of an event about all lines. */
    void setWholePayment(ObjectNode event) {
        Optional<BigDecimal> sum = shares.stream().flatMap(Stream::ofNullable).reduce(BigDecimal::add);
        setPayment(event, sum.map(Money.MAX::min).orElse(null), 0);
    }

    /** Sets the value, the currency and the order of the event of a line. */
    void setPayment(ObjectNode event, int line) {
        setPayment(event, shares.get(line), line);
    }

    private void setPayment(ObjectNode event, @Nullable BigDecimal amount, int line) {
        if (amount != null) {
            event.put("value", amount);
        }
        currency.ifPresent(code -> event.put(CURRENCY, code));
        if (orderId().isPresent() || (isPurchase(event) && lines.size() > 1)) {
            setOrder(event, line);
        }
    }

    private static boolean isPurchase(ObjectNode event) {
        return event.path("type").asString().equals(EventType.PURCHASE.wireName());
    }

    private Optional<JsonNode> orderId() {
        return idProperty().map(properties.fields()::path);
    }

    private Optional<String> idProperty() {
        return OrderPart.ID_PROPERTIES.stream()
                .filter(name -> !isAbsent(properties.fields().path(name)))
                .findFirst();
    }

    /** Adds the places that the fields of {@link #setPayment} were read from. */
    FieldOrigins addPaymentTo(FieldOrigins origins) {
        idProperty().ifPresent(name -> origins.add("/order/id", properties.pointer() + "/" + name));
        return origins.add("/order", properties.pointer()).add("/" + CURRENCY, properties.pointer() + "/" + CURRENCY);
    }

    /** The amounts of the whole order, which each of its lines states. */
    private ObjectNode amounts() {
        if (amounts == null) {
            ObjectNode told = message.fields().objectNode();
            total().ifPresent(total -> told.put("total", total));
            OTHER_AMOUNTS.forEach(name -> money(properties, name).ifPresent(amount -> told.put(name, amount)));
            amounts = told;
        }
        return amounts;
    }

    /** Sets the order. Several lines without an id of their order are an order whose id is that of the message. */
    private void setOrder(ObjectNode event, int line) {
        ObjectNode order = event.putObject("order");
        orderId().ifPresent(id -> order.set("id", id));
        if (isPurchase(event)) {
            order.put(STATEMENT, message.messageId()).put("line", line);
            order.setAll(amounts());
        }
        if (lines.get(line).fields().hasNonNull(QUANTITY)) {
            quantity(lines.get(line)).ifPresent(pieces -> order.put(QUANTITY, pieces));
        }
    }
}
