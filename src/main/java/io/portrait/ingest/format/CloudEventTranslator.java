package io.portrait.ingest.format;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.rw.CloudEventRWException;
import io.portrait.ingest.EventReader;
import io.portrait.ingest.EventType;
import io.portrait.ingest.EventWarning;
import io.portrait.ingest.PlaceholderIds;
import io.portrait.ingest.Rejection;
import io.portrait.ingest.format.Translation.NativeEvent;
import io.portrait.kernel.Digests;
import io.portrait.kernel.Timestamps;
import java.time.DateTimeException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The translation of one CloudEvent into a native event. The SDK validates the attributes. Fields of a native event in the
 * data take precedence; missing ones come from the attributes: the timestamp from {@code time}, the type from the last word
 * of {@code type}, the user from {@code subject}.
 */
final class CloudEventTranslator {

    private static final int MAX_ID = 128;
    private static final Set<String> NO_ATTRIBUTES = Set.of("specversion", "data", "data_base64", "time");

    /** Attributes that must not be empty. */
    private static final List<String> NOT_EMPTY = List.of("id", "source", "type", "subject");

    private static final List<String> REQUIRED = List.of("id", "source", "type");
    private static final List<String> URIS = List.of("source", "dataschema");
    private static final Pattern ATTRIBUTE_NAME = Pattern.compile("[a-z0-9]+");
    private static final Pattern SEPARATOR = Pattern.compile("[./:#]");
    private static final Pattern VERSION = Pattern.compile("v?\\d+");

    private final ObjectNode source;
    private final String pointer;
    private final EventReader eventReader;
    private final PlaceholderIds placeholders;

    CloudEventTranslator(ObjectNode source, String pointer, EventReader eventReader, PlaceholderIds placeholders) {
        this.source = source;
        this.pointer = pointer;
        this.eventReader = eventReader;
        this.placeholders = placeholders;
    }

    Translation translate() {
        try {
            CloudEventData data = CloudEventData.of(source, eventReader);
            return Translation.NativeEvents.of(nativeEvent(attributes(), data), warnings(data));
        } catch (InvalidCloudEventException e) {
            return new Translation.Untranslatable(new Rejection(
                    "invalid-cloudevent",
                    "the event is not a CloudEvent of version 1.0: " + e.getMessage(),
                    source.has(e.attribute()) ? pointer + JsonPointer.empty().appendProperty(e.attribute()) : pointer));
        }
    }

    private List<EventWarning> warnings(CloudEventData data) {
        return data.isRead()
                ? List.of()
                : List.of(new EventWarning(
                        "unread-data",
                        "the data is not a JSON object, so only the attributes of the event are used",
                        pointer + "/" + data.member()));
    }

    private CloudEvent attributes() {
        if (!source.path("specversion").asString("").equals("1.0")) {
            throw new InvalidCloudEventException("specversion", "specversion must be 1.0");
        }
        for (String name : REQUIRED) {
            if (!source.hasNonNull(name)) {
                throw new InvalidCloudEventException(name, name + " is missing");
            }
        }
        for (String name : NOT_EMPTY) {
            if (source.path(name).isString() && source.path(name).asString().isEmpty()) {
                throw new InvalidCloudEventException(name, name + " must not be empty");
            }
        }
        CloudEventBuilder builder = CloudEventBuilder.v1();
        for (Map.Entry<String, JsonNode> field : source.properties()) {
            if (!NO_ATTRIBUTES.contains(field.getKey())) {
                put(builder, field.getKey(), field.getValue());
            }
        }
        return builder.build();
    }

    private static void put(CloudEventBuilder builder, String name, JsonNode value) {
        try {
            if (value.isString()) {
                builder.withContextAttribute(name, value.asString());
            } else if (value.isBoolean()) {
                builder.withContextAttribute(name, Boolean.valueOf(value.asBoolean()));
            } else if (value.isInt()) {
                builder.withContextAttribute(name, Integer.valueOf(value.asInt()));
            } else if (!value.isNull()) {
                throw new InvalidCloudEventException(name, name + " must be a text, an integer, true or false");
            }
        } catch (CloudEventRWException e) {
            throw new InvalidCloudEventException(name, rule(name));
        }
    }

    /** The rule that an attribute breaks. The message of the SDK names classes. */
    private static String rule(String name) {
        if (URIS.contains(name)) {
            return name + " must be a URI";
        }
        return ATTRIBUTE_NAME.matcher(name).matches()
                ? name + " must be a text"
                : "the name of an attribute has only the letters a to z and digits";
    }

