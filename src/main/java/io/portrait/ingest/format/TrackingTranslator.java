package io.portrait.ingest.format;

import io.portrait.ingest.EventType;
import io.portrait.ingest.Rejection;
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
    private final String pointer;

    private TrackingTranslator(TrackingMessage message, String pointer) {
        this.message = message;
        this.pointer = pointer;
    }

    /**
     * Translates a message.
     *
     * @param pointer JSON pointer to the message in the body
     * @param mappings the mapping of a track event, by its normalized name
     */
    static Translation translate(
            TrackingMessage message, TrackingCall call, String pointer, Function<String, TrackMapping> mappings) {
        return new TrackingTranslator(message, pointer).translate(call, mappings);
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
            case IDENTIFY -> Translation.NativeEvents.of(newEvent(EventType.IDENTIFY));
            case PAGE, SCREEN -> view(call);
            case GROUP -> group();
            case ALIAS -> alias();
            case TRACK -> new TrackTranslator(message, pointer).translate(mappings);
        };
    }

    private Translation view(TrackingCall call) {
        TrackedProduct product = new TrackedProduct(message.properties());
        ObjectNode event = product.setItemOf(newEvent(EventType.VIEW));
        event.set("properties", message.objectOrEmpty("properties"));
        return new Translation.NativeEvents(
                List.of(event.put("call", call.label())),
                TrackedProduct.itemDrafts(List.of(product)),
                Optional.empty());
    }

    /** The user gets the trait {@code groupId}; the traits of the group itself are only stored. */
    private Translation group() {
        Optional<String> group = message.text("groupId");
        if (group.isEmpty()) {
            return untranslatable("missing-field", "/groupId", "a group call needs its groupId");
        }
        ObjectNode event = newEvent(EventType.IDENTIFY);
        event.set("groupTraits", message.objectOrEmpty("traits"));
        event.set("traits", event.objectNode().put("groupId", group.get()));
        return Translation.NativeEvents.of(event);
    }

    private Translation alias() {
        Optional<String> previous = message.text("previousId").or(() -> message.text("anonymousId"));
        if (previous.isEmpty() || message.text("userId").isEmpty()) {
            return untranslatable("missing-field", "/previousId", "an alias needs its userId and the previousId");
        }
        return Translation.NativeEvents.of(newEvent(EventType.ALIAS).put("previousId", previous.get()));
    }

    private ObjectNode newEvent(EventType type) {
        return message.newEvent(type, message.messageId());
    }

    private Translation untranslatable(String code, String field, String detail) {
        return new Translation.Untranslatable(new Rejection(code, detail, pointer + field));
    }
}
