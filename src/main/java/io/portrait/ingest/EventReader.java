package io.portrait.ingest;

import io.portrait.ingest.JsonSlices.JsonSlice;
import io.portrait.kernel.JsonErrors;
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

/** The parser of single events in a body, for all event formats. */
@Component
public class EventReader {

    static final String INVALID_JSON = "invalid-json";

    /** The result of parsing JSON. */
    public sealed interface JsonResult {

        /** Well-formed JSON; its content is not validated. */
        record JsonSuccess(JsonNode node) implements JsonResult {}

        /** Text that is too large, too deeply nested, has a duplicate field or is not JSON. */
        record JsonFailure(ParsedEvent.Invalid invalidEvent) implements JsonResult {}
    }

    private final IngestProperties limits;
    private final EventParser parser;
    private final JsonMapper json;

    EventReader(IngestProperties limits, PlaceholderIds placeholders, Clock clock) {
        this.limits = limits;
        this.parser = new EventParser(limits, placeholders, clock);
        this.json = JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(limits.maxJsonDepth())
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

    /** Parses a part of a body, and checks the limits of an event. */
    public JsonResult parse(byte[] body, JsonSlice slice, String pointer, EventFormat format) {
        try {
            JsonNode node = json.reader()
                    .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readTree(body, slice.from(), slice.length());
            return slice.length() > limits.maxEventSize().toBytes()
                    ? failure(tooLarge(slice.length(), pointer), node, source(body, slice), format)
                    : new JsonResult.JsonSuccess(node);
        } catch (JacksonException e) {
            Rejection rejection =
                    new Rejection(INVALID_JSON, "the event is not JSON: " + JsonErrors.describe(e), pointer);
            return failure(rejection, MissingNode.getInstance(), source(body, slice), format);
        }
    }

    private static JsonResult failure(Rejection rejection, JsonNode node, String source, EventFormat format) {
        return new JsonResult.JsonFailure(EventParser.reject(rejection, node, format, source));
    }

    Rejection tooLarge(int bytes, String pointer) {
        return new Rejection(
                "event-too-large",
                "the event has %d bytes, the limit is %d"
                        .formatted(bytes, limits.maxEventSize().toBytes()),
                pointer);
    }

    /** The text of a part of a body, cut to the maximum size of an event. */
    String source(byte[] body, JsonSlice slice) {
        int length = (int) Math.min(slice.length(), limits.maxEventSize().toBytes());
        return new String(body, slice.from(), length, StandardCharsets.UTF_8);
    }

    /**
     * Reads an event that was translated to the native format.
     *
     * @param pointer to the event in the body
     * @param source gives the event as sent, in its own format, for the dead letters
     */
    public ParsedEvent read(JsonNode event, String pointer, EventFormat format, Supplier<String> source) {
        return parser.parse(event, pointer, format, source);
    }

    /** A new empty object. */
    public ObjectNode newObject() {
        return json.createObjectNode();
    }

    /**
     * Reads one event from its text.
     *
     * @throws UnreadableBatchException if it is not a JSON object
     */
    public ObjectNode parse(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return switch (parse(bytes, new JsonSlice(0, bytes.length), "", EventFormat.NATIVE)) {
            case JsonResult.JsonSuccess(ObjectNode object) -> object;
            case JsonResult.JsonSuccess(var other) ->
                throw new UnreadableBatchException(
                        UnreadableBatchException.UnreadableReason.INVALID_JSON,
                        INVALID_JSON,
                        "it is a " + other.getNodeType());
            case JsonResult.JsonFailure(var invalidEvent) ->
                throw new UnreadableBatchException(
                        UnreadableBatchException.UnreadableReason.INVALID_JSON,
                        invalidEvent.rejection().code(),
                        invalidEvent.rejection().detail());
        };
    }
}
