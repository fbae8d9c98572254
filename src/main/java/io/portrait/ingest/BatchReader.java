package io.portrait.ingest;

import io.portrait.ingest.UnreadableBatchException.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the body of {@code POST /v1/events}: one bad event does not spoil its batch, one bad brace does. */
@Component
public class BatchReader {

    private final IngestProperties limits;
    private final EventParser parser;
    private final JsonMapper json;

    BatchReader(IngestProperties limits, Clock clock) {
        this.limits = limits;
        this.json = JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(limits.maxDepth())
                                .build())
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .build())
                .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
        this.parser = new EventParser(limits, clock);
    }

    /**
     * Reads a whole body.
     *
     * @param body UTF-8 JSON, {@code {"events": […]}}
     * @return a reading per event, in order
     * @throws UnreadableBatchException if the body is no such JSON, or too large
     */
    public List<Reading> read(byte[] body) {
        try (JsonParser tokens = json.createParser(body)) {
            return readEnvelope(tokens, body);
        } catch (JacksonException e) {
            throw invalid("invalid-json", "the body is not JSON: " + e.getOriginalMessage() + position(e));
        }
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
                throw new UnreadableBatchException(
                        Reason.TOO_LARGE,
                        "too-many-events",
                        "a batch may have %d events: split it".formatted(limits.maxEvents()));
            }
            readings.add(readEvent(tokens, body, readings.size()));
        }
        return readings;
    }

    private Reading readEvent(JsonParser tokens, byte[] body, int index) {
        int from = (int) tokens.currentTokenLocation().getByteOffset();
        JsonNode node = json.readTree(tokens);
        int to = (int) tokens.currentLocation().getByteOffset();
        String pointer = "/events/" + index;
        long most = limits.maxEvent().toBytes();
        if (to - from > most) {
            Rejection tooLarge = new Rejection(
                    "event-too-large",
                    "the event has %d bytes, at most %d are taken".formatted(to - from, most),
                    pointer);
            return parser.reject(tooLarge, node, new String(body, from, (int) most, StandardCharsets.UTF_8));
        }
        return parser.parse(node, pointer);
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
