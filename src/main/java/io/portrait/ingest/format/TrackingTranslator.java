package io.portrait.ingest.format;

import io.portrait.ingest.EventType;
import io.portrait.ingest.PlaceholderIds;
import io.portrait.ingest.Rejection;
import io.portrait.ingest.format.Translation.NativeEvent;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/**
 * The translation of one message of the tracking API into native events. Fields that a native event does not have are kept
 * in its properties and context.
 */
final class TrackingTranslator {

    private static final int MAX_MESSAGE_ID_LENGTH = 99;

    private final TrackingMessage message;
    private final PlaceholderIds placeholders;

    private TrackingTranslator(TrackingMessage message, PlaceholderIds placeholders) {
        this.message = message;
        this.placeholders = placeholders;
    }

    /**
     * Translates a message.
     *
     * @param mappings the mapping of a track event, by its normalized name
     */
    static Translation translate(
            TrackingMessage message,
            TrackingCall call,
            PlaceholderIds placeholders,
            Function<String, TrackMapping> mappings) {
        return new TrackingTranslator(message, placeholders).translate(call, mappings);
    }

    private Translation translate(TrackingCall call, Function<String, TrackMapping> mappings) {
        if (message.text("userId").isEmpty() && message.text("anonymousId").isEmpty()) {
            return untranslatable("missing-field", "/userId", "a message needs a userId or an anonymousId");
        }
        if (message.messageId().length() > MAX_MESSAGE_ID_LENGTH) {
            return untranslatable(
                    "invalid-id",
                    "/messageId",
                    "a messageId may have at most %d characters".formatted(MAX_MESSAGE_ID_LENGTH));
        }
        return switch (call) {
            case IDENTIFY -> translated(newEvent(EventType.IDENTIFY), message.origins());
            case PAGE, SCREEN -> view(call);
            case GROUP -> group();
            case ALIAS -> alias();
            case TRACK -> new TrackTranslator(message).translate(mappings);
        };
    }

    private Translation view(TrackingCall call) {
        TrackedProduct product = new TrackedProduct(message.properties(), "/properties");
        ObjectNode event = product.setItemOf(newEvent(EventType.VIEW));
        event.set("properties", message.objectOrEmpty("properties"));
        event.put("call", call.label());
        return new Translation.NativeEvents(
                List.of(new NativeEvent(event, product.addItemTo(message.origins()))),
                TrackedProduct.itemDrafts(List.of(product)),
                Optional.empty(),
                message.warnings());
    }

    /** The user gets the trait {@code groupId}; the traits of the group itself are only stored. */
    private Translation group() {
        Optional<String> group = message.text("groupId");
        if (group.isEmpty()) {
            return untranslatable("missing-field", "/groupId", "a group call needs its groupId");
        }
        if (placeholders.contains(group.get())) {
            return untranslatable(
                    PlaceholderIds.CODE, "/groupId", "the groupId is a placeholder for a missing id, not a group");
        }
        ObjectNode event = newEvent(EventType.IDENTIFY);
        event.set("groupTraits", message.objectOrEmpty("traits"));
        event.set("traits", event.objectNode().put("groupId", group.get()));
        return translated(event, message.origins().add("/traits/groupId", "/groupId"));
    }

    private Translation alias() {
        String field = message.text("previousId").isPresent() ? "previousId" : "anonymousId";
        Optional<String> previous = message.text(field);
        if (previous.isEmpty() || message.text("userId").isEmpty()) {
            return untranslatable("missing-field", "/previousId", "an alias needs its userId and the previousId");
        }
        ObjectNode event = newEvent(EventType.ALIAS).put("previousId", previous.get());
        return translated(event, message.origins().add("/previousId", "/" + field));
    }

    private Translation translated(ObjectNode event, FieldOrigins origins) {
        return Translation.NativeEvents.of(new NativeEvent(event, origins), message.warnings());
    }

    private ObjectNode newEvent(EventType type) {
        return message.newEvent(type, message.messageId());
    }

    private Translation untranslatable(String code, String field, String detail) {
        return new Translation.Untranslatable(new Rejection(code, detail, message.pointer() + field));
    }
}
