package io.portrait.ingest.format;

import io.portrait.ingest.EventType;
import io.portrait.ingest.Rejection;
import io.portrait.ingest.format.TrackMapping.ProductScope;
import io.portrait.ingest.format.Translation.NativeEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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

    private final TrackingMessage message;

    TrackTranslator(TrackingMessage message) {
        this.message = message;
    }

    /**
     * Translates the message.
     *
     * @param mappings the mapping of an event, by its normalized name
     */
    Translation translate(Function<String, TrackMapping> mappings) {
        Optional<String> name = message.text("event");
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
        String normalized = TrackMapping.normalize(name.get());
        TrackMapping mapping = withFallback(mappings.apply(normalized));
        boolean isEachProduct = mapping.scope() == ProductScope.EACH_PRODUCT && !products.isEmpty();
        List<NativeEvent> events =
                isEachProduct ? eventPerProduct(mapping.type(), products) : List.of(singleEvent(mapping.type()));
        events.forEach(event -> event.json().put("event", name.get()));
        List<TrackedProduct> described = isEachProduct ? products : List.of(propertiesAsProduct());
        return new Translation.NativeEvents(
                events,
                mapping.type() == EventType.CUSTOM ? List.of() : TrackedProduct.itemDrafts(described),
                Optional.of(normalized),
                message.warnings());
    }

    private TrackedProduct propertiesAsProduct() {
        return new TrackedProduct(message.properties(), PROPERTIES);
    }

    /** Replaces a type whose required value is missing: a search becomes a custom event, a rating becomes a comment. */
    private TrackMapping withFallback(TrackMapping mapping) {
        TrackedProduct properties = propertiesAsProduct();
        boolean lacksQuery =
                mapping.type() == EventType.SEARCH && properties.text("query").isEmpty();
        boolean lacksAmount = mapping.type() == EventType.TRANSACTION && total().isEmpty();
        if (lacksQuery || lacksAmount) {
            return new TrackMapping(EventType.CUSTOM, ProductScope.SINGLE);
        }
        boolean lacksRating = mapping.type() == EventType.RATING
                && properties.number("rating").isEmpty();
        return lacksRating ? new TrackMapping(EventType.COMMENT, ProductScope.SINGLE) : mapping;
    }

    private List<TrackedProduct> products() {
        JsonNode products = message.properties().path("products");
        return IntStream.range(0, products.size())
                .filter(index -> products.path(index).isObject())
                .mapToObj(index -> new TrackedProduct(products.path(index), PROPERTIES + "/products/" + index))
                .toList();
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
            case PURCHASE, REFUND, TRANSACTION -> total().ifPresent(value -> event.put("value", value));
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

    private OptionalDouble total() {
        TrackedProduct properties = propertiesAsProduct();
        return Stream.of(
                        properties.number("total"),
                        properties.number("revenue"),
                        properties.number("value"),
                        properties.amount())
                .filter(OptionalDouble::isPresent)
                .findFirst()
                .orElse(OptionalDouble.empty());
    }

    /** One event per product. Their ids derive from the message's id, so a repeated message gives the same events. */
    private List<NativeEvent> eventPerProduct(EventType type, List<TrackedProduct> products) {
        List<NativeEvent> events = new ArrayList<>();
        for (TrackedProduct product : products) {
            int index = events.size();
            ObjectNode event = product.setItemOf(message.newEvent(type, message.messageId() + ":" + index));
            event.set("properties", properties(product, index == 0));
            if (type == EventType.PURCHASE || type == EventType.REFUND) {
                product.amount().ifPresent(amount -> event.put("value", amount));
            }
            FieldOrigins origins = product.addItemTo(message.origins()).add("/value", product.pointer());
            events.add(new NativeEvent(index == 0 ? event : withoutMessageFields(event), origins));
        }
        return events;
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
