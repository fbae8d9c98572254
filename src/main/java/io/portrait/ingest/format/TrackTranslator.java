package io.portrait.ingest.format;

import io.portrait.ingest.EventType;
import io.portrait.ingest.EventWarning;
import io.portrait.ingest.Rejection;
import io.portrait.ingest.format.TrackMapping.ProductScope;
import io.portrait.ingest.format.Translation.NativeEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The translation of a track call of the tracking API. Its event name decides the type. An event about several products, such
 * as an order, becomes one native event per product.
 */
final class TrackTranslator {

    private static final String PROPERTIES = "/properties";
    private static final int MAX_PRODUCTS = 250;
    private static final int MAX_NAME_LENGTH = 128;

    /** Properties that are copied to each event of a message; all other properties are copied to the first event only. */
    private static final List<String> ORDER_PROPERTIES =
            List.of("order_id", "cart_id", "list_id", "currency", "coupon");

    private static final List<String> FIRST_EVENT_FIELDS =
            List.of("integrations", "version", "originalTimestamp", "sentAt");

    private static final TrackMapping CUSTOM = new TrackMapping(EventType.CUSTOM, ProductScope.SINGLE);
    private static final String UNREADABLE_PRODUCT = "unreadable-product";

    private final TrackingMessage message;
    private final String name;
    private final String normalizedName;
    private final List<EventWarning> warnings = new ArrayList<>();

    TrackTranslator(TrackingMessage message) {
        this.message = message;
        this.name = message.text("event").orElse("");
        this.normalizedName = TrackMapping.normalize(name);
    }

    /**
     * Translates the message.
     *
     * @param mappings the mapping of an event, by its normalized name
     */
    Translation translate(Function<String, TrackMapping> mappings) {
        if (name.isEmpty()) {
            return untranslatable("missing-field", "/event", "a track call needs its event, such as Product Viewed");
        }
        List<TrackedProduct> products = products();
        if (products.size() > MAX_PRODUCTS) {
            return untranslatable(
                    "too-many-products",
                    "/properties/products",
                    "a track call may have at most %d products, has %d".formatted(MAX_PRODUCTS, products.size()));
        }
        List<TrackedProduct> lines = products.isEmpty() ? List.of(propertiesAsProduct()) : products;
        TrackMapping mapping = mappings.apply(normalizedName);
        return isPayment(mapping.type())
                ? payment(mapping, new TrackedOrder(message, propertiesAsProduct(), lines), products)
                : action(withFallback(mapping), products);
    }

    private static boolean isPayment(EventType type) {
        return type == EventType.PURCHASE || type == EventType.REFUND || type == EventType.TRANSACTION;
    }

    private Translation payment(TrackMapping mapping, TrackedOrder order, List<TrackedProduct> products) {
        boolean isUnknownChange =
                mapping.scope() == ProductScope.CHANGED_ORDER && !(order.hasId() && order.hasAmount());
        boolean isUnknownPayment = mapping.type() == EventType.TRANSACTION && !order.hasAmount();
        if (isUnknownChange || isUnknownPayment) {
            return action(CUSTOM, products);
        }
        boolean isWhole = mapping.scope() == ProductScope.WHOLE_ORDER && order.hasId();
        boolean isSingle = mapping.scope() == ProductScope.SINGLE || mapping.type() == EventType.TRANSACTION;
        boolean isEachProduct = !isSingle && !isWhole && !products.isEmpty();
        List<TrackedProduct> described = isEachProduct ? products : List.of(propertiesAsProduct());
        List<NativeEvent> events = isEachProduct
                ? eventPerProduct(mapping.type(), products, order)
                : List.of(singlePayment(mapping.type(), order, isWhole));
        warnings.addAll(order.warnings());
        return translated(events, described);
    }

    private Translation action(TrackMapping mapping, List<TrackedProduct> products) {
        boolean isEachProduct = mapping.scope() != ProductScope.SINGLE && !products.isEmpty();
        List<NativeEvent> events =
                isEachProduct ? eventPerProduct(mapping.type(), products, null) : List.of(singleEvent(mapping.type()));
        List<TrackedProduct> described = isEachProduct ? products : List.of(propertiesAsProduct());
        return translated(events, mapping.type() == EventType.CUSTOM ? List.of() : described);
    }

    private Translation translated(List<NativeEvent> events, List<TrackedProduct> described) {
        events.forEach(event -> event.json().put("event", name));
        warnings.addAll(message.warnings());
        return new Translation.NativeEvents(
                events, TrackedProduct.itemDrafts(described), Optional.of(normalizedName), List.copyOf(warnings));
    }

    private TrackedProduct propertiesAsProduct() {
        return new TrackedProduct(message.properties(), PROPERTIES);
    }

