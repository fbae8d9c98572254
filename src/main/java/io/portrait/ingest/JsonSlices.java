package io.portrait.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A JSON object taken apart by its bytes: the values of its fields, or the elements of an array. Only quotes and brackets
 * are looked at, so that what is wrong within a value is found by whoever reads that value, and spoils no other. Needs no
 * memory for nesting, however deep.
 */
public final class JsonSlices {

    /** Bytes {@code [from, to)} of the body, holding one value. */
    public record JsonSlice(int from, int to) {

        /** How many bytes. */
        public int length() {
            return to - from;
        }
    }

    /** A field of an object; the name is as it is written, with its quotes. */
    public record FieldSlice(JsonSlice name, JsonSlice value) {}

    /** The body is not even brackets in pairs. */
    private static final class MalformedJson extends RuntimeException {

        MalformedJson() {
            super("broken", null, false, false);
        }
    }

    private final byte[] body;
    private int offset;

    private JsonSlices(byte[] body, int from) {
        this.body = body;
        this.offset = from;
    }

    /** The fields of the body's object; empty if it is none. */
    public static Optional<List<FieldSlice>> fields(byte[] body) {
        try {
            return Optional.of(new JsonSlices(body, afterByteOrderMark(body)).readFields());
        } catch (MalformedJson _) {
            return Optional.empty();
        }
    }

    /** The elements of the body's array; empty if it is none. With more than a limit, only one more than that. */
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

    /** The elements of an array that is a value of the body; empty if it is none. */
    public static Optional<List<JsonSlice>> elements(byte[] body, JsonSlice array, int maxElements) {
        try {
            return Optional.of(new JsonSlices(body, array.from()).readElements(maxElements));
        } catch (MalformedJson _) {
            return Optional.empty();
        }
    }

    /** A byte order mark is not part of the text. */
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

    /** Whether a comma follows, and not the end. */
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

    /** One value: what lies between here and the next comma, colon or closing bracket on this level. */
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

    /** To the closing quote. */
    private void skipString() {
        offset++;
        while (current() != '"') {
            offset += current() == '\\' ? 2 : 1;
        }
    }
}
