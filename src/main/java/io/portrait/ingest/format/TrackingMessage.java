package io.portrait.ingest.format;

import io.portrait.ingest.EventType;
import io.portrait.ingest.EventWarning;
import io.portrait.kernel.Digests;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A message of the tracking API, and the fields that every native event takes from it.
 *
 * @param fields the message as JSON, with the batch's context merged into its own
 * @param pointer JSON pointer to the message in the body
 * @param receivedAt the time of arrival
 * @param time the corrected time of the message
 */
record TrackingMessage(ObjectNode fields, String pointer, Instant receivedAt, ClockSkew.MessageTime time) {

    private static final List<String> COPIED_FIELDS =
            List.of("version", "originalTimestamp", "sentAt", "name", "category");

    static TrackingMessage of(ObjectNode fields, String pointer, ClockSkew clockSkew) {
        return new TrackingMessage(fields, pointer, clockSkew.receivedAt(), clockSkew.timeOf(fields));
    }

    /** A field that is a non-empty string or an integer, as text. */
    Optional<String> text(String field) {
        JsonNode value = fields.path(field);
        @Nullable String text = value.isString() || value.isIntegralNumber() ? value.asString() : null;
        return text == null || text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    /** The field {@code properties}, which may be missing. */
    JsonNode properties() {
        return fields.path("properties");
    }

    /** A field if it is an object; else an empty object. */
    JsonNode objectOrEmpty(String field) {
        return fields.path(field).isObject() ? fields.path(field) : fields.objectNode();
    }

    /**
     * The sender's message id; else a generated one. The content alone would make the same action on another day a duplicate, so
     * the time of arrival and the place in the batch are part of it.
     */
    String messageId() {
        return text("messageId").orElseGet(() -> digest(receivedAt + pointer + fields));
    }

    private static String digest(String content) {
        byte[] digest = Digests.sha256().digest(content.getBytes(StandardCharsets.UTF_8));
        return "auto-" + HexFormat.of().formatHex(digest, 0, 16);
    }

    /** The remarks on a message without an id of its own, and on one with a time in the future. */
    List<EventWarning> warnings() {
        List<EventWarning> warnings = new ArrayList<>();
        if (text("messageId").isEmpty()) {
            warnings.add(new EventWarning(
                    "generated-id",
                    "the message has no messageId: a repetition of it would be a new event",
                    pointer + "/messageId"));
        }
        if (time.isReplaced()) {
            warnings.add(new EventWarning(
                    "replaced-timestamp",
                    "the time is in the future, so the time of arrival is used",
                    pointer + "/" + time.field()));
        }
        return warnings;
    }

    /** The origins of the fields that every native event takes from the message. */
    FieldOrigins origins() {
        return FieldOrigins.of(pointer, "").add("/timestamp", "/" + time.field());
    }

    /** A new native event with the message's user, time, context and other common fields. */
    ObjectNode newEvent(EventType type, String messageId) {
        ObjectNode event = fields.objectNode().put("messageId", messageId).put("type", type.wireName());
        text("userId").ifPresent(id -> event.put("userId", id));
        text("anonymousId").ifPresent(id -> event.put("anonymousId", id));
        event.put("timestamp", time.text());
        event.set("context", TrackingContext.of(fields));
        for (String name : COPIED_FIELDS) {
            if (fields.hasNonNull(name)) {
                event.set(name, fields.path(name));
            }
        }
        JsonNode integrations = fields.path("integrations");
        if (integrations.isObject() && !integrations.isEmpty()) {
            event.set("integrations", integrations);
        }
        if (type == EventType.IDENTIFY) {
            event.set("traits", traits());
        }
        return event;
    }

    private JsonNode traits() {
        JsonNode ofContext = fields.path("context").path("traits");
        return fields.path("traits").isObject() || !ofContext.isObject() ? objectOrEmpty("traits") : ofContext;
    }
}
