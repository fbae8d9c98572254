package io.portrait.ingest.format;

import io.portrait.ingest.EventFormat;
import io.portrait.ingest.EventReader;
import io.portrait.ingest.EventReader.JsonResult;
import io.portrait.ingest.JsonSlices.JsonSlice;
import io.portrait.ingest.Rejection;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The objects in a tracking message. Some senders write them as text with JSON, or an empty one as an empty array. Any other value
 * would lose the content of the message in silence, so it is rejected.
 */
final class TrackingObjects {

    private static final List<String> OBJECTS = List.of("properties", "traits", "context");
    private static final String PRODUCTS = "products";
    private static final Pattern NUMBER = Pattern.compile("\\d{1,4}");

    private final EventReader eventReader;
    private final String pointer;

    TrackingObjects(EventReader eventReader, String pointer) {
        this.eventReader = eventReader;
        this.pointer = pointer;
    }

    /** Replaces texts in a message by the objects that they contain; returns the rejection if that is not possible. */
    Optional<Rejection> read(ObjectNode message) {
        for (String name : OBJECTS) {
            JsonNode value = message.path(name);
            Optional<JsonNode> object = parsed(value).filter(JsonNode::isObject);
            if (object.isPresent()) {
                message.set(name, object.get());
            } else if (isEmpty(value)) {
                message.remove(name);
            } else {
                return Optional.of(rejection("/" + name, name + " must be an object"));
            }
        }
        return message.path("properties") instanceof ObjectNode properties
                ? readProducts(properties)
                : Optional.empty();
    }

    private Optional<Rejection> readProducts(ObjectNode properties) {
        JsonNode value = properties.path(PRODUCTS);
        JsonNode products = parsed(value).orElse(value);
        if (products.isArray() || products.isObject()) {
            properties.set(
                    PRODUCTS,
                    products.isArray() ? products : properties.arrayNode().addAll(elements(products)));
        } else if (!isEmpty(products)) {
            return Optional.of(rejection("/properties/" + PRODUCTS, "products must be an array of objects"));
        }
        return Optional.empty();
    }

    /** The products in an object: its values, where a sender has numbered them; else the object is the product. */
    private static List<JsonNode> elements(JsonNode products) {
        boolean isNumbered = !products.isEmpty()
                && products.properties().stream()
                        .allMatch(field -> field.getValue().isObject()
                                && NUMBER.matcher(field.getKey()).matches());
        return isNumbered ? products.valueStream().toList() : List.of(products);
    }

    /** The value itself, or the JSON in a text; empty if a text is not JSON. */
    private Optional<JsonNode> parsed(JsonNode value) {
        if (!value.isString()) {
            return Optional.of(value);
        }
        byte[] text = value.asString().getBytes(StandardCharsets.UTF_8);
        return eventReader.parse(text, new JsonSlice(0, text.length), pointer, EventFormat.TRACKING)
                        instanceof JsonResult.JsonSuccess(var json)
                ? Optional.of(json)
                : Optional.empty();
    }

    private static boolean isEmpty(JsonNode value) {
        return value.isMissingNode()
                || value.isNull()
                || (value.isArray() && value.isEmpty())
                || (value.isString() && value.asString().isBlank());
    }

    private Rejection rejection(String field, String detail) {
        return new Rejection("invalid-field", detail, pointer + field);
    }
}
