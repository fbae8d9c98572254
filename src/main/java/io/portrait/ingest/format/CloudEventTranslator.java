package io.portrait.ingest.format;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.rw.CloudEventRWException;
import io.portrait.ingest.EventType;
import io.portrait.ingest.Rejection;
import io.portrait.kernel.Digests;
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
 * The translation of one CloudEvent into a native event. The SDK validates the attributes. Fields of a native event in the
 * data take precedence; missing ones come from the attributes: the timestamp from {@code time}, the type from the last part
 * of {@code type} that is an event type, the user from {@code subject}.
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
                    "invalid-cloudevent", "the event is not a CloudEvent of version 1.0: " + e.getMessage(), pointer));
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

    /** The message id: source and id, because only both together are unique. */
    private static String messageId(CloudEvent event) {
        String id = event.getSource() + "#" + event.getId();
        return id.length() <= MAX_ID ? id : HexFormat.of().formatHex(Digests.sha256(id));
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

    /** The user that an event names, valid or not, cut to the maximum length of an id. */
    static Optional<String> userOf(ObjectNode source) {
        JsonNode data = source.path("data");
        return Stream.of(
                        data.path("userId"),
                        data.path("anonymousId"),
                        source.path("userid"),
                        source.path("anonymousid"),
                        source.path("subject"))
                .map(id -> id.asString(""))
                .filter(id -> !id.isEmpty())
                .map(CloudEventTranslator::truncated)
                .findFirst();
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

    /** The event type in a name: {@code com.example.shop.purchase.v1} is a purchase. */
    private static Optional<EventType> typeOf(String name) {
        List<String> parts = Arrays.asList(name.split("[./:_-]"));
        Collections.reverse(parts);
        return parts.stream()
                .flatMap(part -> EventType.ofWireName(part).stream())
                .filter(EventType::isSendable)
                .findFirst();
    }

    /** The attributes that a native event has no field for. */
    private ObjectNode unmappedFields(JsonNode data) {
        ObjectNode unmapped = source.deepCopy();
        Stream.of("time", "specversion").forEach(unmapped::remove);
        if (data.isObject()) {
            unmapped.remove("data");
        }
        return unmapped;
    }
}
