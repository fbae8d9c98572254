package io.portrait.ingest;

import io.portrait.ingest.Event.Origin;
import io.portrait.kernel.StorableText;
import io.portrait.kernel.UserId;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a sender told beyond the journal's columns: properties, context, a second id, and fields of his own. */
record Leftover(UserId user, Behaviour behaviour, Origin origin) {

    private static final Set<String> UNDERSTOOD = Set.of("messageId", "userId", "type", "timestamp", "item");

    /** As a JSON object; null where nothing is left. */
    @Nullable
    String of(ObjectNode event) {
        ObjectNode rest = null; // of most events nothing is left
        for (Map.Entry<String, JsonNode> field : event.properties()) {
            if (!isHeld(field.getKey(), field.getValue())) {
                rest = rest == null ? event.objectNode() : rest;
                boolean isContext = field.getKey().equals("context");
                rest.set(field.getKey(), isContext ? ofContext(field.getValue()) : field.getValue());
            }
        }
        return rest == null ? null : StorableText.of(rest.toString());
    }

    private boolean isHeld(String name, JsonNode value) {
        return UNDERSTOOD.contains(name)
                || switch (name) {
                    case "anonymousId" -> value.asString("").equals(user.value()) || isOf(behaviour);
                    case "value" -> StoredBehaviour.of(behaviour).value() != null;
                    case "query" -> behaviour instanceof Behaviour.Search;
                    case "previousId" -> behaviour instanceof Behaviour.Alias;
                    case "traits" ->
                        behaviour instanceof Behaviour.Identify identify
                                && identify.traits().values().size() == value.size();
                    case "context" -> value instanceof ObjectNode context && !hasOthers(context);
                    default -> false;
                };
    }

    private static boolean isOf(Behaviour behaviour) {
        return behaviour instanceof Behaviour.Identify identify && identify.anonymous() != null;
    }

    private JsonNode ofContext(JsonNode context) {
        if (!(context instanceof ObjectNode object)) {
            return context;
        }
        ObjectNode rest = object.objectNode();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (!isInOrigin(field.getKey(), field.getValue())) {
                rest.set(field.getKey(), field.getValue());
            }
        }
        return rest;
    }

    /** Whether there is anything in a context that the origin does not tell. */
    private boolean hasOthers(ObjectNode context) {
        for (Map.Entry<String, JsonNode> field : context.properties()) {
            if (!isInOrigin(field.getKey(), field.getValue())) {
                return true;
            }
        }
        return false;
    }

    private boolean isInOrigin(String name, JsonNode value) {
        return switch (name) {
            case "channel" -> Objects.equals(value.asString(""), origin.channel());
            case "sessionId" -> Objects.equals(value.asString(""), origin.session());
            default -> false;
        };
    }
}
