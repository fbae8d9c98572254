package io.portrait.ingest.format;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.rw.CloudEventRWException;
import io.portrait.ingest.EventType;
import io.portrait.ingest.Rejection;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One CloudEvent to a native event. The attributes are held against the specification by its SDK. Whatever of a native event
 * stands in the data counts; the rest is told by the attributes: {@code time}, {@code type} by the last part that is a type
 * of ours, the person by {@code subject}.
 */
final class CloudEventTranslator {

    private static final int MAX_ID = 128;

    private final ObjectNode source;
    private final String pointer;

    private CloudEventTranslator(ObjectNode source, String pointer) {
        this.source = source;
        this.pointer = pointer;
    }

    static Translation translate(ObjectNode source, String pointer) {
        return new CloudEventTranslator(source, pointer).translate();
    }

    private Translation translate() {
        try {
            return Translation.NativeEvents.of(nativeEvent(attributes()));
        } catch (CloudEventRWException | IllegalStateException | IllegalArgumentException e) {
            return new Translation.Untranslatable(new Rejection(
                    "invalid-cloudevent", "it is no CloudEvent of version 1.0: " + e.getMessage(), pointer));
        }
    }

    private CloudEvent attributes() {
        if (!source.path("specversion").asString("").equals("1.0")) {
            throw new IllegalArgumentException("specversion must be 1.0");
        }
        CloudEventBuilder builder = CloudEventBuilder.v1();
        for (Map.Entry<String, JsonNode> field : source.properties()) {
            if (!List.of("specversion", "data", "data_base64").contains(field.getKey())) {
                put(builder, field.getKey(), field.getValue());
            }
        }
        return builder.build();
    }

    private static void put(CloudEventBuilder builder, String name, JsonNode value) {
        if (value.isString()) {
            builder.withContextAttribute(name, value.asString());
        } else if (value.isBoolean()) {
            builder.withContextAttribute(name, Boolean.valueOf(value.asBoolean()));
        } else if (value.isInt()) {
            builder.withContextAttribute(name, Integer.valueOf(value.asInt()));
        } else if (!value.isNull()) {
            throw new IllegalArgumentException("attribute " + name + " is a " + value.getNodeType());
        }
    }

    private ObjectNode nativeEvent(CloudEvent event) {
        JsonNode data = source.path("data");
        ObjectNode translated = data instanceof ObjectNode object ? object.deepCopy() : source.objectNode();
        translated.put("messageId", messageId(event));
        put(
                translated,
                "timestamp",
                Optional.ofNullable(event.getTime())
                        .map(time -> time.toInstant().toString()));
        setUser(event, translated);
        setType(event, translated);
        translated.set("cloudevent", unmappedFields(data));
        return translated;
    }

    /** What is unique is the source and the id together. */
    private static String messageId(CloudEvent event) {
        String id = event.getSource() + "#" + event.getId();
        return id.length() <= MAX_ID ? id : digest(id);
    }

    private static String digest(String id) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static void setUser(CloudEvent event, ObjectNode translated) {
        if (!translated.hasNonNull("userId") && !translated.hasNonNull("anonymousId")) {
            put(translated, "userId", extension(event, "userid"));
            put(translated, "anonymousId", extension(event, "anonymousid"));
        }
        if (!translated.hasNonNull("userId") && !translated.hasNonNull("anonymousId")) {
            put(translated, "userId", Optional.ofNullable(event.getSubject()));
        }
    }

    private static Optional<String> extension(CloudEvent event, String name) {
        return Optional.ofNullable(event.getExtension(name)).map(Object::toString);
    }

    private static void put(ObjectNode translated, String field, Optional<String> value) {
        value.ifPresent(text -> translated.put(field, text));
    }

    private static void setType(CloudEvent event, ObjectNode translated) {
        Optional<EventType> type =
                typeOf(event.getType()).or(() -> typeOf(translated.path("type").asString("")));
        translated.put("type", type.orElse(EventType.CUSTOM).wireName());
        if (type.isEmpty() && translated.path("properties").path("name").isMissingNode()) {
            JsonNode properties = translated.path("properties");
            ObjectNode named = properties instanceof ObjectNode object ? object : translated.objectNode();
            translated.set("properties", named.put("name", truncated(event.getType())));
        }
    }

    private static String truncated(String name) {
        return name.substring(0, Math.min(name.length(), MAX_ID));
    }

    /** {@code com.example.shop.purchase.v1} is a purchase. */
    private static Optional<EventType> typeOf(String name) {
        List<String> parts = Arrays.asList(name.split("[./:_-]"));
        Collections.reverse(parts);
        return parts.stream()
                .flatMap(part -> EventType.ofWireName(part).stream())
                .filter(EventType::isSendable)
                .findFirst();
    }

    /** What has no place in a native event. */
    private ObjectNode unmappedFields(JsonNode data) {
        ObjectNode unmapped = source.deepCopy();
        Stream.of("time", "specversion").forEach(unmapped::remove);
        if (data.isObject()) {
            unmapped.remove("data");
        }
        return unmapped;
    }
}
