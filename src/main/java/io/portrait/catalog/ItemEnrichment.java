package io.portrait.catalog;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What is known of an item, completed by what is told of it in passing. */
final class ItemEnrichment {

    private static final JsonMapper JSON = new JsonMapper();

    private ItemEnrichment() {}

    /** Whether a draft says anything that is not known. */
    static boolean addsInformation(@Nullable Item known, ItemDraft draft) {
        return known == null || !enrich(known, draft).equals(draftOf(known));
    }

    /** The item with the draft's fields where it has none. */
    static ItemDraft enrich(Item known, ItemDraft draft) {
        ObjectNode content = object(known.content());
        addMissing(content, object(draft.content()));
        String enrichedContent = content.toString();
        return new ItemDraft(
                known.id(),
                known.topics().isEmpty() ? draft.categories() : known.topics(),
                known.brand() == null ? draft.brand() : known.brand(),
                known.price() == null ? draft.price() : known.price(),
                enrichedContent.length() > ItemDraft.MAX_CONTENT ? known.content() : enrichedContent);
    }

    private static ItemDraft draftOf(Item known) {
        return new ItemDraft(
                known.id(),
                known.topics(),
                known.brand(),
                known.price(),
                object(known.content()).toString());
    }

    /** The same without categories, for a catalogue that has as many as it may have. */
    static ItemDraft withoutCategories(ItemDraft draft) {
        return new ItemDraft(draft.id(), List.of(), draft.brand(), draft.price(), draft.content());
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
