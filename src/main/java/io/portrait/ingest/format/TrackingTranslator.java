package io.portrait.ingest.format;

import io.portrait.catalog.ItemDraft;
import io.portrait.ingest.EventType;
import io.portrait.ingest.Rejection;
import io.portrait.ingest.format.TrackMapping.ProductScope;
import io.portrait.kernel.ItemId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One message of Segment's to native events. Everything that has no place in those is kept in their properties and context. */
final class TrackingTranslator {

    private static final int MAX_MESSAGE_ID = 99;
    private static final int MAX_PRODUCTS = 250;
    private static final int MAX_LABEL = 128;

    /** Told with each event of a message, where the rest is told with the first only. */
    private static final List<String> ORDER_PROPERTIES =
            List.of("order_id", "cart_id", "list_id", "currency", "coupon");

    private static final List<String> COPIED_FIELDS =
            List.of("version", "originalTimestamp", "sentAt", "name", "category");

    private final ObjectNode message;
    private final String pointer;
    private final ClockSkew clockSkew;
    private final Function<String, TrackMapping> mappings;

    private TrackingTranslator(
            ObjectNode message, String pointer, ClockSkew clockSkew, Function<String, TrackMapping> mappings) {
        this.message = message;
        this.pointer = pointer;
        this.clockSkew = clockSkew;
        this.mappings = mappings;
    }

    /**
     * Translates a message.
     *
     * @param message with the batch's context merged into its own
     * @param mappings what a track event is taken for, by its normal name
     */
    static Translation translate(
            ObjectNode message,
            TrackingCall call,
            String pointer,
            ClockSkew clockSkew,
            Function<String, TrackMapping> mappings) {
        return new TrackingTranslator(message, pointer, clockSkew, mappings).translate(call);
    }

    private Translation translate(TrackingCall call) {
        if (text("userId").isEmpty() && text("anonymousId").isEmpty()) {
            return untranslatable("no_user_anon_id", "", "a message needs a userId or an anonymousId");
        }
        if (messageId().length() > MAX_MESSAGE_ID) {
            return untranslatable(
                    "invalid-id", "/messageId", "a messageId may have %d characters".formatted(MAX_MESSAGE_ID));
        }
        return switch (call) {
            case IDENTIFY -> Translation.NativeEvents.of(event(EventType.IDENTIFY, messageId()));
            case PAGE, SCREEN -> view(call);
            case GROUP -> group();
            case ALIAS -> alias();
            case TRACK -> track();
        };
    }

    private Translation view(TrackingCall call) {
        TrackedProduct product = new TrackedProduct(message.path("properties"));
        ObjectNode event = withItem(product, event(EventType.VIEW, messageId()));
        event.set(
                "properties", message.path("properties").isObject() ? message.path("properties") : event.objectNode());
        return new Translation.NativeEvents(
                List.of(event.put("call", call.label())), itemDrafts(List.of(product)), Optional.empty());
    }

    /** A group's traits are not the person's; that they belong to it is. */
    private Translation group() {
        Optional<String> group = text("groupId");
        if (group.isEmpty()) {
            return untranslatable("missing-field", "/groupId", "a group call needs its groupId");
        }
        ObjectNode event = event(EventType.IDENTIFY, messageId());
        event.set("groupTraits", message.path("traits").isObject() ? message.path("traits") : event.objectNode());
        event.set("traits", event.objectNode().put("groupId", group.get()));
        return Translation.NativeEvents.of(event);
    }

    private Translation alias() {
        Optional<String> previous = text("previousId").or(() -> text("anonymousId"));
        if (previous.isEmpty() || text("userId").isEmpty()) {
            return untranslatable("missing-field", "/previousId", "an alias needs its userId and the previousId");
        }
        return Translation.NativeEvents.of(event(EventType.ALIAS, messageId()).put("previousId", previous.get()));
    }

    private Translation track() {
        Optional<String> name = text("event");
        if (name.isEmpty()) {
            return untranslatable("missing-field", "/event", "a track call needs its event, such as Product Viewed");
        }
        List<TrackedProduct> products = products();
        if (products.size() > MAX_PRODUCTS) {
            return untranslatable(
                    "too-many-products", "/properties/products", "at most %d are taken".formatted(MAX_PRODUCTS));
        }
        String normal = TrackMapping.normalize(name.get());
        TrackMapping mapping = withFallback(mappings.apply(normal));
        boolean isEachProduct = mapping.scope() == ProductScope.EACH_PRODUCT && !products.isEmpty();
        List<ObjectNode> events =
                isEachProduct ? eventPerProduct(mapping.type(), products) : List.of(singleEvent(mapping.type()));
        events.forEach(event -> event.put("event", name.get()));
        List<TrackedProduct> all = isEachProduct ? products : List.of(new TrackedProduct(message.path("properties")));
        return new Translation.NativeEvents(
                events, mapping.type() == EventType.CUSTOM ? List.of() : itemDrafts(all), Optional.of(normal));
    }

    /** A search without a query, or a rating without a number, is still something that was done. */
    private TrackMapping withFallback(TrackMapping mapping) {
        TrackedProduct properties = new TrackedProduct(message.path("properties"));
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
        return message.path("properties")
                .path("products")
                .valueStream()
                .filter(JsonNode::isObject)
                .map(TrackedProduct::new)
                .toList();
    }

