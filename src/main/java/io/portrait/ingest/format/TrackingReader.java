package io.portrait.ingest.format;

import io.portrait.ingest.EventFormat;
import io.portrait.ingest.EventReader;
import io.portrait.ingest.EventReader.JsonResult;
import io.portrait.ingest.IngestProperties;
import io.portrait.ingest.JsonSlices;
import io.portrait.ingest.JsonSlices.FieldSlice;
import io.portrait.ingest.JsonSlices.JsonSlice;
import io.portrait.ingest.ParsedEvent;
import io.portrait.ingest.PlaceholderIds;
import io.portrait.ingest.Rejection;
import io.portrait.ingest.UnreadableBatchException;
import io.portrait.ingest.UnreadableBatchException.UnreadableReason;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** The parser of bodies of the HTTP tracking API. An error within one message affects only that message. */
@Component
public class TrackingReader {

    private static final String BATCH = "batch";

    /**
     * A parsed body.
     *
     * @param writeKey the write key in the body, if any
     */
    public record TrackingBody(Optional<String> writeKey, List<AdaptedMessage> messages) {}

    private final EventReader eventReader;
    private final TrackEventNames trackEventNames;
    private final IngestProperties limits;
    private final PlaceholderIds placeholders;
    private final Clock clock;

    TrackingReader(
            EventReader eventReader,
            TrackEventNames trackEventNames,
            IngestProperties limits,
            PlaceholderIds placeholders,
            Clock clock) {
        this.eventReader = eventReader;
        this.trackEventNames = trackEventNames;
        this.limits = limits;
        this.placeholders = placeholders;
        this.clock = clock;
    }

    /**
     * Reads the body of a single call.
     *
     * @throws UnreadableBatchException if it is not a JSON object, or too large
     */
    public TrackingBody readCall(TrackingCall call, byte[] body) {
        JsonSlice whole = new JsonSlice(0, body.length);
        JsonNode node = require(eventReader.parse(body, whole, "", EventFormat.TRACKING));
        if (!(node instanceof ObjectNode message)) {
            throw unreadable("invalid-json", "the body must be a JSON object");
        }
        ClockSkew clockSkew = ClockSkew.ofBatch(clock.instant(), MissingNode.getInstance(), limits);
        return new TrackingBody(
                writeKey(message.path("writeKey")), List.of(read(message, Optional.of(call), "", clockSkew)));
    }

    /**
     * Reads the body of a batch.
     *
     * @throws UnreadableBatchException if it is not a JSON object with a {@code batch}, or too large
     */
    public TrackingBody readBatch(byte[] body) {
        Map<String, JsonSlice> fields = fields(body);
        JsonSlice array = Optional.ofNullable(fields.remove(BATCH))
                .orElseThrow(() -> unreadable("batch-missing", "the body must have an array \"batch\""));
        ObjectNode batchFields = batchFields(body, fields);
        List<JsonSlice> slices = JsonSlices.elements(body, array, limits.maxBatchEvents())
                .orElseThrow(() -> unreadable("batch-missing", "\"batch\" must be an array"));
        if (slices.size() > limits.maxBatchEvents()) {
            throw new UnreadableBatchException(
                    UnreadableReason.TRACKING_BATCH_TOO_LARGE,
                    "too-many-events",
                    "a batch may have %d events: split it".formatted(limits.maxBatchEvents()));
        }
        ClockSkew clockSkew = ClockSkew.ofBatch(clock.instant(), batchFields.path("sentAt"), limits);
        List<AdaptedMessage> messages = new ArrayList<>(slices.size());
        for (JsonSlice slice : slices) {
            AdaptedMessage message = read(body, slice, "/batch/" + messages.size(), batchFields, clockSkew);
            messages.add(clockSkew.batchSentAt().map(message::sentAt).orElse(message));
        }
        return new TrackingBody(writeKey(batchFields.path("writeKey")), messages);
    }

    /**
     * Reads a message that was stored as a dead letter, possibly corrected.
     *
     * @param receivedAt the time of its first arrival
     * @param sentAt the time when its batch was sent first, by the sender's clock
     */
    public AdaptedMessage readDeadLetter(ObjectNode message, Instant receivedAt, Optional<Instant> sentAt) {
        AdaptedMessage again = read(message, Optional.empty(), "", new ClockSkew(receivedAt, sentAt, limits));
        return sentAt.map(again::sentAt).orElse(again);
    }

    private Map<String, JsonSlice> fields(byte[] body) {
        List<FieldSlice> found =
                JsonSlices.fields(body).orElseThrow(() -> unreadable("invalid-json", "the body is not a JSON object"));
        Map<String, JsonSlice> fields = new HashMap<>();
        for (FieldSlice field : found) {
            String name = require(eventReader.parse(body, field.name(), "", EventFormat.TRACKING))
                    .asString();
            if (fields.put(name, field.value()) != null) {
                throw unreadable("invalid-json", "the body has '%s' twice".formatted(name));
            }
        }
        return fields;
    }

