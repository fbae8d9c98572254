package io.portrait.ingest.format;

import io.portrait.ingest.EventWarning;
import io.portrait.ingest.ParsedEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The origins of the fields of a translated event: the places in the sent message that they were read from. Receipts name these,
 * because the sender does not know the translated event.
 *
 * @param message JSON pointer to the message
 * @param others the place of fields that are not listed, such as {@code /data}
 * @param byField the place by JSON pointer of the translated field, both relative
 */
record FieldOrigins(String message, String others, Map<String, String> byField) {

    /** A message whose fields have the names of a native event, except the ones that are added. */
    static FieldOrigins of(String message, String others) {
        return new FieldOrigins(message, others, new HashMap<>());
    }

    FieldOrigins add(String field, String place) {
        byField.put(field, place);
        return this;
    }

    /** The pointer into the sent body for a pointer into the translated event. */
    String toSent(String pointer) {
        if (!pointer.startsWith(message) || pointer.length() == message.length()) {
            return pointer;
        }
        String field = pointer.substring(message.length());
        for (String prefix = field; !prefix.isEmpty(); prefix = prefix.substring(0, prefix.lastIndexOf('/'))) {
            if (byField.containsKey(prefix)) {
                return message + byField.get(prefix) + field.substring(prefix.length());
            }
        }
        return message + others + field;
    }

    /** A parsed event whose rejection or warnings point into the sent body. */
    ParsedEvent toSent(ParsedEvent parsed) {
        return switch (parsed) {
            case ParsedEvent.Invalid invalid ->
                invalid.at(toSent(invalid.rejection().pointer()));
            case ParsedEvent.Valid valid when valid.warnings().isEmpty() -> valid;
            case ParsedEvent.Valid valid ->
                new ParsedEvent.Valid(
                        valid.event(),
                        valid.identityToken(),
                        valid.authority(),
                        valid.description(),
                        toSent(valid.warnings()));
        };
    }

    private List<EventWarning> toSent(List<EventWarning> warnings) {
        return warnings.stream()
                .map(warning -> new EventWarning(warning.code(), warning.detail(), toSent(warning.pointer())))
                .toList();
    }
}
