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
 * Traits of a user that a sender sets explicitly, such as {@code email} or {@code plan}. Values are stored as JSON;
 * {@code null} removes a trait. Traits that exceed a limit are dropped, the others are stored.
 *
 * @param values JSON by name, at most {@value #MAX_TRAITS} names of at most {@value #MAX_NAME_LENGTH} characters and values of at most
 *     {@value #MAX_VALUE_LENGTH}
 */
public record Traits(SortedMap<String, String> values) {

    /** The maximum number of traits in one event. */
    public static final int MAX_TRAITS = 64;

    private static final int MAX_NAME_LENGTH = 64;
    private static final int MAX_VALUE_LENGTH = 512;
    private static final JsonMapper JSON = new JsonMapper();

    /** Copies the map. */
    public Traits {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    /** The traits of an object that are within the limits; of too many, the first by name. */
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

    /** The inverse of {@link #toJson}. */
    static Traits fromJson(JsonNode stored) {
        SortedMap<String, String> values = new TreeMap<>();
        stored.properties()
                .forEach(field -> values.put(
                        field.getKey(), Objects.requireNonNull(field.getValue()).asString()));
        return new Traits(values);
    }

    /** A JSON object whose values are JSON texts, so that numbers keep their notation. */
    ObjectNode toJson() {
        ObjectNode object = JSON.createObjectNode();
        values.forEach(object::put);
        return object;
    }
}
