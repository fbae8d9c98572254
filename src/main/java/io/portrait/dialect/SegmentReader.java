package io.portrait.dialect;

import io.portrait.ingest.Dialect;
import io.portrait.ingest.EventReader;
import io.portrait.ingest.EventReader.Parsed;
import io.portrait.ingest.IngestProperties;
import io.portrait.ingest.JsonSlices;
import io.portrait.ingest.JsonSlices.Field;
import io.portrait.ingest.JsonSlices.Slice;
import io.portrait.ingest.Reading;
import io.portrait.ingest.Rejection;
import io.portrait.ingest.UnreadableBatchException;
import io.portrait.ingest.UnreadableBatchException.Reason;
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

/** Reads bodies of Segment's HTTP tracking API; a fault within one message is that message's only. */
@Component
public class SegmentReader {

    private static final String BATCH = "batch";

    /**
     * A body as it was understood.
     *
     * @param writeKey the key that came in the body
     */
    public record Sent(Optional<String> writeKey, List<Message> messages) {}

    private final EventReader events;
    private final TrackNames names;
    private final IngestProperties limits;
    private final Clock clock;

    SegmentReader(EventReader events, TrackNames names, IngestProperties limits, Clock clock) {
        this.events = events;
        this.names = names;
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * Reads the body of a call of one message.
     *
     * @throws UnreadableBatchException if it is no JSON object, or too large
     */
    public Sent readCall(Call call, byte[] body) {
        Slice whole = new Slice(0, body.length);
        JsonNode node = require(events.parse(body, whole, "", Dialect.SEGMENT));
        if (!(node instanceof ObjectNode message)) {
            throw unreadable("invalid-json", "the body must be a JSON object");
        }
        SegmentTimes times = SegmentTimes.of(clock.instant(), MissingNode.getInstance());
        return new Sent(writeKey(message.path("writeKey")), List.of(read(message, Optional.of(call), "", times)));
    }

    /**
     * Reads the body of a batch.
     *
     * @throws UnreadableBatchException if it is no JSON object with a {@code batch}, or too large
     */
    public Sent readBatch(byte[] body) {
        Map<String, Slice> fields = fields(body);
        Slice array = Optional.ofNullable(fields.remove(BATCH))
                .orElseThrow(() -> unreadable("batch-missing", "the body must have an array \"batch\""));
        ObjectNode shared = shared(body, fields);
        List<Slice> slices = JsonSlices.elements(body, array, limits.maxEvents())
                .orElseThrow(() -> unreadable("batch-missing", "\"batch\" must be an array"));
        if (slices.size() > limits.maxEvents()) {
            throw new UnreadableBatchException(
                    Reason.TOO_LARGE_FOR_DIALECT,
                    "too-many-events",
                    "a batch may have %d events: split it".formatted(limits.maxEvents()));
        }
        SegmentTimes times = SegmentTimes.of(clock.instant(), shared.path("sentAt"));
        List<Message> messages = new ArrayList<>(slices.size());
        for (Slice slice : slices) {
            Message message = read(body, slice, "/batch/" + messages.size(), shared, times);
            messages.add(times.batchSentAt().map(message::sentAt).orElse(message));
        }
        return new Sent(writeKey(shared.path("writeKey")), messages);
    }

    /**
     * Reads a message that was kept as a dead letter, and may have been mended since.
     *
     * @param receivedAt when it arrived first
     * @param sentAt when its batch was sent then, by the sender's clock
     */
    public Message readAgain(ObjectNode message, Instant receivedAt, Optional<Instant> sentAt) {
        Message again = read(message, Optional.empty(), "", new SegmentTimes(receivedAt, sentAt));
        return sentAt.map(again::sentAt).orElse(again);
    }

    private Map<String, Slice> fields(byte[] body) {
        List<Field> found =
                JsonSlices.fields(body).orElseThrow(() -> unreadable("invalid-json", "the body is not a JSON object"));
        Map<String, Slice> fields = new HashMap<>();
        for (Field field : found) {
            String name = require(events.parse(body, field.name(), "", Dialect.SEGMENT))
                    .asString();
            if (fields.put(name, field.value()) != null) {
                throw unreadable("invalid-json", "the body has '%s' twice".formatted(name));
            }
        }
        return fields;
    }

    /** What the batch says for all of its messages. */
    private ObjectNode shared(byte[] body, Map<String, Slice> fields) {
        ObjectNode shared = events.object();
        fields.forEach((name, slice) -> shared.set(name, require(events.parse(body, slice, "", Dialect.SEGMENT))));
        return shared;
    }

    private static JsonNode require(Parsed parsed) {
        return switch (parsed) {
            case Parsed.Json(var node) -> node;
            case Parsed.Refused(var bad) ->
                throw unreadable(bad.rejection().code(), bad.rejection().detail());
        };
    }

    private Message read(byte[] body, Slice slice, String pointer, ObjectNode shared, SegmentTimes times) {
        return switch (events.parse(body, slice, pointer, Dialect.SEGMENT)) {
            case Parsed.Refused(var bad) -> Message.of(bad);
            case Parsed.Json(ObjectNode message) -> read(merged(message, shared), Optional.empty(), pointer, times);
            case Parsed.Json(var other) ->
                refused(
                        other,
                        new Rejection("event-not-object", "a message must be a JSON object", pointer),
                        other.toString());
        };
    }

    private static ObjectNode merged(ObjectNode message, ObjectNode shared) {
        for (String name : List.of("context", "integrations")) {
            if (shared.path(name).isObject()
                    && (!message.hasNonNull(name) || message.path(name).isObject())) {
                SegmentContext.mergeInto(message.withObject(name), shared.path(name));
            }
        }
        return message;
    }

    /** The route says which call it is; in a batch each message says it itself. */
    private Message read(ObjectNode message, Optional<Call> route, String pointer, SegmentTimes times) {
        message.remove("writeKey");
        route.ifPresent(call -> message.set("type", StringNode.valueOf(call.label())));
        String type = message.path("type").asString("");
        String source = message.toString();
        Optional<Translation> translation = Call.named(type)
                .map(call -> SegmentTranslator.translate(message, call, pointer, times, names::meaning));
        return translation
                .map(translated -> switch (translated) {
                    case Translation.Refused(var why) -> refused(message, why, source);
                    case Translation.Events translatedEvents -> message(message, translatedEvents, pointer, source);
                })
                .orElseGet(() -> refused(
                        message,
                        new Rejection(
                                "unknown-type", "type '%s' is not known".formatted(shortened(type)), pointer + "/type"),
                        source));
    }

    private static String shortened(String text) {
        return text.substring(0, Math.min(text.length(), 128));
    }

    private Message message(ObjectNode message, Translation.Events translated, String pointer, String source) {
        List<Reading> readings = translated.events().stream()
                .map(event -> events.read(event, pointer, Dialect.SEGMENT, () -> source))
                .toList();
        return new Message(
                idOf(message).orElseGet(() -> readings.getFirst().messageId()),
                readings,
                translated.items(),
                translated.trackName());
    }

    private static Message refused(JsonNode message, Rejection why, String source) {
        String user = message.path("userId").asString("");
        return Message.of(new Reading.Bad(
                why, idOf(message).orElse(null), user.isEmpty() ? null : shortened(user), source, Dialect.SEGMENT));
    }

    private static Optional<String> idOf(JsonNode message) {
        String id = message.path("messageId").asString("");
        return id.isEmpty() ? Optional.empty() : Optional.of(shortened(id));
    }

    private static Optional<String> writeKey(JsonNode key) {
        return key.isString() ? Optional.of(key.asString()) : Optional.empty();
    }

    private static UnreadableBatchException unreadable(String code, String detail) {
        Reason reason = code.equals("event-too-large") ? Reason.TOO_LARGE_FOR_DIALECT : Reason.INVALID_JSON;
        return new UnreadableBatchException(reason, code, detail);
    }
}