    private ObjectNode singleEvent(EventType type) {
        TrackedProduct properties = new TrackedProduct(message.path("properties"));
        ObjectNode event = withItem(properties, event(type, messageId()));
        if (properties.fields() instanceof ObjectNode object) {
            event.set("properties", object.deepCopy());
        }
        switch (type) {
            case SEARCH -> event.put("query", properties.text("query").orElse(""));
            case RATING -> properties.number("rating").ifPresent(value -> event.put("value", value));
            case PURCHASE, REFUND, TRANSACTION -> total().ifPresent(value -> event.put("value", value));
            case CUSTOM -> nameCustom(event);
            default -> {
                // says nothing more
            }
        }
        return event;
    }

    private void nameCustom(ObjectNode event) {
        ObjectNode properties = event.withObject("properties");
        JsonNode name = properties.path("name");
        if (!name.isMissingNode()) {
            properties.set("originalName", name);
        }
        String label = text("event").orElse("");
        properties.put("name", label.substring(0, Math.min(label.length(), MAX_LABEL)));
    }

    private OptionalDouble total() {
        TrackedProduct properties = new TrackedProduct(message.path("properties"));
        return Stream.of(
                        properties.number("total"),
                        properties.number("revenue"),
                        properties.number("value"),
                        properties.amount())
                .filter(OptionalDouble::isPresent)
                .findFirst()
                .orElse(OptionalDouble.empty());
    }

    /** The ids follow from the message's, so a message that comes again brings the same events. */
    private List<ObjectNode> eventPerProduct(EventType type, List<TrackedProduct> products) {
        List<ObjectNode> events = new ArrayList<>();
        for (TrackedProduct product : products) {
            int number = events.size();
            ObjectNode event = withItem(product, event(type, messageId() + ":" + number));
            event.set("properties", properties(product, number == 0));
            if (type == EventType.PURCHASE || type == EventType.REFUND) {
                product.amount().ifPresent(amount -> event.put("value", amount));
            }
            events.add(number == 0 ? event : withoutMessageFields(event));
        }
        return events;
    }

    private ObjectNode properties(TrackedProduct product, boolean first) {
        JsonNode whole = message.path("properties");
        ObjectNode properties =
                product.fields() instanceof ObjectNode object ? object.deepCopy() : message.objectNode();
        if (first) {
            whole.properties().stream()
                    .filter(field -> !field.getKey().equals("products") && !properties.has(field.getKey()))
                    .forEach(field -> properties.set(field.getKey(), field.getValue()));
        } else {
            ORDER_PROPERTIES.stream().filter(whole::has).forEach(name -> properties.set(name, whole.path(name)));
        }
        return properties;
    }

    private static ObjectNode withoutMessageFields(ObjectNode event) {
        event.withObject("context").retain("channel", "sessionId", "timezone");
        return event.without(List.of("integrations", "version", "originalTimestamp", "sentAt"));
    }

    private static ObjectNode withItem(TrackedProduct product, ObjectNode event) {
        product.id().ifPresent(item -> event.put("item", item.value()));
        return event;
    }

    private static List<ItemDraft> itemDrafts(List<TrackedProduct> products) {
        List<ItemDraft> drafts = new ArrayList<>();
        for (TrackedProduct product : products) {
            Optional<ItemId> id = product.id();
            id.flatMap(product::toItemDraft).ifPresent(drafts::add);
        }
        return drafts;
    }

    private ObjectNode event(EventType type, String messageId) {
        ObjectNode event = message.objectNode().put("messageId", messageId).put("type", type.wireName());
        text("userId").ifPresent(id -> event.put("userId", id));
        text("anonymousId").ifPresent(id -> event.put("anonymousId", id));
        event.put("timestamp", clockSkew.of(message));
        event.set("context", TrackingContext.of(message));
        for (String name : COPIED_FIELDS) {
            if (message.hasNonNull(name)) {
                event.set(name, message.path(name));
            }
        }
        if (message.path("integrations").isObject()
                && !message.path("integrations").isEmpty()) {
            event.set("integrations", message.path("integrations"));
        }
        if (type == EventType.IDENTIFY) {
            event.set("traits", traits());
        }
        return event;
    }

    private JsonNode traits() {
        JsonNode traits = message.path("traits");
        JsonNode ofContext = message.path("context").path("traits");
        return traits.isObject() || !ofContext.isObject() ? objectOr(traits) : ofContext;
    }

    private JsonNode objectOr(JsonNode node) {
        return node.isObject() ? node : message.objectNode();
    }

    /** The sender's; else one that follows from the content, so that a message that comes again has it again. */
    private String messageId() {
        return text("messageId").orElseGet(() -> digest(message.deepCopy().without("sentAt")));
    }

    private static String digest(JsonNode content) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            byte[] digest = sha256.digest(content.toString().getBytes(StandardCharsets.UTF_8));
            return "auto-" + HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private Optional<String> text(String field) {
        JsonNode value = message.path(field);
        @Nullable String text = value.isString() || value.isIntegralNumber() ? value.asString() : null;
        return text == null || text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private Translation untranslatable(String code, String field, String detail) {
        return new Translation.Untranslatable(new Rejection(code, detail, pointer + field));
    }
}
