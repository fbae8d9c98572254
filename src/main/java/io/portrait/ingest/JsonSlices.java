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
    public record Slice(int from, int to) {

        /** How many bytes. */
        public int length() {
            return to - from;
        }
    }

    /** A field of an object; the name is as it is written, with its quotes. */
    public record Field(Slice name, Slice value) {}

    /** The body is not even brackets in pairs. */
    private static final class Broken extends RuntimeException {

        Broken() {
            super("broken", null, false, false);
        }
    }

    private final byte[] body;
    private int at;

    private JsonSlices(byte[] body, int from) {
        this.body = body;
        this.at = from;
    }

    /** The fields of the body's object; empty if it is none. */
    public static Optional<List<Field>> fields(byte[] body) {
        try {
            return Optional.of(new JsonSlices(body, afterMark(body)).readFields());
        } catch (Broken _) {
            return Optional.empty();
        }
    }

    /** The elements of the body's array; empty if it is none. With more than a limit, only one more than that. */
    public static Optional<List<Slice>> elements(byte[] body, int most) {
        try {
            JsonSlices slices = new JsonSlices(body, afterMark(body));
            List<Slice> elements = slices.readElements(most);
            if (elements.size() <= most) {
                slices.expectEnd();
            }
            return Optional.of(elements);
        } catch (Broken _) {
            return Optional.empty();
        }
    }

    /** The elements of an array that is a value of the body; empty if it is none. */
    public static Optional<List<Slice>> elements(byte[] body, Slice array, int most) {
        try {
            return Optional.of(new JsonSlices(body, array.from()).readElements(most));
        } catch (Broken _) {
            return Optional.empty();
        }
    }

    /** A byte order mark is not part of the text. */
    private static int afterMark(byte[] body) {
        boolean marked = body.length >= 3 && body[0] == (byte) 0xEF && body[1] == (byte) 0xBB && body[2] == (byte) 0xBF;
        return marked ? 3 : 0;
    }

    private List<Field> readFields() {
        List<Field> fields = new ArrayList<>();
        expect('{');
        if (peek() != '}') {
            do {
                Slice name = value();
                expect(':');
                fields.add(new Field(name, value()));
            } while (goesOn('}'));
        } else {
            at++;
        }
        expectEnd();
        return fields;
    }

    private void expectEnd() {
        skipSpace();
        if (at < body.length) {
            throw new Broken();
        }
    }

    private List<Slice> readElements(int most) {
        List<Slice> elements = new ArrayList<>();
        expect('[');
        if (peek() == ']') {
            at++;
            return elements;
        }
        do {
            elements.add(value());
        } while (elements.size() <= most && goesOn(']'));
        return elements;
    }

    /** Whether a comma follows, and not the end. */
    private boolean goesOn(char end) {
        int next = peek();
        at++;
        if (next != ',' && next != end) {
            throw new Broken();
        }
        return next == ',';
    }

    private void expect(char expected) {
        if (peek() != expected) {
            throw new Broken();
        }
        at++;
    }

    private int peek() {
        skipSpace();
        if (at >= body.length) {
            throw new Broken();
        }
        return body[at];
    }

    private void skipSpace() {
        while (at < body.length && isSpace(body[at])) {
            at++;
        }
    }

    private static boolean isSpace(byte c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }

    /** One value: what lies between here and the next comma, colon or closing bracket on this level. */
    private Slice value() {
        peek();
        int from = at;
        int depth = 0;
        while (depth > 0 || !isEnd(current())) {
            switch (current()) {
                case '"' -> skipString();
                case '{', '[' -> depth++;
                case '}', ']' -> depth--;
                default -> {
                    // part of the value
                }
            }
            at++;
        }
        return new Slice(from, trimmed(from));
    }

    private int trimmed(int from) {
        int to = at;
        while (to > from && isSpace(body[to - 1])) {
            to--;
        }
        if (to == from) {
            throw new Broken();
        }
        return to;
    }

    private static boolean isEnd(byte c) {
        return c == ',' || c == ':' || c == '}' || c == ']';
    }

    private byte current() {
        if (at >= body.length) {
            throw new Broken();
        }
        return body[at];
    }

    /** To the closing quote. */
    private void skipString() {
        at++;
        while (current() != '"') {
            at += current() == '\\' ? 2 : 1;
        }
    }
}
