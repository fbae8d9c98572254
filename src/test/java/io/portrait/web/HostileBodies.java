package io.portrait.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** The generator of hostile bodies from a seed: valid bodies of every format, changed by a mutation. */
final class HostileBodies {

    /** A request with a hostile body. */
    @SuppressWarnings("ArrayRecordComponent")
    record HostileBody(String kind, String path, Map<String, String> headers, byte[] bytes) {}

    /** A mutation of a body. */
    private enum BodyMutation {
        TRUNCATED,
        FLIPPED,
        DEEP,
        HUGE_NUMBER,
        WRONG_TYPE,
        BAD_UTF8,
        DUPLICATE_KEY,
        WRONG_ENCODING,
        BOMB,
        TORN_GZIP,
        GARBAGE,
        LONG_TEXT,
        VALID
    }

    private static final List<String> CALL_ROUTES = List.of(
            "/v1/identify",
            "/v1/track",
            "/v1/page",
            "/v1/screen",
            "/v1/group",
            "/v1/alias",
            "/v1/t/",
            "/v1/i",
            "/v1/p",
            "/v1/s/",
            "/v1/g",
            "/v1/a");
    private static final List<String> BATCH_ROUTES = List.of("/v1/batch", "/v1/import/", "/v1/b");
    private static final List<String> UNUSUAL_VALUES = List.of(
            "null",
            "7",
            "-0.0",
            "1e308",
            "true",
            "[]",
            "{}",
            "[[]]",
            "\"\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"\\u202e\"",
            "[{}]",
            "{\"a\":{}}",
            "\"2026-13-99T99:99:99Z\"",
            "\"+999999999-12-31T23:59:59+18:00\"",
            "1e-400");
    private static final byte[] BOMB = gzip(new byte[12 << 20]);

    private final Random random;

    HostileBodies(long seed) {
        this.random = new Random(seed);
    }

    HostileBody next() {
        BodyMutation mutation = nextMutation();
        int format = random.nextInt(4);
        String path = switch (format) {
            case 0 -> randomElement(CALL_ROUTES);
            case 1 -> randomElement(BATCH_ROUTES);
            default -> "/v1/events";
        };
        Map<String, String> headers = new HashMap<>();
        headers.put("Authorization", "Bearer dev-write");
        headers.put("Content-Type", contentType(format));
        return new HostileBody(mutation.name(), path, headers, mutate(mutation, validBody(format)));
    }

    /** A random mutation. Bombs are rarer, because one takes as long as a hundred other bodies. */
    private BodyMutation nextMutation() {
        BodyMutation mutation = randomElement(BodyMutation.values());
        return mutation == BodyMutation.BOMB && random.nextInt(8) > 0 ? BodyMutation.GARBAGE : mutation;
    }

    private String contentType(int format) {
        return switch (format) {
            case 0, 1 ->
                randomElement(List.of(
                        "application/json",
                        "text/plain",
                        "application/x-www-form-urlencoded",
                        "application/octet-stream"));
            case 2 -> "application/json";
            default -> "application/cloudevents-batch+json";
        };
    }

    private String validBody(int format) {
        return switch (format) {
            case 0 -> message();
            case 1 ->
                "{\"writeKey\":\"dev-write\",\"sentAt\":\"2026-11-25T00:00:00Z\",\"context\":{\"locale\":\"de\"},\"batch\":["
                        + message() + "," + message() + "]}";
            case 2 -> "{\"events\":[" + event() + "," + event() + "]}";
            default ->
                "[{\"specversion\":\"1.0\",\"id\":\"%d\",\"source\":\"/fuzz\",\"type\":\"shop.view\",\"time\":\"2026-11-20T00:00:00Z\",\"data\":%s}]"
                        .formatted(random.nextInt(), event());
        };
    }

    private String event() {
        return "{\"messageId\":\"f%d\",\"userId\":\"fuzz-%d\",\"type\":\"%s\",\"timestamp\":\"2026-11-20T00:00:00Z\",\"item\":\"i\",\"value\":4,\"query\":\"q\",\"properties\":{\"name\":\"n\",\"scale\":5},\"context\":{\"channel\":\"web\"}}"
                .formatted(
                        random.nextInt(),
                        random.nextInt(50),
                        randomElement(List.of("view", "rating", "search", "custom", "purchase")));
    }

