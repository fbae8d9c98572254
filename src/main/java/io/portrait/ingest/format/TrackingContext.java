package io.portrait.ingest.format;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A message's context, with the channel and the session where a native event has them. */
final class TrackingContext {

    private static final int MAX_LABEL = 128;

    /** What senders call the channels that are counted. */
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

    /** The batch's fields under the message's own, which count. */
    static void mergeInto(ObjectNode own, JsonNode shared) {
        for (Map.Entry<String, JsonNode> field : shared.properties()) {
            JsonNode before = own.path(field.getKey());
            if (before.isMissingNode() || before.isNull()) {
                own.set(field.getKey(), field.getValue());
            } else if (before instanceof ObjectNode inner && field.getValue().isObject()) {
                mergeInto(inner, field.getValue());
            }
        }
    }
}
