package io.portrait.dialect;

import io.portrait.ingest.Dialect;
import io.portrait.ingest.EventReader;
import io.portrait.ingest.EventReader.Parsed;
import io.portrait.ingest.IngestProperties;
import io.portrait.ingest.JsonSlices;
import io.portrait.ingest.JsonSlices.Slice;
import io.portrait.ingest.Reading;
import io.portrait.ingest.Rejection;
import io.portrait.ingest.UnreadableBatchException;
import io.portrait.ingest.UnreadableBatchException.Reason;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Reads CloudEvents 1.0 in JSON: one in structured mode, or a batch. */
@Component
public class CloudEventReader {

    private final EventReader events;
    private final IngestProperties limits;

    CloudEventReader(EventReader events, IngestProperties limits) {
        this.events = events;
        this.limits = limits;
    }

    /**
     * Reads an event in structured mode.
     *
     * @throws UnreadableBatchException if it is no JSON object
     */
    public List<Message> readOne(byte[] body) {
        Slice whole = new Slice(0, body.length);
        return switch (events.parse(body, whole, "", Dialect.CLOUDEVENTS)) {
            case Parsed.Json(ObjectNode event) -> List.of(read(event, ""));
            case Parsed.Json(var other) -> throw unreadable("the body must be a JSON object");
            case Parsed.Refused(var bad) -> throw unreadable(bad.rejection().detail());
        };
    }

    /**
     * Reads a batch.
     *
     * @throws UnreadableBatchException if it is no JSON array, or too large
     */
    public List<Message> readBatch(byte[] body) {
        List<Slice> slices = JsonSlices.elements(body, limits.maxEvents())
                .orElseThrow(() -> unreadable("the body must be a JSON array of events"));
        if (slices.size() > limits.maxEvents()) {
            throw new UnreadableBatchException(
                    Reason.TOO_LARGE,
                    "too-many-events",
                    "a batch may have %d events: split it".formatted(limits.maxEvents()));
        }
        List<Message> messages = new ArrayList<>(slices.size());
        slices.forEach(slice -> messages.add(read(body, slice, "/" + messages.size())));
        return messages;
    }

    private Message read(byte[] body, Slice slice, String pointer) {
        return switch (events.parse(body, slice, pointer, Dialect.CLOUDEVENTS)) {
            case Parsed.Json(ObjectNode event) -> read(event, pointer);
            case Parsed.Json(var other) ->
                refused(new Rejection("event-not-object", "an event must be a JSON object", pointer), other.toString());
            case Parsed.Refused(var bad) -> Message.of(bad);
        };
    }

    /** Reads an event that is JSON already. */
    Message read(ObjectNode event, String pointer) {
        return switch (CloudEventTranslator.translate(event, pointer)) {
            case Translation.Refused(var why) -> refused(why, event.toString());
            case Translation.Events translated ->
                Message.of(events.read(translated.events().getFirst(), pointer, Dialect.CLOUDEVENTS, event::toString));
        };
    }

    private static Message refused(Rejection why, String source) {
        return Message.of(new Reading.Bad(why, null, null, source, Dialect.CLOUDEVENTS));
    }

    private static UnreadableBatchException unreadable(String detail) {
        return new UnreadableBatchException(Reason.INVALID_JSON, "invalid-json", detail);
    }
}
