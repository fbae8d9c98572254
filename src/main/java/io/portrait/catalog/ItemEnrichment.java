package io.portrait.catalog;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The merge of a stored item with partial data from an event. */
final class ItemEnrichment {

    private static final JsonMapper JSON = new JsonMapper();

    private ItemEnrichment() {}

    /** A check whether a draft has information that the item lacks. */
    static boolean addsInformation(Item known, ItemDraft draft) {
        return !enrich(known, draft).equals(draftOf(known));
    }

    /** The item with its missing fields taken from the draft. */
    static ItemDraft enrich(Item known, ItemDraft draft) {
        ObjectNode content = object(known.content());
        addMissing(content, object(draft.content()));
        String enrichedContent = content.toString();
        return new ItemDraft(
                known.id(),
                known.topics().isEmpty() ? draft.categories() : known.topics(),
                known.brand() == null ? draft.brand() : known.brand(),
                known.price() == null ? draft.price() : known.price(),
                enrichedContent.length() > ItemDraft.MAX_CONTENT ? known.content() : enrichedContent,
                known.recommendable());
    }

    private static ItemDraft draftOf(Item known) {
        return new ItemDraft(
                known.id(),
                known.topics(),
                known.brand(),
                known.price(),
                object(known.content()).toString(),
                known.recommendable());
    }

    private static void addMissing(ObjectNode known, ObjectNode addition) {
        for (Map.Entry<String, JsonNode> field : addition.properties()) {
            JsonNode existing = known.path(field.getKey());
            if (existing.isMissingNode() || existing.isNull()) {
                known.set(field.getKey(), field.getValue());
            } else if (existing instanceof ObjectNode existingObject
                    && field.getValue() instanceof ObjectNode addedObject) {
                addMissing(existingObject, addedObject);
            }
        }
    }

    private static ObjectNode object(String json) {
        return JSON.readTree(json) instanceof ObjectNode parsed ? parsed : JSON.createObjectNode();
    }
}
