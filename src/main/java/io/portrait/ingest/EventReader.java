package io.portrait.ingest;

import io.portrait.ingest.JsonSlices.Slice;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads single events, for whoever knows where in a body they are and how they have to be translated. */
@Component
public class EventReader {

    static final String INVALID_JSON = "invalid-json";

    /** An event's JSON, or why there is none. */
    public sealed interface Parsed {

        /** The event, whatever it says. */
        record Json(JsonNode node) implements Parsed {}

        /** It is too large, too deep, has a field twice or is no JSON. */
        record Refused(Reading.Bad bad) implements Parsed {}
    }

    private final IngestProperties limits;
    private final EventParser parser;
    private final JsonMapper json;

    EventReader(IngestProperties limits, Clock clock) {
        this.limits = limits;
        this.parser = new EventParser(limits, clock);
        this.json = JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(limits.maxDepth())
                                .build())
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .build())
                .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }

    JsonMapper json() {
        return json;
    }

    EventParser parser() {
        return parser;
    }

    /** The JSON of a part of a body, held against the limits of an event. */
    public Parsed parse(byte[] body, Slice slice, String pointer, Dialect dialect) {
        try {
            JsonNode node = json.reader()
                    .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readTree(body, slice.from(), slice.length());
            return slice.length() > limits.maxEvent().toBytes()
                    ? refused(tooLarge(slice.length(), pointer), node, source(body, slice), dialect)
                    : new Parsed.Json(node);
        } catch (JacksonException e) {
            Rejection why = new Rejection(INVALID_JSON, "the event is not JSON: " + e.getOriginalMessage(), pointer);
            return refused(why, MissingNode.getInstance(), source(body, slice), dialect);
        }
    }

    private static Parsed refused(Rejection why, JsonNode node, String source, Dialect dialect) {
        return new Parsed.Refused(EventParser.reject(why, node, dialect, source));
    }

    Rejection tooLarge(int bytes, String pointer) {
        return new Rejection(
                "event-too-large",
                "the event has %d bytes, at most %d are taken"
                        .formatted(bytes, limits.maxEvent().toBytes()),
                pointer);
    }

    /** The text of a part of a body, as far as an event may go. */
    String source(byte[] body, Slice slice) {
        int length = (int) Math.min(slice.length(), limits.maxEvent().toBytes());
        return new String(body, slice.from(), length, StandardCharsets.UTF_8);
    }

    /**
     * Reads an event that was translated to the native shape.
     *
     * @param pointer to the event in the body
     * @param source gives the event as it was sent, in its dialect, for the dead letters
     */
    public Reading read(JsonNode event, String pointer, Dialect dialect, Supplier<String> source) {
        return parser.parse(event, pointer, dialect, source);
    }

    /** An object to translate into. */
    public ObjectNode object() {
        return json.createObjectNode();
    }

    /**
     * Reads one event from its text.
     *
     * @throws UnreadableBatchException if it is no JSON object
     */
    public ObjectNode parse(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return switch (parse(bytes, new Slice(0, bytes.length), "", Dialect.NATIVE)) {
            case Parsed.Json(ObjectNode object) -> object;
            case Parsed.Json(var other) ->
                throw new UnreadableBatchException(
                        UnreadableBatchException.Reason.INVALID_JSON, INVALID_JSON, "it is a " + other.getNodeType());
            case Parsed.Refused(var bad) ->
                throw new UnreadableBatchException(
                        UnreadableBatchException.Reason.INVALID_JSON,
                        bad.rejection().code(),
                        bad.rejection().detail());
        };
    }
}
