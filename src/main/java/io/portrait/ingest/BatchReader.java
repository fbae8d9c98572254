package io.portrait.ingest;

import io.portrait.ingest.EventReader.Parsed;
import io.portrait.ingest.JsonSlices.Field;
import io.portrait.ingest.JsonSlices.Slice;
import io.portrait.ingest.UnreadableBatchException.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/** Reads the body of {@code POST /v1/events}: one bad event does not spoil its batch, one bad brace does. */
@Component
public class BatchReader {

    private final IngestProperties limits;
    private final EventReader events;

    BatchReader(IngestProperties limits, Clock clock) {
        this.limits = limits;
        this.events = new EventReader(limits, clock);
    }

    /**
     * Reads a whole body.
     *
     * @param body UTF-8 JSON, {@code {"events": […]}}
     * @return a reading per event, in order
     * @throws UnreadableBatchException if the body is no such JSON, or too large
     */
    public List<Reading> read(byte[] body) {
        try (JsonParser tokens = events.json().createParser(body)) {
            return readEnvelope(tokens, body);
        } catch (JacksonException e) {
            return readApart(body, e);
        }
    }

    /** The slow way, taken only when something is wrong: if that is within one event, the others are read without it. */
    private List<Reading> readApart(byte[] body, JacksonException fault) {
        List<Field> fields = JsonSlices.fields(body).orElseThrow(() -> notJson(fault));
        List<Field> batches =
                fields.stream().filter(field -> isEvents(body, field)).toList();
        if (batches.size() != 1 || !fields.stream().allMatch(field -> isSound(body, field))) {
            throw notJson(fault);
        }
        List<Slice> slices = JsonSlices.elements(body, batches.getFirst().value(), limits.maxEvents())
                .orElseThrow(() -> notJson(fault));
        if (slices.size() > limits.maxEvents()) {
            throw tooMany();
        }
        List<Reading> readings = new ArrayList<>(slices.size());
        slices.forEach(slice -> readings.add(readSlice(body, slice, readings.size())));
        return readings;
    }

    /** Whether a field is the events, which are looked at one by one, or JSON as it should be. */
    private boolean isSound(byte[] body, Field field) {
        return isEvents(body, field) || (isJson(body, field.name()) && isJson(body, field.value()));
    }

    private boolean isJson(byte[] body, Slice slice) {
        return !(events.parse(body, slice, "", Dialect.NATIVE) instanceof Parsed.Refused(var bad)
                && bad.rejection().code().equals(EventReader.INVALID_JSON));
    }

    private static boolean isEvents(byte[] body, Field field) {
        Slice name = field.name();
        return new String(body, name.from(), name.length(), StandardCharsets.UTF_8).equals("\"events\"");
    }

    private Reading readSlice(byte[] body, Slice slice, int index) {
        String pointer = "/events/" + index;
        return switch (events.parse(body, slice, pointer, Dialect.NATIVE)) {
            case Parsed.Json(var node) -> events.parser().parse(node, pointer);
            case Parsed.Refused(var bad) -> bad;
        };
    }

    private static UnreadableBatchException notJson(JacksonException fault) {
        return invalid("invalid-json", "the body is not JSON: " + fault.getOriginalMessage() + position(fault));
    }

    private List<Reading> readEnvelope(JsonParser tokens, byte[] body) {
        if (tokens.nextToken() != JsonToken.START_OBJECT) {
            throw invalid("invalid-json", "the body must be a JSON object {\"events\": [...]}");
        }
        if (tokens.currentTokenLocation().getByteOffset() < 0) {
            // In UTF-16 and UTF-32 the parser counts characters, and an event's size in bytes would not be known.
            throw invalid("invalid-json", "the body must be encoded in UTF-8");
        }
        List<Reading> readings = null;
        for (String name = tokens.nextName(); name != null; name = tokens.nextName()) {
            tokens.nextToken();
            if (name.equals("events")) {
                readings = readEvents(tokens, body);
            } else {
                tokens.skipChildren();
            }
        }
        if (readings == null) {
            throw invalid("events-missing", "the body must have an array \"events\"");
        }
        if (tokens.nextToken() != null) {
            throw invalid("invalid-json", "the body goes on after the JSON object");
        }
        return readings;
    }

    private List<Reading> readEvents(JsonParser tokens, byte[] body) {
        if (tokens.currentToken() != JsonToken.START_ARRAY) {
            throw invalid("events-missing", "\"events\" must be an array");
        }
        List<Reading> readings = new ArrayList<>();
        while (tokens.nextToken() != JsonToken.END_ARRAY) {
            if (readings.size() == limits.maxEvents()) {
                throw tooMany();
            }
            readings.add(readEvent(tokens, body, readings.size()));
        }
        return readings;
    }

    private Reading readEvent(JsonParser tokens, byte[] body, int index) {
        int from = (int) tokens.currentTokenLocation().getByteOffset();
        JsonNode node = events.json().readTree(tokens);
        Slice slice = new Slice(from, (int) tokens.currentLocation().getByteOffset());
        String pointer = "/events/" + index;
        if (slice.length() > limits.maxEvent().toBytes()) {
            Rejection tooLarge = events.tooLarge(slice.length(), pointer);
            return EventParser.reject(tooLarge, node, Dialect.NATIVE, events.source(body, slice));
        }
        return events.parser().parse(node, pointer);
    }

    private UnreadableBatchException tooMany() {
        return new UnreadableBatchException(
                Reason.TOO_LARGE,
                "too-many-events",
                "a batch may have %d events: split it".formatted(limits.maxEvents()));
    }

    private static UnreadableBatchException invalid(String code, String detail) {
        return new UnreadableBatchException(Reason.INVALID_JSON, code, detail);
    }

    private static String position(JacksonException e) {
        return e.getLocation() == null
                ? ""
                : " (line %d, column %d)"
                        .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
    }
}
