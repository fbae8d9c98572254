package io.portrait.ingest;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The ids of the person in an event. Placeholders are treated as missing. */
record PersonIds(PlaceholderIds placeholders) {

    private static final String USER = "userId";
    private static final String ANONYMOUS = "anonymousId";
    private static final String PREVIOUS = "previousId";

    /**
     * The event without placeholders: an event with another id is taken under that one. An {@code alias} with a placeholder is
     * rejected, because it would link the person to everybody with the same placeholder.
     */
    ObjectNode withoutPlaceholders(EventFields fields) {
        ObjectNode event = (ObjectNode) fields.node();
        boolean isAlias = event.path("type").asString("").equals(EventType.ALIAS.wireName());
        boolean hasPlaceholder = isPlaceholder(event, USER) || isPlaceholder(event, ANONYMOUS);
        if (isAlias) {
            requireNoPlaceholder(fields, USER, PREVIOUS);
        }
        return hasPlaceholder ? withOtherId(fields) : event;
    }

    private void requireNoPlaceholder(EventFields fields, String... names) {
        for (String name : names) {
            if (isPlaceholder(fields.node(), name)) {
                throw placeholder(fields, name);
            }
        }
    }

    private ObjectNode withOtherId(EventFields fields) {
        ObjectNode rest = ((ObjectNode) fields.node()).objectNode();
        for (Map.Entry<String, JsonNode> field : fields.node().properties()) {
            boolean isId = field.getKey().equals(USER) || field.getKey().equals(ANONYMOUS);
            if (!isId || !isPlaceholder(fields.node(), field.getKey())) {
                rest.set(field.getKey(), field.getValue());
            }
        }
        if (!rest.hasNonNull(USER) && !rest.hasNonNull(ANONYMOUS)) {
            throw placeholder(fields, isPlaceholder(fields.node(), USER) ? USER : ANONYMOUS);
        }
        return rest;
    }

    private boolean isPlaceholder(JsonNode event, String field) {
        JsonNode value = event.path(field);
        return (value.isString() || value.isNumber() || value.isBoolean()) && placeholders.contains(value.asString());
    }

    private static EventFields.RejectedEventException placeholder(EventFields fields, String name) {
        return fields.rejected(
                PlaceholderIds.CODE, name, "%s is a placeholder for a missing id, not a person".formatted(name));
    }
}
