package io.portrait.ingest.format;

import io.portrait.ingest.EventFormat;
import io.portrait.ingest.EventReader;
import io.portrait.ingest.EventReader.JsonResult;
import io.portrait.ingest.IngestProperties;
import io.portrait.ingest.JsonSlices;
import io.portrait.ingest.JsonSlices.JsonSlice;
import io.portrait.ingest.ParsedEvent;
import io.portrait.ingest.PlaceholderIds;
import io.portrait.ingest.Rejection;
import io.portrait.ingest.UnreadableBatchException;
import io.portrait.ingest.UnreadableBatchException.UnreadableReason;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** The parser of CloudEvents 1.0 in JSON: one event in structured or binary mode, or a batch. */
@Component
public class CloudEventReader {

    private final EventReader eventReader;
    private final IngestProperties limits;
    private final PlaceholderIds placeholders;

    CloudEventReader(EventReader eventReader, IngestProperties limits, PlaceholderIds placeholders) {
        this.eventReader = eventReader;
        this.limits = limits;
        this.placeholders = placeholders;
    }

    /**
     * Reads an event in structured mode.
     *
     * @throws UnreadableBatchException if it is not a JSON object
     */
    public List<AdaptedMessage> readOne(byte[] body) {
        JsonSlice whole = new JsonSlice(0, body.length);
        return switch (eventReader.parse(body, whole, "", EventFormat.CLOUDEVENTS)) {
            case JsonResult.JsonSuccess(ObjectNode event) -> List.of(read(event, ""));
            case JsonResult.JsonSuccess(var other) -> throw unreadable("the body must be a JSON object");
            case JsonResult.JsonFailure(var invalidEvent) ->
                throw unreadable(invalidEvent.rejection().detail());
        };
    }

    /**
     * Reads an event in binary mode: the attributes are headers, and the data is the body.
     *
     * @param attributes the attributes, decoded
     * @throws UnreadableBatchException if the body is too large
     */
    public List<AdaptedMessage> readBinary(Map<String, String> attributes, byte[] body) {
        ObjectNode event = eventReader.newObject();
        attributes.forEach(event::put);
        if (body.length > limits.maxEventSize().toBytes()) {
            throw new UnreadableBatchException(
                    UnreadableReason.TOO_LARGE,
                    "event-too-large",
                    "the data may have %d bytes".formatted(limits.maxEventSize().toBytes()));
        }
        if (body.length > 0) {
            event.put("data_base64", Base64.getEncoder().encodeToString(body));
        }
        return List.of(read(event, ""));
    }

    /**
     * Reads a batch.
     *
     * @throws UnreadableBatchException if it is not a JSON array, or too large
     */
    public List<AdaptedMessage> readBatch(byte[] body) {
        List<JsonSlice> slices = JsonSlices.elements(body, limits.maxBatchEvents())
                .orElseThrow(() -> unreadable("the body must be a JSON array of events"));
        if (slices.size() > limits.maxBatchEvents()) {
            throw new UnreadableBatchException(
                    UnreadableReason.TOO_LARGE,
                    "too-many-events",
                    "a batch may have %d events: split it".formatted(limits.maxBatchEvents()));
        }
        List<AdaptedMessage> messages = new ArrayList<>(slices.size());
        slices.forEach(slice -> messages.add(read(body, slice, "/" + messages.size())));
        return messages;
    }

    private AdaptedMessage read(byte[] body, JsonSlice slice, String pointer) {
        return switch (eventReader.parse(body, slice, pointer, EventFormat.CLOUDEVENTS)) {
            case JsonResult.JsonSuccess(ObjectNode event) -> read(event, pointer);
            case JsonResult.JsonSuccess(var other) ->
                rejected(
                        new Rejection("event-not-object", "an event must be a JSON object", pointer),
                        other.toString(),
                        Optional.empty());
            case JsonResult.JsonFailure(var invalidEvent) -> AdaptedMessage.of(invalidEvent, pointer);
        };
    }

    /** Reads an event from parsed JSON. */
    AdaptedMessage read(ObjectNode event, String pointer) {
        return switch (new CloudEventTranslator(event, pointer, eventReader, placeholders).translate()) {
            case Translation.Untranslatable(var rejection) ->
                rejected(rejection, event.toString(), CloudEventTranslator.userOf(event));
            case Translation.NativeEvents translated -> message(event, translated, pointer);
        };
    }

    private AdaptedMessage message(ObjectNode event, Translation.NativeEvents translated, String pointer) {
        Translation.NativeEvent nativeEvent = translated.events().getFirst();
        ParsedEvent parsed = eventReader.read(nativeEvent.json(), pointer, EventFormat.CLOUDEVENTS, event::toString);
        return AdaptedMessage.of(nativeEvent.origins().toSent(parsed), pointer, translated.warnings());
    }

    private static AdaptedMessage rejected(Rejection rejection, String source, Optional<String> user) {
        return AdaptedMessage.of(
                new ParsedEvent.Invalid(rejection, null, user.orElse(null), source, EventFormat.CLOUDEVENTS),
                rejection.pointer());
    }

    private static UnreadableBatchException unreadable(String detail) {
        return new UnreadableBatchException(UnreadableReason.INVALID_JSON, "invalid-json", detail);
    }
}
