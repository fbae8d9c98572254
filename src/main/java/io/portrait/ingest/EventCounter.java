package io.portrait.ingest;

import io.portrait.ingest.EventCountKey.CountedMeasure;
import io.portrait.kernel.PostgresText;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What this instance has counted and not yet added to the database. Plain counters under one lock per batch, in memory that
 * does not grow beyond a limit. Properties are looked at for one event of {@value EventStatistics#SAMPLING_INTERVAL}, for that needs
 * the event's JSON again.
 */
final class EventCounter {

    /** How late an event may be to be counted in a class: up to this many seconds after it happened. */
    private static final long[] LATENESS_SECONDS = {1, 10, 60, 600, 3_600, 86_400};

    /** The classes' names; the last is for what is later than all of them. */
    static final List<String> LATENESS_CLASSES = List.of("1s", "10s", "1m", "10m", "1h", "1d", "later");

    private static final String NO_NAME = "";
    private static final JsonMapper JSON = new JsonMapper();

    private Map<EventCountKey, Long> counts = new HashMap<>();
    private final CountedNames names = new CountedNames();
    private long acceptedEvents;

    synchronized void add(List<ParsedEvent> parsedEvents, List<EventOutcome> outcomes, Instant now) {
        Map<EventType, long[]> accepted = new EnumMap<>(EventType.class);
        for (int i = 0; i < outcomes.size(); i++) {
            switch (outcomes.get(i)) {
                case EventOutcome.Rejected(var rejection) -> count("", CountedMeasure.REJECTED, rejection.code(), 1);
                case EventOutcome.Duplicate d ->
                    count(typeOf(parsedEvents.get(i)), CountedMeasure.DUPLICATES, NO_NAME, 1);
                case EventOutcome.Accepted a ->
                    addAccepted(((ParsedEvent.Valid) parsedEvents.get(i)).event(), now, accepted);
            }
        }
        accepted.forEach((type, byLateness) -> countAccepted(type.wireName(), byLateness, now));
    }

    private static String typeOf(ParsedEvent parsedEvent) {
        return ((ParsedEvent.Valid) parsedEvent).event().type().wireName();
    }

    /** What a batch has of few kinds is gathered first: a look into the map for each event would cost more than reading it. */
    private void addAccepted(Event event, Instant now, Map<EventType, long[]> accepted) {
        long[] byLateness = accepted.computeIfAbsent(event.type(), first -> new long[LATENESS_CLASSES.size()]);
        byLateness[latenessClass(Duration.between(event.happenedAt(), now))]++;
        String type = event.type().wireName();
        String channel = event.origin().channel();
        count(type, CountedMeasure.CHANNEL, channel == null ? "unknown" : channel, 1);
        if (acceptedEvents++ % EventStatistics.SAMPLING_INTERVAL == 0 && event.extra() != null) {
            propertiesOf(event.extra())
                    .properties()
                    .forEach(field -> count(type, CountedMeasure.PROPERTY, PostgresText.sanitize(field.getKey()), 1));
        }
    }

    private void countAccepted(String type, long[] byLateness, Instant now) {
        long total = LongStream.of(byLateness).sum();
        count(type, CountedMeasure.ACCEPTED, NO_NAME, total);
        count(type, CountedMeasure.MINUTE, String.valueOf(EventStatistics.minuteOf(now)), total);
        for (int i = 0; i < byLateness.length; i++) {
            if (byLateness[i] > 0) {
                count(type, CountedMeasure.LATENESS, LATENESS_CLASSES.get(i), byLateness[i]);
            }
        }
    }

    private void count(String type, CountedMeasure measure, String name, long events) {
        counts.merge(names.boundedKey(new EventCountKey(type, measure, name)), events, Long::sum);
    }

    /** The place of its class. */
    private static int latenessClass(Duration late) {
        int i = 0;
        while (i < LATENESS_SECONDS.length && late.toSeconds() > LATENESS_SECONDS[i]) {
            i++;
        }
        return i;
    }

    private static JsonNode propertiesOf(String detail) {
        try {
            return JSON.readTree(detail).path("properties");
        } catch (JacksonException e) {
            throw new IllegalStateException("an event's detail is no JSON", e);
        }
    }

    /** Gives what was counted, and begins anew. */
    synchronized Map<EventCountKey, Long> drain() {
        Map<EventCountKey, Long> drained = counts;
        counts = new HashMap<>();
        names.clear();
        return drained;
    }

    /** Takes back what could not be added. */
    synchronized void restore(Map<EventCountKey, Long> drained) {
        drained.forEach((count, events) -> counts.merge(names.boundedKey(count), events, Long::sum));
    }
}