    /** Replaces a type whose required value is missing: a search becomes a custom event, a rating becomes a comment. */
    private TrackMapping withFallback(TrackMapping mapping) {
        TrackedProduct properties = propertiesAsProduct();
        boolean lacksQuery =
                mapping.type() == EventType.SEARCH && properties.text("query").isEmpty();
        if (lacksQuery) {
            return CUSTOM;
        }
        boolean lacksRating = mapping.type() == EventType.RATING
                && properties.number("rating").isEmpty();
        return lacksRating ? new TrackMapping(EventType.COMMENT, ProductScope.SINGLE) : mapping;
    }

    private List<TrackedProduct> products() {
        JsonNode products = message.properties().path("products");
        List<TrackedProduct> read = new ArrayList<>();
        for (int index = 0; index < products.size(); index++) {
            String pointer = PROPERTIES + "/products/" + index;
            if (products.path(index).isObject()) {
                read.add(new TrackedProduct(products.path(index), pointer));
            } else {
                warnings.add(new EventWarning(
                        UNREADABLE_PRODUCT,
                        "a product must be an object, so this one is not used",
                        message.pointer() + pointer));
            }
        }
        return read;
    }

    private NativeEvent singleEvent(EventType type) {
        TrackedProduct properties = propertiesAsProduct();
        ObjectNode event = properties.setItemOf(message.newEvent(type, message.messageId()));
        if (properties.fields() instanceof ObjectNode object) {
            event.set("properties", object.deepCopy());
        }
        switch (type) {
            case SEARCH -> event.put("query", properties.text("query").orElse(""));
            case RATING -> properties.number("rating").ifPresent(value -> event.put("value", value));
            case CUSTOM -> setCustomName(event);
            default -> {
                // other types have no value
            }
        }
        FieldOrigins origins = properties.addItemTo(message.origins());
        return new NativeEvent(
                event,
                origins.add("/query", PROPERTIES + "/query")
                        .add("/value", PROPERTIES + (type == EventType.RATING ? "/rating" : ""))
                        .add("/properties/name", "/event"));
    }

    private void setCustomName(ObjectNode event) {
        ObjectNode properties = event.withObject("properties");
        JsonNode originalName = properties.path("name");
        if (!originalName.isMissingNode()) {
            properties.set("originalName", originalName);
        }
        String name = message.text("event").orElse("");
        properties.put("name", name.substring(0, Math.min(name.length(), MAX_NAME_LENGTH)));
    }

    /** A payment that is not divided into lines. */
    private NativeEvent singlePayment(EventType type, TrackedOrder order, boolean isWhole) {
        NativeEvent event = singleEvent(type);
        order.addPaymentTo(event.origins());
        order.setWholePayment(event.json());
        if (isWhole && event.json().path("order") instanceof ObjectNode wholeOrder) {
            event.json().remove("item");
            wholeOrder.put("whole", true);
        }
        return event;
    }

    /** One event per product. Their ids derive from the message's id, so a repeated message gives the same events. */
    private List<NativeEvent> eventPerProduct(
            EventType type, List<TrackedProduct> products, @Nullable TrackedOrder order) {
        List<NativeEvent> events = new ArrayList<>();
        for (TrackedProduct product : products) {
            int index = events.size();
            ObjectNode event = message.newEvent(type, message.messageId() + ":" + index);
            FieldOrigins origins = message.origins();
            if (order == null || hasReadableId(product)) {
                product.setItemOf(event);
                product.addItemTo(origins);
            }
            event.set("properties", properties(product, index == 0));
            origins.add("/value", product.pointer());
            if (order != null) {
                order.addPaymentTo(origins);
                order.setPayment(event, index);
            }
            events.add(new NativeEvent(index == 0 ? event : withoutMessageFields(event), origins));
        }
        return events;
    }

    /** A check whether a line of an order has an item. An unreadable one must not take the line's amount from the order. */
    private boolean hasReadableId(TrackedProduct product) {
        boolean isReadable = product.id().isPresent();
        if (!isReadable) {
            warnings.add(new EventWarning(
                    UNREADABLE_PRODUCT,
                    "the product has no id that can be read, so its amount counts without an item",
                    message.pointer() + product.pointer()));
        }
        return isReadable;
    }

    private ObjectNode properties(TrackedProduct product, boolean isFirst) {
        JsonNode ofMessage = message.properties();
        ObjectNode properties = product.fields() instanceof ObjectNode object
                ? object.deepCopy()
                : message.fields().objectNode();
        if (isFirst) {
            ofMessage.properties().stream()
                    .filter(field -> !field.getKey().equals("products") && !properties.has(field.getKey()))
                    .forEach(field -> properties.set(field.getKey(), field.getValue()));
        } else {
            ORDER_PROPERTIES.stream()
                    .filter(ofMessage::has)
                    .forEach(name -> properties.set(name, ofMessage.path(name)));
        }
        return properties;
    }

    private static ObjectNode withoutMessageFields(ObjectNode event) {
        event.withObject("context").retain("channel", "sessionId", "timezone");
        return event.without(FIRST_EVENT_FIELDS);
    }

    private Translation untranslatable(String code, String field, String detail) {
        return new Translation.Untranslatable(new Rejection(code, detail, message.pointer() + field));
    }
}
