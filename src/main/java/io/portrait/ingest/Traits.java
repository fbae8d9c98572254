package io.portrait.ingest;

import io.portrait.kernel.PostgresText;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a person, or a system on their behalf, told of themselves: {@code email}, {@code plan}, {@code address}. A value is
 * kept as JSON; {@code null} takes a trait back. What breaks a limit is left out, so that one odd trait does not cost the
 * others.
 *
 * @param values JSON by name, at most {@value #MAX_TRAITS} names of at most {@value #MAX_NAME_LENGTH} characters and values of at most
 *     {@value #MAX_VALUE_LENGTH}
 */
public record Traits(SortedMap<String, String> values) {

    /** How many one event may tell. */
    public static final int MAX_TRAITS = 64;

    private static final int MAX_NAME_LENGTH = 64;
    private static final int MAX_VALUE_LENGTH = 512;
    private static final JsonMapper JSON = new JsonMapper();

    /** Freezes the map. */
    public Traits {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    /** Those of an object that keep the limits, the first by name where there are too many. */
    static Traits of(ObjectNode object) {
        SortedMap<String, String> values = new TreeMap<>();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            String name = PostgresText.sanitize(field.getKey());
            String value = PostgresText.sanitize(field.getValue().toString());
            if (!name.isBlank() && name.length() <= MAX_NAME_LENGTH && value.length() <= MAX_VALUE_LENGTH) {
                values.put(name, value);
            }
        }
        while (values.size() > MAX_TRAITS) {
            values.remove(values.lastKey());
        }
        return new Traits(values);
    }

    /** Reads back what {@link #toJson} wrote. */
    static Traits fromJson(JsonNode stored) {
        SortedMap<String, String> values = new TreeMap<>();
        stored.properties()
                .forEach(field -> values.put(
                        field.getKey(), Objects.requireNonNull(field.getValue()).asString()));
        return new Traits(values);
    }

    /** An object with each value as a text, so that a number comes back as it was written. */
    ObjectNode toJson() {
        ObjectNode object = JSON.createObjectNode();
        values.forEach(object::put);
        return object;
    }
}
