package io.portrait.ingest.format;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The context of a tracking message, with channel and session in the fields of a native event. */
final class TrackingContext {

    private static final int MAX_LABEL = 128;

    /** Channels by the names that senders use. */
    private static final Map<String, String> CHANNELS =
            Map.of("browser", "web", "client", "web", "mobile", "mobile", "server", "api");

    private TrackingContext() {}

    static ObjectNode of(ObjectNode message) {
        ObjectNode context =
                message.path("context") instanceof ObjectNode sent ? sent.deepCopy() : message.objectNode();
        channel(message, context)
                .ifPresentOrElse(name -> context.put("channel", name), () -> context.remove("channel"));
        session(context).ifPresentOrElse(id -> context.put("sessionId", id), () -> context.remove("sessionId"));
        return context;
    }

    private static Optional<String> channel(ObjectNode message, ObjectNode context) {
        return label(context.path("channel"))
                .or(() -> label(message.path("channel")))
                .map(name -> CHANNELS.getOrDefault(name.toLowerCase(Locale.ROOT), name))
                .or(() -> label(context.path("library").path("name")).flatMap(TrackingContext::channelOfLibrary));
    }

    private static Optional<String> channelOfLibrary(String library) {
        String name = library.toLowerCase(Locale.ROOT);
        if (name.contains("ios")
                || name.contains("android")
                || name.contains("react-native")
                || name.contains("flutter")) {
            return Optional.of("mobile");
        }
        return Optional.of(
                name.contains("analytics.js") || name.contains("analytics-next") || name.contains("web")
                        ? "web"
                        : "api");
    }

    private static Optional<String> session(ObjectNode context) {
        return label(context.path("sessionId")).or(() -> label(context.path("session_id")));
    }

    private static Optional<String> label(JsonNode value) {
        boolean isLabel = value.isString() || value.isIntegralNumber();
        return isLabel && !value.asString().isBlank() && value.asString().length() <= MAX_LABEL
                ? Optional.of(value.asString())
                : Optional.empty();
    }

    /** Copies fields of the batch into a message's object; existing fields of the message take precedence. */
    static void mergeInto(ObjectNode target, JsonNode source) {
        for (Map.Entry<String, JsonNode> field : source.properties()) {
            JsonNode existing = target.path(field.getKey());
            if (existing.isMissingNode() || existing.isNull()) {
                target.set(field.getKey(), field.getValue());
            } else if (existing instanceof ObjectNode inner && field.getValue().isObject()) {
                mergeInto(inner, field.getValue());
            }
        }
    }
}
