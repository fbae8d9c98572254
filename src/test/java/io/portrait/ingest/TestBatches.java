package io.portrait.ingest;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.util.unit.DataSize;

/** Parses bodies at a fixed time, with the default limits except for a smaller number of events. */
final class TestBatches {

    static final Instant NOW = Instant.parse("2026-11-23T09:00:00.123456Z");
    static final int MAX_EVENTS = 50;
    static final int MAX_EVENT_BYTES = 32 * 1_024;

    static final PlaceholderIds PLACEHOLDERS =
            new PlaceholderIds(new PlaceholderIdProperties(true, List.of("Cookie-Less", "0815")));

    private static final EventBatchReader READER = reader(MAX_EVENTS);

    private TestBatches() {}

    /** A parser of batches up to a size. */
    static EventBatchReader reader(int maxEvents) {
        IngestProperties limits = new IngestProperties(
                DataSize.ofMegabytes(4),
                maxEvents,
                DataSize.ofBytes(MAX_EVENT_BYTES),
                32,
                Duration.ofHours(24),
                Instant.EPOCH,
                50_000,
                5_000,
                50_000,
                Duration.ofMillis(600),
                Duration.ofSeconds(2),
                Duration.ofSeconds(10),
                50,
                true,
                1_000,
                null,
                Duration.ofDays(30));
        Clock clock = Clock.fixed(NOW.plusNanos(789), ZoneOffset.UTC);
        return new EventBatchReader(limits, new EventReader(limits, PLACEHOLDERS, clock));
    }

    static List<ParsedEvent> read(byte[] body) {
        return READER.read(body);
    }

    static List<ParsedEvent> read(String body) {
        return read(body.getBytes(StandardCharsets.UTF_8));
    }

    static ParsedEvent readOne(String event) {
        return read("{\"events\":[" + event + "]}").getFirst();
    }

    static Event validEvent(String event) {
        return switch (readOne(event)) {
            case ParsedEvent.Valid valid -> valid.event();
            case ParsedEvent.Invalid invalid -> throw new AssertionError(invalid.rejection());
        };
    }

    static ParsedEvent.Invalid invalidEvent(String event) {
        return switch (readOne(event)) {
            case ParsedEvent.Valid valid -> throw new AssertionError("was taken: " + valid);
            case ParsedEvent.Invalid invalid -> invalid;
        };
    }

    /** A click event with additional fields. */
    static String click(String fields) {
        return "{\"messageId\":\"m-1\",\"userId\":\"ann\",\"type\":\"click\"" + (fields.isEmpty() ? "" : "," + fields)
                + "}";
    }
}
