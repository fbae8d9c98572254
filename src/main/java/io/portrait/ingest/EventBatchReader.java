package io.portrait.ingest;

import io.portrait.ingest.EventReader.JsonResult;
import io.portrait.ingest.JsonSlices.FieldSlice;
import io.portrait.ingest.JsonSlices.JsonSlice;
import io.portrait.ingest.UnreadableBatchException.UnreadableReason;
import io.portrait.kernel.JsonErrors;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/** The parser of the body of {@code POST /v1/events}. An invalid event does not affect its batch; malformed JSON around it does. */
@Component
public class EventBatchReader {

    private final IngestProperties limits;
    private final EventReader events;

    EventBatchReader(IngestProperties limits, EventReader events) {
        this.limits = limits;
        this.events = events;
    }

    /**
     * Parses a body.
     *
     * @param body UTF-8 JSON, {@code {"events": […]}}
     * @return one result per event, in order
     * @throws UnreadableBatchException if the body is not such JSON, or has too many events
     */
    public List<ParsedEvent> read(byte[] body) {
        try (JsonParser tokens = events.json().createParser(body)) {
            return readEnvelope(tokens, body);
        } catch (JacksonException e) {
            return readEachSeparately(body, e);
        }
    }

    /** The slow path after a syntax error: splits the batch, so that only the event with the error is rejected. */
    private List<ParsedEvent> readEachSeparately(byte[] body, JacksonException fault) {
        List<FieldSlice> fields = JsonSlices.fields(body).orElseThrow(() -> notJson(fault));
        List<FieldSlice> eventFields =
                fields.stream().filter(field -> isEvents(body, field)).toList();
        if (eventFields.size() != 1 || !fields.stream().allMatch(field -> isWellFormed(body, field))) {
            throw notJson(fault);
        }
        List<JsonSlice> slices = JsonSlices.elements(
                        body, eventFields.getFirst().value(), limits.maxBatchEvents())
                .orElseThrow(() -> notJson(fault));
        if (slices.size() > limits.maxBatchEvents()) {
            throw tooMany();
        }
        List<ParsedEvent> parsedEvents = new ArrayList<>(slices.size());
        slices.forEach(slice -> parsedEvents.add(readSlice(body, slice, parsedEvents.size())));
        return parsedEvents;
    }

    /** A check whether a field is well-formed JSON; the field {@code events} is not checked here. */
    private boolean isWellFormed(byte[] body, FieldSlice field) {
        return isEvents(body, field) || (isJson(body, field.name()) && isJson(body, field.value()));
    }

    private boolean isJson(byte[] body, JsonSlice slice) {
        return !(events.parse(body, slice, "", EventFormat.NATIVE) instanceof JsonResult.JsonFailure(var invalidEvent)
                && invalidEvent.rejection().code().equals(EventReader.INVALID_JSON));
    }

    private static boolean isEvents(byte[] body, FieldSlice field) {
        JsonSlice name = field.name();
        return new String(body, name.from(), name.length(), StandardCharsets.UTF_8).equals("\"events\"");
    }

    private ParsedEvent readSlice(byte[] body, JsonSlice slice, int index) {
        String pointer = "/events/" + index;
        return switch (events.parse(body, slice, pointer, EventFormat.NATIVE)) {
            case JsonResult.JsonSuccess(var node) -> events.parser().parse(node, pointer);
            case JsonResult.JsonFailure(var invalidEvent) -> invalidEvent;
        };
    }

    private static UnreadableBatchException notJson(JacksonException fault) {
        return invalid("invalid-json", "the body is not JSON: " + JsonErrors.describe(fault) + position(fault));
    }

    private List<ParsedEvent> readEnvelope(JsonParser tokens, byte[] body) {
        if (tokens.nextToken() != JsonToken.START_OBJECT) {
            throw invalid("invalid-json", "the body must be a JSON object {\"events\": [...]}");
        }
        if (tokens.currentTokenLocation().getByteOffset() < 0) {
            // In UTF-16 and UTF-32 the parser counts characters, and an event's size in bytes would not be known.
            throw invalid("invalid-json", "the body must be encoded in UTF-8");
        }
        List<ParsedEvent> parsedEvents = null;
        for (String name = tokens.nextName(); name != null; name = tokens.nextName()) {
            tokens.nextToken();
            if (name.equals("events")) {
                parsedEvents = readEvents(tokens, body);
            } else {
                tokens.skipChildren();
            }
        }
        if (parsedEvents == null) {
            throw invalid("events-missing", "the body must have an array \"events\"");
        }
        if (tokens.nextToken() != null) {
            throw invalid("invalid-json", "the body has text after the JSON object");
        }
        return parsedEvents;
    }

    private List<ParsedEvent> readEvents(JsonParser tokens, byte[] body) {
        if (tokens.currentToken() != JsonToken.START_ARRAY) {
            throw invalid("events-missing", "\"events\" must be an array");
        }
        List<ParsedEvent> parsedEvents = new ArrayList<>();
        while (tokens.nextToken() != JsonToken.END_ARRAY) {
            if (parsedEvents.size() == limits.maxBatchEvents()) {
                throw tooMany();
            }
            parsedEvents.add(readEvent(tokens, body, parsedEvents.size()));
        }
        return parsedEvents;
    }

    private ParsedEvent readEvent(JsonParser tokens, byte[] body, int index) {
        int from = (int) tokens.currentTokenLocation().getByteOffset();
        JsonNode node = events.json().readTree(tokens);
        JsonSlice slice = new JsonSlice(from, (int) tokens.currentLocation().getByteOffset());
        String pointer = "/events/" + index;
        if (slice.length() > limits.maxEventSize().toBytes()) {
            Rejection tooLarge = events.tooLarge(slice.length(), pointer);
            return EventParser.reject(tooLarge, node, EventFormat.NATIVE, events.source(body, slice));
        }
        return events.parser().parse(node, pointer);
    }

    private UnreadableBatchException tooMany() {
        return new UnreadableBatchException(
                UnreadableReason.TOO_LARGE,
                "too-many-events",
                "a batch may have %d events: split it".formatted(limits.maxBatchEvents()));
    }

    private static UnreadableBatchException invalid(String code, String detail) {
        return new UnreadableBatchException(UnreadableReason.INVALID_JSON, code, detail);
    }

    private static String position(JacksonException e) {
        return e.getLocation() == null
                ? ""
                : " (line %d, column %d)"
                        .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
    }
}
