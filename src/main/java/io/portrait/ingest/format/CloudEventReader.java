package io.portrait.ingest.format;

import io.portrait.ingest.EventFormat;
import io.portrait.ingest.EventReader;
import io.portrait.ingest.EventReader.JsonResult;
import io.portrait.ingest.IngestProperties;
import io.portrait.ingest.JsonSlices;
import io.portrait.ingest.JsonSlices.JsonSlice;
import io.portrait.ingest.ParsedEvent;
import io.portrait.ingest.Rejection;
import io.portrait.ingest.UnreadableBatchException;
import io.portrait.ingest.UnreadableBatchException.UnreadableReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** The parser of CloudEvents 1.0 in JSON: one event in structured mode, or a batch. */
@Component
public class CloudEventReader {

    private final EventReader eventReader;
    private final IngestProperties limits;

    CloudEventReader(EventReader eventReader, IngestProperties limits) {
        this.eventReader = eventReader;
        this.limits = limits;
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
            case JsonResult.JsonFailure(var invalidEvent) -> AdaptedMessage.of(invalidEvent);
        };
    }

    /** Reads an event from parsed JSON. */
    AdaptedMessage read(ObjectNode event, String pointer) {
        return switch (CloudEventTranslator.translate(event, pointer)) {
            case Translation.Untranslatable(var rejection) ->
                rejected(rejection, event.toString(), CloudEventTranslator.userOf(event));
            case Translation.NativeEvents translated ->
                AdaptedMessage.of(eventReader.read(
                        translated.events().getFirst(), pointer, EventFormat.CLOUDEVENTS, event::toString));
        };
    }

    private static AdaptedMessage rejected(Rejection rejection, String source, Optional<String> user) {
        return AdaptedMessage.of(
                new ParsedEvent.Invalid(rejection, null, user.orElse(null), source, EventFormat.CLOUDEVENTS));
    }

    private static UnreadableBatchException unreadable(String detail) {
        return new UnreadableBatchException(UnreadableReason.INVALID_JSON, "invalid-json", detail);
    }
}
