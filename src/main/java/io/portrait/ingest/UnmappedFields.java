package io.portrait.ingest;

import io.portrait.ingest.Event.Origin;
import io.portrait.kernel.CurrencyCodes;
import io.portrait.kernel.PostgresText;
import io.portrait.kernel.UserId;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The fields of an event without a column in the journal, such as properties, parts of the context and unknown fields. */
record UnmappedFields(UserId userId, EventPayload payload, Origin origin) {

    /** The field of the context with the identity token. It is a secret, so it is not stored. */
    static final String IDENTITY_TOKEN = "identityToken";

    private static final Set<String> MAPPED_FIELDS = Set.of("messageId", "userId", "type", "timestamp", "item");

    /** The fields as a JSON object; null if there are none. */
    @Nullable
    String toJson(ObjectNode event) {
        ObjectNode unmapped = null; // most events have no such fields
        for (Map.Entry<String, JsonNode> field : event.properties()) {
            if (!isMapped(field.getKey(), field.getValue())) {
                unmapped = unmapped == null ? event.objectNode() : unmapped;
                boolean isContext = field.getKey().equals("context");
                unmapped.set(field.getKey(), isContext ? unmappedContext(field.getValue()) : field.getValue());
            }
        }
        return unmapped == null ? null : PostgresText.sanitize(unmapped.toString());
    }

    private boolean isMapped(String name, JsonNode value) {
        return MAPPED_FIELDS.contains(name)
                || switch (name) {
                    case "anonymousId" -> value.asString("").equals(userId.value()) || hasAnonymousId(payload);
                    case "value" -> PayloadColumns.of(payload).value() != null;
                    case "query" -> payload instanceof EventPayload.Search;
                    case "currency" -> hasCurrency(payload);
                    case "order" -> payload.orderPart().isPresent() && (!value.isObject() || hasOnlyKnownFields(value));
                    case "previousId" -> payload instanceof EventPayload.Alias;
                    case "traits" ->
                        payload instanceof EventPayload.Identify identify
                                && identify.traits().values().size() == value.size();
                    case "context" -> value instanceof ObjectNode context && !hasUnmapped(context);
                    default -> false;
                };
    }

    private static boolean hasCurrency(EventPayload payload) {
        return payload.payment()
                .filter(amount -> !amount.currency().equals(CurrencyCodes.NONE))
                .isPresent();
    }

    private static boolean hasOnlyKnownFields(JsonNode order) {
        return order.properties().stream().map(Map.Entry::getKey).allMatch(PaymentFields.ORDER_FIELDS::contains);
    }

    private static boolean hasAnonymousId(EventPayload payload) {
        return payload instanceof EventPayload.Identify identify && identify.anonymousId() != null;
    }

    private JsonNode unmappedContext(JsonNode context) {
        if (!(context instanceof ObjectNode object)) {
            return context;
        }
        ObjectNode unmapped = object.objectNode();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (!isInOrigin(field.getKey(), field.getValue())) {
                unmapped.set(field.getKey(), field.getValue());
            }
        }
        return unmapped;
    }

    /** A check whether the context has fields that are not in the origin. */
    private boolean hasUnmapped(ObjectNode context) {
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
            case "sessionId" -> Objects.equals(value.asString(""), origin.sessionId());
            case IDENTITY_TOKEN -> true;
            default -> false;
        };
    }
}