    private NativeEvent nativeEvent(CloudEvent event, CloudEventData data) {
        ObjectNode translated = data.fields();
        FieldOrigins origins = FieldOrigins.of(pointer, "/" + data.member());
        translated.put("messageId", messageId(event));
        origins.add("/messageId", "/id");
        setTime(translated, origins);
        setUser(event, translated, origins);
        setType(event, translated, origins);
        translated.set("cloudevent", unmappedFields(data));
        return new NativeEvent(translated, origins);
    }

    /**
     * The message id: source and id, because only both together are unique. The separator is escaped in the source, so that two
     * different pairs never give the same id.
     */
    private static String messageId(CloudEvent event) {
        String escaped = event.getSource().toString().replace("%", "%25").replace("#", "%23");
        String id = escaped + "#" + event.getId();
        return id.length() <= MAX_ID ? id : HexFormat.of().formatHex(Digests.sha256(id));
    }

    private void setTime(ObjectNode translated, FieldOrigins origins) {
        JsonNode time = source.path("time");
        if (time.isMissingNode() || time.isNull()) {
            return;
        }
        origins.add("/timestamp", "/time");
        try {
            translated.put("timestamp", Timestamps.parse(time.asString("")).toString());
        } catch (DateTimeException e) {
            throw new InvalidCloudEventException("time", "time must be a time such as " + Timestamps.EXAMPLE);
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

    /** The user: ids in the data, else in extension attributes, else the subject. Placeholders count as missing. */
    private void setUser(CloudEvent event, ObjectNode translated, FieldOrigins origins) {
        if (!hasPerson(translated)) {
            NativeEvent target = new NativeEvent(translated, origins);
            putId(target, "userId", "userid", extension(event, "userid"));
            putId(target, "anonymousId", "anonymousid", extension(event, "anonymousid"));
        }
        if (!hasPerson(translated)) {
            putId(new NativeEvent(translated, origins), "userId", "subject", Optional.ofNullable(event.getSubject()));
        }
        if (!translated.hasNonNull("userId")) {
            origins.add("/userId", "/subject");
        }
    }

    private boolean hasPerson(ObjectNode translated) {
        return Stream.of("userId", "anonymousId")
                .map(translated::path)
                .anyMatch(id -> !id.isMissingNode() && !id.isNull() && !placeholders.contains(id.asString("")));
    }

    private static void putId(NativeEvent target, String field, String attribute, Optional<String> id) {
        id.ifPresent(value -> {
            target.json().put(field, value);
            target.origins().add("/" + field, "/" + attribute);
        });
    }

    private static Optional<String> extension(CloudEvent event, String name) {
        return Optional.ofNullable(event.getExtension(name)).map(Object::toString);
    }

    private void setType(CloudEvent event, ObjectNode translated, FieldOrigins origins) {
        Optional<EventType> type =
                typeOf(event.getType()).or(() -> typeOf(translated.path("type").asString("")));
        origins.add("/type", "/type");
        translated.put("type", type.orElse(EventType.CUSTOM).wireName());
        if (type.isEmpty() && translated.path("properties").path("name").isMissingNode()) {
            JsonNode properties = translated.path("properties");
            ObjectNode named = properties instanceof ObjectNode object ? object : translated.objectNode();
            translated.set("properties", named.put("name", truncated(event.getType())));
            origins.add("/properties/name", "/type");
        }
    }

    private static String truncated(String name) {
        return name.substring(0, Math.min(name.length(), MAX_ID));
    }

    /**
     * The event type in a name: {@code com.example.shop.purchase.v1} is a purchase, because its last word without the version is.
     * Neither {@code purchase.cancelled} nor {@code non-purchase} is one.
     */
    private static Optional<EventType> typeOf(String name) {
        @Nullable String last = null;
        for (String word : SEPARATOR.split(name, -1)) {
            last = word.isEmpty() || VERSION.matcher(word).matches() ? last : word;
        }
        return Optional.ofNullable(last).flatMap(EventType::ofWireName).filter(EventType::isSendable);
    }

    /** The attributes that a native event has no field for, and data that could not be read. */
    private ObjectNode unmappedFields(CloudEventData data) {
        ObjectNode unmapped = source.deepCopy();
        Stream.of("time", "specversion").forEach(unmapped::remove);
        if (data.isRead()) {
            unmapped.remove(data.member());
        }
        return unmapped;
    }
}
