package io.portrait.ingest.format;

import io.portrait.ingest.EventType;
import io.portrait.kernel.Digests;
import java.nio.charset.StandardCharsets;
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
 * @param clockSkew corrects the message's time
 */
record TrackingMessage(ObjectNode fields, ClockSkew clockSkew) {

    private static final List<String> COPIED_FIELDS =
            List.of("version", "originalTimestamp", "sentAt", "name", "category");

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

    /** The sender's message id; else a digest of the content, so that a repeated message has the same id again. */
    String messageId() {
        return text("messageId").orElseGet(() -> digest(fields.deepCopy().without("sentAt")));
    }

    private static String digest(JsonNode content) {
        byte[] digest = Digests.sha256().digest(content.toString().getBytes(StandardCharsets.UTF_8));
        return "auto-" + HexFormat.of().formatHex(digest, 0, 16);
    }

    /** A new native event with the message's user, time, context and other common fields. */
    ObjectNode newEvent(EventType type, String messageId) {
        ObjectNode event = fields.objectNode().put("messageId", messageId).put("type", type.wireName());
        text("userId").ifPresent(id -> event.put("userId", id));
        text("anonymousId").ifPresent(id -> event.put("anonymousId", id));
        event.put("timestamp", clockSkew.correctedTime(fields));
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