    /** The fields of the batch that apply to all of its messages. */
    private ObjectNode batchFields(byte[] body, Map<String, JsonSlice> fields) {
        ObjectNode batchFields = eventReader.newObject();
        fields.forEach((name, slice) ->
                batchFields.set(name, require(eventReader.parse(body, slice, "", EventFormat.TRACKING))));
        return batchFields;
    }

    private static JsonNode require(JsonResult parsed) {
        return switch (parsed) {
            case JsonResult.JsonSuccess(var node) -> node;
            case JsonResult.JsonFailure(var invalidEvent) ->
                throw unreadable(
                        invalidEvent.rejection().code(),
                        invalidEvent.rejection().detail());
        };
    }

    private AdaptedMessage read(
            byte[] body, JsonSlice slice, String pointer, ObjectNode batchFields, ClockSkew clockSkew) {
        return switch (eventReader.parse(body, slice, pointer, EventFormat.TRACKING)) {
            case JsonResult.JsonFailure(var invalidEvent) -> AdaptedMessage.of(invalidEvent, pointer);
            case JsonResult.JsonSuccess(ObjectNode message) ->
                read(mergeBatchFields(message, batchFields), Optional.empty(), pointer, clockSkew);
            case JsonResult.JsonSuccess(var other) ->
                rejected(
                        other,
                        new Rejection("event-not-object", "a message must be a JSON object", pointer),
                        other.toString());
        };
    }

    private static ObjectNode mergeBatchFields(ObjectNode message, ObjectNode batchFields) {
        for (String name : List.of("context", "integrations")) {
            if (batchFields.path(name).isObject()
                    && (!message.hasNonNull(name) || message.path(name).isObject())) {
                TrackingContext.mergeInto(message.withObject(name), batchFields.path(name));
            }
        }
        return message;
    }

    /** Reads a message of a known call, or of the call that its field {@code type} names. */
    private AdaptedMessage read(ObjectNode message, Optional<TrackingCall> route, String pointer, ClockSkew clockSkew) {
        message.remove("writeKey");
        route.ifPresent(call -> message.set("type", StringNode.valueOf(call.label())));
        String type = message.path("type").asString("");
        String source = message.toString();
        Optional<Rejection> unreadable = new TrackingObjects(eventReader, pointer).read(message);
        if (unreadable.isPresent()) {
            return rejected(message, unreadable.get(), source);
        }
        Optional<Translation> translation = TrackingCall.ofLabel(type)
                .map(call -> TrackingTranslator.translate(
                        TrackingMessage.of(message, pointer, clockSkew),
                        call,
                        placeholders,
                        trackEventNames::mappingOf));
        return translation
                .map(translated -> switch (translated) {
                    case Translation.Untranslatable(var rejection) -> rejected(message, rejection, source);
                    case Translation.NativeEvents translatedEvents ->
                        message(message, translatedEvents, pointer, source);
                })
                .orElseGet(() -> rejected(
                        message,
                        new Rejection(
                                "invalid-type", "type '%s' is not known".formatted(truncated(type)), pointer + "/type"),
                        source));
    }

    private static String truncated(String text) {
        return text.substring(0, Math.min(text.length(), 128));
    }

    private AdaptedMessage message(
            ObjectNode message, Translation.NativeEvents translated, String pointer, String source) {
        List<ParsedEvent> parsedEvents = translated.events().stream()
                .map(event -> event.origins()
                        .toSent(eventReader.read(event.json(), pointer, EventFormat.TRACKING, () -> source)))
                .toList();
        return new AdaptedMessage(
                idOf(message).orElseGet(() -> parsedEvents.getFirst().messageId()),
                pointer,
                parsedEvents,
                translated.items(),
                translated.trackName(),
                translated.warnings());
    }

    private static AdaptedMessage rejected(JsonNode message, Rejection rejection, String source) {
        String user =
                message.path("userId").asString(message.path("anonymousId").asString(""));
        ParsedEvent.Invalid invalidEvent = new ParsedEvent.Invalid(
                rejection,
                idOf(message).orElse(null),
                user.isEmpty() ? null : truncated(user),
                source,
                EventFormat.TRACKING);
        return AdaptedMessage.of(invalidEvent, rejection.pointer());
    }

    private static Optional<String> idOf(JsonNode message) {
        String id = message.path("messageId").asString("");
        return id.isEmpty() ? Optional.empty() : Optional.of(truncated(id));
    }

    private static Optional<String> writeKey(JsonNode key) {
        return key.isString() ? Optional.of(key.asString()) : Optional.empty();
    }

    private static UnreadableBatchException unreadable(String code, String detail) {
        UnreadableReason reason = code.equals("event-too-large")
                ? UnreadableReason.TRACKING_BATCH_TOO_LARGE
                : UnreadableReason.INVALID_JSON;
        return new UnreadableBatchException(reason, code, detail);
    }
}
