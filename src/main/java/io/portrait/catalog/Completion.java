package io.portrait.catalog;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What is known of an item, completed by what is told of it in passing. */
final class Completion {

    private static final JsonMapper JSON = new JsonMapper();

    private Completion() {}

    /** Whether a draft says anything that is not known. */
    static boolean addsTo(@Nullable Item known, ItemDraft draft) {
        return known == null || !of(known, draft).equals(unchanged(known));
    }

    /** The item with the draft's fields where it has none. */
    static ItemDraft of(Item known, ItemDraft draft) {
        ObjectNode content = object(known.content());
        addMissing(content, object(draft.content()));
        String completed = content.toString();
        return new ItemDraft(
                known.id(),
                known.topics().isEmpty() ? draft.categories() : known.topics(),
                known.brand() == null ? draft.brand() : known.brand(),
                known.price() == null ? draft.price() : known.price(),
                completed.length() > ItemDraft.MAX_CONTENT ? known.content() : completed);
    }

    private static ItemDraft unchanged(Item known) {
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

    private static void addMissing(ObjectNode known, ObjectNode told) {
        for (Map.Entry<String, JsonNode> field : told.properties()) {
            JsonNode before = known.path(field.getKey());
            if (before.isMissingNode() || before.isNull()) {
                known.set(field.getKey(), field.getValue());
            } else if (before instanceof ObjectNode inner && field.getValue() instanceof ObjectNode more) {
                addMissing(inner, more);
            }
        }
    }

    private static ObjectNode object(String json) {
        return JSON.readTree(json) instanceof ObjectNode object ? object : JSON.createObjectNode();
    }
}
