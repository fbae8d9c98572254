package io.portrait.web;

import io.portrait.ingest.JsonSlices;
import io.portrait.ingest.JsonSlices.FieldSlice;
import io.portrait.ingest.JsonSlices.JsonSlice;
import io.portrait.kernel.JsonErrors;
import io.portrait.kernel.NearestName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A JSON object with a list whose elements are parsed one by one, so that an invalid element, even one that is not JSON, does
 * not affect the others.
 */
final class ListBody {

    private final byte[] bytes;
    private final JsonMapper json;
    private final String listName;
    private final Map<String, JsonSlice> fields = new HashMap<>();

    /** The outcome of one element. */
    sealed interface Element<T> {

        /** An element of the right form. */
        record Parsed<T>(int index, T value) implements Element<T> {}

        /** An invalid element; the others are used. */
        record Unreadable<T>(RejectedElement reason) implements Element<T> {}
    }

    /**
     * The reason why an element was not used.
     *
     * @param pointer a JSON pointer into the body
     */
    record RejectedElement(int index, String pointer, String code, String detail) {}

    /**
     * Reads the fields of a body, without their values.
     *
     * @throws ProblemException if the body is not a JSON object, or has a field twice
     */
    ListBody(byte[] bytes, String listName, JsonMapper json) {
        this.bytes = bytes;
        this.json = json;
        this.listName = listName;
        for (FieldSlice field : JsonSlices.fields(bytes).orElseThrow(this::notAnObject)) {
            String name = parse(field.name(), String.class);
            if (fields.put(name, field.value()) != null) {
                throw ProblemCode.INVALID_JSON.problem("the body has the field '%s' twice".formatted(name));
            }
        }
    }

    private ProblemException notAnObject() {
        try {
            json.readTree(bytes);
            return ProblemCode.INVALID_JSON.problem("the body must be a JSON object in UTF-8");
        } catch (JacksonException e) {
            return ProblemCode.INVALID_JSON.problem("the body is not JSON: " + JsonErrors.describe(e));
        }
    }

    /**
     * The fields beside the list.
     *
     * @throws ProblemException if they do not have the form of the type
     */
    <T> T rest(Class<T> type) {
        ObjectNode rest = json.createObjectNode();
        fields.forEach((name, slice) -> {
            if (!name.equals(listName)) {
                rest.set(name, parse(slice, JsonNode.class));
            }
        });
        try {
            return json.treeToValue(rest, type);
        } catch (JacksonException e) {
            throw ProblemAdvice.invalidBody(e);
        }
    }

    /**
     * A check that there is no field beside the list.
     *
     * @throws ProblemException if there is one
     */
    void requireNoOtherField() {
        fields.keySet().stream()
                .filter(name -> !name.equals(listName))
                .sorted()
                .findFirst()
                .ifPresent(name -> {
                    throw ProblemCode.UNKNOWN_FIELD
                            .problem(NearestName.unknownField(name, List.of(listName)))
                            .withProperty(ProblemException.POINTER, "/" + name);
                });
    }

    /** The number of elements, counted up to one more than {@code max}; empty if the field is missing or not an array. */
    Optional<Integer> size(int max) {
        return slices(max).map(List::size);
    }

    private Optional<List<JsonSlice>> slices(int max) {
        return Optional.ofNullable(fields.get(listName)).flatMap(array -> JsonSlices.elements(bytes, array, max));
    }

    /** All elements in order, at most {@code max}. */
    <T> List<Element<T>> elements(Class<T> type, int max) {
        List<JsonSlice> slices = slices(max).orElse(List.of());
        return IntStream.range(0, Math.min(max, slices.size()))
                .mapToObj(index -> element(index, slices.get(index), type))
                .toList();
    }

    private <T> Element<T> element(int index, JsonSlice slice, Class<T> type) {
        String pointer = pointer(index);
        try {
            @Nullable T value = json.readValue(bytes, slice.from(), slice.length(), type);
            return value == null
                    ? rejected(
                            index,
                            pointer,
                            ProblemCode.BAD_REQUEST,
                            "it must be %s, not null".formatted(JsonErrors.expected(type)))
                    : new Element.Parsed<>(index, value);
        } catch (JacksonException e) {
            return rejected(index, pointer + JsonErrors.pointer(e), ProblemAdvice.codeOf(e), JsonErrors.describe(e));
        }
    }

    private static <T> Element<T> rejected(int index, String pointer, ProblemCode code, String detail) {
        return new Element.Unreadable<>(new RejectedElement(index, pointer, code.code(), detail));
    }

    /** The pointer to an element. */
    String pointer(int index) {
        return "/" + listName + "/" + index;
    }

    private <T> T parse(JsonSlice slice, Class<T> type) {
        try {
            return json.readValue(bytes, slice.from(), slice.length(), type);
        } catch (StreamReadException e) {
            throw ProblemCode.INVALID_JSON.problem("the body is not JSON: " + JsonErrors.describe(e));
        } catch (JacksonException e) {
            throw ProblemAdvice.invalidBody(e);
        }
    }
}
