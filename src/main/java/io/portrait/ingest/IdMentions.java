package io.portrait.ingest;

import io.portrait.kernel.UserId;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The search for some ids in the JSON of events, also where they are written with escapes. A string, a name of a field or a number
 * mentions an id if it is equal to it. A longer text mentions an id of {@value #MIN_WORD_LENGTH} characters or more if the id
 * is a whole word of it; a shorter id would be found in the text of almost any event.
 */
final class IdMentions {

    static final int MIN_WORD_LENGTH = 6;

    private static final JsonMapper JSON = new JsonMapper();

    private final Set<String> ids;

    IdMentions(Collection<UserId> ids) {
        this.ids = ids.stream().map(UserId::value).collect(Collectors.toUnmodifiableSet());
    }

    /** A check whether JSON mentions any of the ids; the text may be cut off or not be JSON at all. */
    boolean occurIn(String source) {
        try (JsonParser parser = JSON.createParser(source)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if ((token.isScalarValue() || token == JsonToken.PROPERTY_NAME) && isMention(parser.getString())) {
                    return true;
                }
            }
            return false;
        } catch (JacksonException notJson) {
            return ids.stream().anyMatch(id -> hasWord(source, id));
        }
    }

    private boolean isMention(String text) {
        return ids.contains(text) || ids.stream().anyMatch(id -> id.length() >= MIN_WORD_LENGTH && hasWord(text, id));
    }

    private static boolean hasWord(String text, String word) {
        for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
            if (isBoundary(text, at - 1) && isBoundary(text, at + word.length())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBoundary(String text, int index) {
        return index < 0 || index >= text.length() || !Character.isLetterOrDigit(text.charAt(index));
    }

    /** A JSON object without the fields that have one of the ids as their name or value; in arrays null takes its place. */
    String removedFrom(String jsonObject) {
        JsonNode node = JSON.readTree(jsonObject);
        removeFrom(node);
        return node.toString();
    }

    private void removeFrom(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(object.properties().stream()
                    .filter(field -> ids.contains(field.getKey()) || isId(field.getValue()))
                    .map(Map.Entry::getKey)
                    .toList());
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, isId(array.get(i)) ? NullNode.getInstance() : array.get(i));
            }
        }
        node.forEach(this::removeFrom);
    }

    private boolean isId(JsonNode value) {
        return value.isString() && ids.contains(value.asString());
    }
}
