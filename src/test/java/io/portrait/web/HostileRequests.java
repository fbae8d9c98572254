package io.portrait.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The generator of hostile requests from the OpenAPI document: each field of each body and each parameter with values of all
 * wrong kinds, each route with other media types, encodings and methods. A new route or field is covered without another test.
 */
final class HostileRequests {

    /** A request. Its body is text in which each character is a byte if {@code isBinary}. */
    record HostileRequest(
            String kind, String method, String path, Map<String, String> headers, String body, boolean isBinary) {

        @Override
        public String toString() {
            String shown = body.length() > 160 ? body.substring(0, 160) + "…" : body;
            return "%s: %s %s %s %s".formatted(kind, method, path, headers, shown);
        }
    }

    private static final JsonMapper JSON = new JsonMapper();
    private static final int MAX_DEPTH = 3;

    /** JSON of every wrong kind for a field. */
    private static final Map<String, String> VALUES = values();

    private static Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("null", "null");
        values.put("boolean", "true");
        values.put("number", "7");
        values.put("negative", "-1");
        values.put("fraction", "0.5");
        values.put("minus zero", "-0");
        values.put("whole fraction", "1.0");
        values.put("exponent", "1e3");
        values.put("huge exponent", "1e999999999");
        values.put("unicode digits", "\"\u0665\"");
        values.put("mixed elements", "[\"x\",null,1,{},[],\"a\\u0000b\",\"x\"]");
        values.put("overflow", "1e400");
        values.put("digits", "9".repeat(1_100));
        values.put("NaN", "NaN");
        values.put("infinite", "-Infinity");
        values.put("empty text", "\"\"");
        values.put("blank text", "\"  \\t\"");
        values.put("NUL", "\"a\\u0000b\"");
        values.put("surrogate", "\"a\\ud800b\"");
        values.put("control", "\"a\\u0007\\u2028b\"");
        values.put("huge text", "\"" + "x".repeat(70_000) + "\"");
        values.put("invalid time", "\"2026-13-99T99:99:99Z\"");
        values.put("extreme time", "\"+999999999-12-31T23:59:59+18:00\"");
        values.put("empty array", "[]");
        values.put("null element", "[null]");
        values.put("text element", "[\"x\"]");
        values.put("NUL element", "[\"a\\u0000b\"]");
        values.put("number element", "[1]");
        values.put("nested array", "[[]]");
        values.put("object element", "[{}]");
        values.put("long array", "[" + "1,".repeat(20_000) + "1]");
        values.put("empty object", "{}");
        values.put("object", "{\"a\":{\"b\":null}}");
        values.put("NUL name", "{\"a\\u0000b\":1}");
        values.put("deep array", "[".repeat(2_000) + "]".repeat(2_000));
        values.put("deep object", "{\"a\":".repeat(2_000) + "1" + "}".repeat(2_000));
        values.put("no value", "");
        values.put("unclosed", "\"abc");
        return values;
    }

    private static final Map<String, String> WHOLE_BODIES = Map.ofEntries(
            Map.entry("empty", ""),
            Map.entry("blank", "  "),
            Map.entry("null", "null"),
            Map.entry("text", "\"x\""),
            Map.entry("number", "1"),
            Map.entry("array", "[]"),
            Map.entry("array of null", "[null]"),
            Map.entry("object", "{}"),
            Map.entry("two objects", "{}{}"),
            Map.entry("unknown field", "{\"unknownField\":1}"),
            Map.entry("trailing comma", "{\"a\":1,}"),
            Map.entry("comment", "/* a */{}"),
            Map.entry("byte order mark", "\uFEFF{}"),
            Map.entry("deep", "[".repeat(100_000)));

    /** Values of a parameter, percent-encoded. */
    private static final List<String> PARAMETERS = List.of(
            "",
            "%20",
            "%00",
            "a%00b",
            "%ED%A0%80",
            "%FF",
            "%",
            "%2F",
            "..",
            "%2E%2E",
            "%5C",
            "%25",
            "%0A",
            "%E2%80%A8",
            "null",
            "true",
            "-1",
            "0",
            "9999999999999999999999",
            "1e400",
            "1.0",
            "-0",
            "%2B5",
            "0x10",
            "%D9%A5",
            "NaN",
            "x",
            "%7B%7D",
            "%5B%5D",
            "2026-13-99T99:99:99Z",
            "%2B999999999-12-31T23:59:59Z",
            "-999999999-01-01T00:00:00Z",
            "PT999999999999H",
            "P",
            "x".repeat(129),
            "x".repeat(6_000));

    private static final List<String> CONTENT_TYPES = List.of(
            "*/*",
            "*",
            "application/*",
            "application/*+json",
            "text/plain",
            "application/yaml",
            "application/xml",
            "text/xml",
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "multipart/form-data; boundary=x",
            "application/octet-stream",
            "application/cbor",
            "application/x-ndjson",
            "application/json; charset=utf-16",
            "application/json; charset=latin1",
            "application/json; charset=nothing",
            "application/json; charset=\"",
            "application/json;",
            "json",
            "/",
            ";",
            "a/b/c");

    private static final List<String> ACCEPTS = List.of(
            "*/*",
            "*",
            "application/*",
            "application/yaml",
            "application/xml",
            "text/html",
            "text/plain",
            "text/event-stream",
            "image/png",
            "application/json;q=0",
            "application/json;q=x",
            "application/json;charset=utf-16",
            "json",
            "/",
            ",,,");

    private static final List<String> ENCODINGS =
            List.of("gzip", "x-gzip", "deflate", "br", "zstd", "compress", "identity", "gzip, gzip", "nothing", ",");

    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "FOO", "get");

    /** Values of headers that the document does not name. */
    private static final Map<String, List<String>> HEADERS = Map.of(
            "Authorization",
                    List.of(
                            "",
                            "Bearer",
                            "Bearer  ",
                            "Basic",
                            "Basic !",
                            "Basic OjpvOg==",
                            "Digest x",
                            "Bearer \u00ff"),
            "If-Match", List.of("*", "\"x\"", "\""),
            "If-None-Match", List.of("*", "W/\"x\""),
            "If-Modified-Since", List.of("x", "Thu, 01 Jan 1970 00:00:00 GMT"),
            "Range", List.of("bytes=0-0", "bytes=9-1", "bytes=x", "lines=1-"),
            "Content-Length", List.of("x", "-1", "99999999999999999999"),
            "Prefer", List.of("wait=999999999999999", "wait=-1", "wait=x", "wait"),
            "Accept-Language", List.of("*", "zz;q=x", ";"),
            "Accept-Encoding", List.of("br", "identity;q=0", "gzip;q=x"),
            "X-Forwarded-For", List.of("x", "1.2.3.4, ::1, \u00ff"));

    private final JsonNode document;
    private final List<HostileRequest> requests = new ArrayList<>();

    HostileRequests(JsonNode openApi) {
        this.document = openApi;
    }

    List<HostileRequest> generate() {
        document.path("paths")
                .forEachEntry((path, operations) -> operations.forEachEntry((method, operation) -> {
                    String upper = method.toUpperCase(Locale.ROOT);
                    addParameters(upper, path, operation);
                    operation
                            .at("/requestBody/content")
                            .forEachEntry((type, content) -> addBodies(upper, path, type, content));
                    addHeaders(upper, path, operation);
                }));
        document.path("paths")
                .forEachEntry((path, operations) ->
                        METHODS.forEach(method -> add("method " + method, method, filled(path), Map.of(), "")));
        return requests;
    }

    private void addParameters(String method, String path, JsonNode operation) {
        for (JsonNode parameter : operation.path("parameters")) {
            String name = parameter.path("name").asString();
            for (String value : PARAMETERS) {
                String kind = "parameter " + name;
                switch (parameter.path("in").asString()) {
                    case "path" -> add(kind, method, filled(path.replace("{" + name + "}", value)), Map.of(), "{}");
                    case "query" -> {
                        add(kind, method, filled(path) + "?" + name + "=" + value, Map.of(), "");
                        add(
                                kind,
                                method,
                                filled(path) + "?%s=%s&%s=%s".formatted(name, value, name, value),
                                Map.of(),
                                "");
                    }
                    default -> add(kind, method, filled(path), Map.of(name, value), "{}");
                }
            }
        }
    }

    private static String filled(String path) {
        return path.replaceAll("\\{[^}]+}", "mug-1");
    }

    private void addBodies(String method, String path, String type, JsonNode content) {
        Map<String, String> headers = Map.of("Content-Type", type);
        WHOLE_BODIES.forEach((kind, body) -> add("body " + kind, method, filled(path), headers, body));
        JsonNode schema = content.path("schema");
        JsonNode sample = sample(schema, 0);
        examples(content).forEach(example -> addFields(method, path, headers, example));
        if (sample instanceof ObjectNode object) {
            addFields(method, path, headers, object);
        }
    }

    private static Stream<ObjectNode> examples(JsonNode content) {
        Stream<JsonNode> named = content.path("examples").valueStream().map(example -> example.path("value"));
        return Stream.concat(Stream.of(content.path("example")), named)
                .map(example -> example.isString() ? JSON.readTree(example.asString()) : example)
                .filter(ObjectNode.class::isInstance)
                .map(ObjectNode.class::cast);
    }

    private JsonNode sample(JsonNode schema, int depth) {
        if (schema.has("$ref")) {
            return sample(document.at(schema.path("$ref").asString().substring(1)), depth);
        }
        if (depth > MAX_DEPTH) {
            return JSON.createObjectNode();
        }
        JsonNode type = schema.path("type");
        return switch (type.isArray() ? type.get(0).asString() : type.asString("object")) {
            case "array" -> JSON.createArrayNode().add(sample(schema.path("items"), depth + 1));
            case "string" ->
                JSON.valueToTree(
                        schema.at("/enum/0").asString(schema.path("example").asString("x")));
            case "number", "integer" -> JSON.valueToTree(1);
            case "boolean" -> JSON.valueToTree(true);
            default -> {
                ObjectNode object = JSON.createObjectNode();
                schema.path("properties").forEachEntry((name, field) -> object.set(name, sample(field, depth + 1)));
                yield object;
            }
        };
    }

    /** Replaces each value anywhere in the sample by each hostile value, doubles each field and misspells each name. */
    private void addFields(String method, String path, Map<String, String> headers, ObjectNode sample) {
        String text = sample.toString();
        for (String pointer : pointers(sample, "")) {
            String marker = "\"__MARKER__\"";
            ObjectNode marked = sample.deepCopy();
            replace(marked, pointer, JSON.readTree(marker));
            VALUES.forEach((kind, value) -> add(
                    "field %s %s".formatted(pointer, kind),
                    method,
                    filled(path),
                    headers,
                    marked.toString().replace(marker, value)));
            addElements(method, path, headers, sample, pointer);
            String name = pointer.substring(pointer.lastIndexOf('/') + 1);
            String field = "\"" + name + "\":";
            add(
                    "field %s twice".formatted(pointer),
                    method,
                    filled(path),
                    headers,
                    text.replaceFirst(Pattern.quote(field), field + "null," + field));
            add(
                    "field %s misspelt".formatted(pointer),
                    method,
                    filled(path),
                    headers,
                    text.replaceFirst(Pattern.quote(field), "\"" + name + "x\":"));
        }
    }

    /** Adds each hostile value to a list beside its valid elements. */
    private void addElements(
            String method, String path, Map<String, String> headers, ObjectNode sample, String pointer) {
        if (sample.at(pointer) instanceof ArrayNode) {
            String marker = "\"__MARKER__\"";
            ObjectNode marked = sample.deepCopy();
            ((ArrayNode) marked.at(pointer)).add("__MARKER__");
            VALUES.forEach((kind, value) -> add(
                    "list %s with %s".formatted(pointer, kind),
                    method,
                    filled(path),
                    headers,
                    marked.toString().replace(marker, value)));
        }
    }

    private static Set<String> pointers(JsonNode node, String prefix) {
        Set<String> pointers = new LinkedHashSet<>();
        if (node instanceof ObjectNode object) {
            object.forEachEntry((name, value) -> {
                pointers.add(prefix + "/" + name);
                pointers.addAll(pointers(value, prefix + "/" + name));
            });
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < Math.min(2, array.size()); i++) {
                pointers.add(prefix + "/" + i);
                pointers.addAll(pointers(array.get(i), prefix + "/" + i));
            }
        }
        return pointers;
    }

    private static void replace(JsonNode root, String pointer, JsonNode value) {
        int slash = pointer.lastIndexOf('/');
        JsonNode parent = root.at(pointer.substring(0, slash));
        String last = pointer.substring(slash + 1);
        if (parent instanceof ObjectNode object) {
            object.set(last, value);
        } else if (parent instanceof ArrayNode array) {
            array.set(Integer.parseInt(last), value);
        }
    }

    private void addHeaders(String method, String path, JsonNode operation) {
        String target = filled(path);
        boolean hasBody = operation.has("requestBody");
        String body = hasBody ? "{\"a\":1}" : "";
        Map<String, String> json = Map.of("Content-Type", "application/json");
        if (hasBody) {
            CONTENT_TYPES.forEach(
                    type -> add("content type " + type, method, target, Map.of("Content-Type", type), body));
            add("no content type", method, target, Map.of(), body);
        }
        add("unknown parameter", method, target + "?unknownParameter=1", json, body);
        HEADERS.forEach((name, values) -> values.forEach(value -> {
            Map<String, String> headers = new LinkedHashMap<>(json);
            headers.put(name, value);
            add("header " + name, method, target, headers, body);
        }));
        ACCEPTS.forEach(accept -> add(
                "accept " + accept,
                method,
                target,
                Map.of("Accept", accept, "Content-Type", "application/json"),
                body));
        ENCODINGS.forEach(encoding -> add(
                "encoding " + encoding,
                method,
                target,
                Map.of("Content-Encoding", encoding, "Content-Type", "application/json"),
                body));
        for (String torn : List.of("\u001f\u008b", "\u001f\u008b\b\0\0\0\0\0", "x\u009c\u0001", "(\u00b5/\u00fd")) {
            requests.add(new HostileRequest(
                    "torn gzip",
                    method,
                    target,
                    Map.of("Content-Encoding", "gzip", "Content-Type", "application/json"),
                    torn,
                    true));
            requests.add(new HostileRequest(
                    "torn deflate",
                    method,
                    target,
                    Map.of("Content-Encoding", "deflate", "Content-Type", "application/json"),
                    torn,
                    true));
        }
    }

    private void add(String kind, String method, String path, Map<String, String> headers, String body) {
        requests.add(new HostileRequest(kind, method, path, headers, body, false));
    }
}