    private String message() {
        return "{\"type\":\"%s\",\"messageId\":\"f%d\",\"userId\":\"fuzz-%d\",\"anonymousId\":\"fuzz-a%d\",\"previousId\":\"fuzz-a%d\",\"groupId\":\"g\",\"event\":\"%s\",\"timestamp\":\"2026-11-20T00:00:00Z\",\"traits\":{\"a\":1},\"context\":{\"traits\":{},\"library\":{\"name\":\"x\"}},\"properties\":{\"product_id\":\"p%d\",\"price\":\"3\",\"name\":\"n\",\"category\":\"a/b\",\"brand\":\"b\",\"products\":[{\"product_id\":\"p\",\"price\":2}]}}"
                .formatted(
                        randomElement(List.of("track", "identify", "page", "screen", "group", "alias")),
                        random.nextInt(),
                        random.nextInt(50),
                        random.nextInt(50),
                        random.nextInt(50),
                        randomElement(List.of(
                                "Product Viewed", "Order Completed", "Products Searched", "Product Reviewed", "X", "")),
                        random.nextInt(20));
    }

    private byte[] mutate(BodyMutation mutation, String validBody) {
        byte[] bytes = validBody.getBytes(StandardCharsets.UTF_8);
        return switch (mutation) {
            case TRUNCATED -> Arrays.copyOf(bytes, random.nextInt(bytes.length));
            case FLIPPED -> flipBits(bytes);
            case DEEP -> nestDeeply(validBody);
            case HUGE_NUMBER ->
                replaceValue(
                        validBody,
                        randomElement(List.of(
                                "1" + "0".repeat(1 + random.nextInt(3_000)),
                                "1e999999999",
                                "-1e400",
                                "0." + "0".repeat(900) + "1",
                                "9".repeat(400))));
            case WRONG_TYPE -> replaceValue(validBody, randomElement(UNUSUAL_VALUES));
            case BAD_UTF8 ->
                insert(bytes, new byte[] {
                    (byte) randomElement(new Integer[] {0xC0, 0xFF, 0x80, 0xED, 0xF8})
                            .intValue(),
                    (byte) 0xA0
                });
            case DUPLICATE_KEY ->
                validBody
                        .replaceFirst("\"(messageId|userId|id|events|batch)\":", "\"$1\":1,\"$1\":")
                        .getBytes(StandardCharsets.UTF_8);
            case WRONG_ENCODING ->
                validBody.getBytes(
                        Charset.forName(randomElement(List.of("UTF-16BE", "UTF-16LE", "UTF-32", "UTF-16", "IBM1047"))));
            case BOMB -> BOMB;
            case TORN_GZIP -> tearGzip(gzip(bytes));
            case GARBAGE -> garbage();
            case LONG_TEXT -> replaceValue(validBody, "\"" + "x".repeat(random.nextInt(40_000)) + "\"");
            case VALID -> random.nextBoolean() ? bytes : gzip(bytes);
        };
    }

    private byte[] flipBits(byte[] bytes) {
        for (int i = 0; i <= random.nextInt(4); i++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private byte[] nestDeeply(String validBody) {
        int depth = 1 + random.nextInt(random.nextBoolean() ? 64 : 8_000);
        String open = randomElement(List.of("[", "{\"a\":"));
        String close = open.equals("[") ? "]" : "}";
        return replaceValue(validBody, open.repeat(depth) + "1" + (random.nextInt(4) == 0 ? "" : close.repeat(depth)));
    }

    /** Replaces one of the values. */
    private byte[] replaceValue(String validBody, String value) {
        int colon = validBody.indexOf(':', random.nextInt(validBody.length()));
        if (colon < 0) {
            return value.getBytes(StandardCharsets.UTF_8);
        }
        int from = colon + 1;
        int to = from;
        while (to < validBody.length() && ",}]".indexOf(validBody.charAt(to)) < 0) {
            to++;
        }
        return (validBody.substring(0, from) + value + validBody.substring(to)).getBytes(StandardCharsets.UTF_8);
    }

    private byte[] insert(byte[] bytes, byte[] more) {
        int at = random.nextInt(bytes.length);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, at);
        out.writeBytes(more);
        out.write(bytes, at, bytes.length - at);
        return out.toByteArray();
    }

    private byte[] tearGzip(byte[] packed) {
        byte[] torn = Arrays.copyOf(packed, 2 + random.nextInt(packed.length - 2));
        if (random.nextBoolean()) {
            torn[random.nextInt(torn.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return torn;
    }

    private byte[] garbage() {
        byte[] garbage = new byte[random.nextInt(300)];
        random.nextBytes(garbage);
        return garbage;
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private <T> T randomElement(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private <T> T randomElement(T[] choices) {
        return choices[random.nextInt(choices.length)];
    }
}
