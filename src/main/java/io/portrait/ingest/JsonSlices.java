package io.portrait.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A splitter of JSON text into the byte ranges of an object's fields or of an array's elements. It reads only quotes and
 * brackets; an error inside a value is found when that value is parsed, and does not affect the other values. It needs no
 * memory for nesting.
 */
public final class JsonSlices {

    /** The byte range {@code [from, to)} of one value in the body. */
    public record JsonSlice(int from, int to) {

        /** The number of bytes. */
        public int length() {
            return to - from;
        }
    }

    /** The ranges of a field of an object; the range of the name includes the quotes. */
    public record FieldSlice(JsonSlice name, JsonSlice value) {}

    /** The body has no matching brackets, or a token is missing. */
    private static final class MalformedJson extends RuntimeException {

        MalformedJson() {
            super("malformed JSON", null, false, false);
        }
    }

    private final byte[] body;
    private int offset;

    private JsonSlices(byte[] body, int from) {
        this.body = body;
        this.offset = from;
    }

    /** The fields of the body's object; empty if the body is not an object. */
    public static Optional<List<FieldSlice>> fields(byte[] body) {
        try {
            return Optional.of(new JsonSlices(body, afterByteOrderMark(body)).readFields());
        } catch (MalformedJson _) {
            return Optional.empty();
        }
    }

    /** The elements of the body's array, at most {@code maxElements + 1}; empty if the body is not an array. */
    public static Optional<List<JsonSlice>> elements(byte[] body, int maxElements) {
        try {
            JsonSlices slices = new JsonSlices(body, afterByteOrderMark(body));
            List<JsonSlice> elements = slices.readElements(maxElements);
            if (elements.size() <= maxElements) {
                slices.expectEnd();
            }
            return Optional.of(elements);
        } catch (MalformedJson _) {
            return Optional.empty();
        }
    }

    /** The elements of an array inside the body, at most {@code maxElements + 1}; empty if the range is not an array. */
    public static Optional<List<JsonSlice>> elements(byte[] body, JsonSlice array, int maxElements) {
        try {
            return Optional.of(new JsonSlices(body, array.from()).readElements(maxElements));
        } catch (MalformedJson _) {
            return Optional.empty();
        }
    }

    /** The offset after a byte order mark, if there is one. */
    private static int afterByteOrderMark(byte[] body) {
        boolean hasMark =
                body.length >= 3 && body[0] == (byte) 0xEF && body[1] == (byte) 0xBB && body[2] == (byte) 0xBF;
        return hasMark ? 3 : 0;
    }

    private List<FieldSlice> readFields() {
        List<FieldSlice> fields = new ArrayList<>();
        expect('{');
        if (peek() != '}') {
            do {
                JsonSlice name = readValue();
                expect(':');
                fields.add(new FieldSlice(name, readValue()));
            } while (hasNext('}'));
        } else {
            offset++;
        }
        expectEnd();
        return fields;
    }

    private void expectEnd() {
        skipSpace();
        if (offset < body.length) {
            throw new MalformedJson();
        }
    }

    private List<JsonSlice> readElements(int maxElements) {
        List<JsonSlice> elements = new ArrayList<>();
        expect('[');
        if (peek() == ']') {
            offset++;
            return elements;
        }
        do {
            elements.add(readValue());
        } while (elements.size() <= maxElements && hasNext(']'));
        return elements;
    }

    /** Consumes a comma or the closing bracket; returns whether it was a comma. */
    private boolean hasNext(char end) {
        int next = peek();
        offset++;
        if (next != ',' && next != end) {
            throw new MalformedJson();
        }
        return next == ',';
    }

    private void expect(char expected) {
        if (peek() != expected) {
            throw new MalformedJson();
        }
        offset++;
    }

    private int peek() {
        skipSpace();
        if (offset >= body.length) {
            throw new MalformedJson();
        }
        return body[offset];
    }

    private void skipSpace() {
        while (offset < body.length && isSpace(body[offset])) {
            offset++;
        }
    }

    private static boolean isSpace(byte c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }

    /** Reads one value: the text up to the next comma, colon or closing bracket on this level. */
    private JsonSlice readValue() {
        peek();
        int from = offset;
        int depth = 0;
        while (depth > 0 || !isDelimiter(current())) {
            switch (current()) {
                case '"' -> skipString();
                case '{', '[' -> depth++;
                case '}', ']' -> depth--;
                default -> {
                    // part of the value
                }
            }
            offset++;
        }
        return new JsonSlice(from, endOfValue(from));
    }

    private int endOfValue(int from) {
        int to = offset;
        while (to > from && isSpace(body[to - 1])) {
            to--;
        }
        if (to == from) {
            throw new MalformedJson();
        }
        return to;
    }

    private static boolean isDelimiter(byte c) {
        return c == ',' || c == ':' || c == '}' || c == ']';
    }

    private byte current() {
        if (offset >= body.length) {
            throw new MalformedJson();
        }
        return body[offset];
    }

    /** Moves to the closing quote. */
    private void skipString() {
        offset++;
        while (current() != '"') {
            offset += current() == '\\' ? 2 : 1;
        }
    }
}
