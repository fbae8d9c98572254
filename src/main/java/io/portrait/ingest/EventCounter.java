package io.portrait.ingest;

import io.portrait.ingest.EventCountKey.CountedMeasure;
import io.portrait.ingest.EventCountKey.CountedNames;
import io.portrait.kernel.PostgresText;
import io.portrait.kernel.WriteBehind;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The counts of this instance that are not stored yet. Each batch takes one lock; the memory is limited, because the number
 * of names is. Properties are counted for one event in {@value EventStatistics#SAMPLING_INTERVAL}, because this parses the
 * event's JSON again.
 */
final class EventCounter {

    /** Upper bounds of the lateness classes, in seconds between event time and arrival. */
    private static final long[] LATENESS_SECONDS = {1, 10, 60, 600, 3_600, 86_400};

    /** The names of the lateness classes; the last class has no upper bound. */
    static final List<String> LATENESS_CLASSES = List.of("1s", "10s", "1m", "10m", "1h", "1d", "later");

    private static final String NO_NAME = "";
    private static final JsonMapper JSON = new JsonMapper();

    /** Counters with a limited number of names. */
    private static final class BoundedCounts {

        private final Map<EventCountKey, Long> counts = new HashMap<>();
        private final CountedNames names = new CountedNames();

        void add(EventCountKey key, long events) {
            counts.merge(names.boundedKey(key), events, Long::sum);
        }

        BoundedCounts addAll(BoundedCounts other) {
            other.counts.forEach(this::add);
            return this;
        }
    }

    private final WriteBehind<BoundedCounts> buffer;
    private final AtomicLong acceptedEvents = new AtomicLong();

    /** {@code store} adds non-empty counts to the database. */
    EventCounter(Consumer<Map<EventCountKey, Long>> store) {
        buffer = new WriteBehind<>(BoundedCounts::new, BoundedCounts::addAll, content -> {
            if (!content.counts.isEmpty()) {
                store.accept(content.counts);
            }
        });
    }

    /** Writes the counts; if that fails, they are kept. */
    void flush() {
        buffer.flush();
    }

    /** Counts the events of one batch. */
    void add(List<ParsedEvent> parsedEvents, List<EventOutcome> outcomes, Instant now) {
        buffer.update(counts -> {
            Map<EventType, long[]> accepted = new EnumMap<>(EventType.class);
            for (int i = 0; i < outcomes.size(); i++) {
                switch (outcomes.get(i)) {
                    case EventOutcome.Rejected(var rejection) ->
                        counts.add(new EventCountKey("", CountedMeasure.REJECTED, rejection.code()), 1);
                    case EventOutcome.Duplicate _ ->
                        counts.add(
                                new EventCountKey(typeOf(parsedEvents.get(i)), CountedMeasure.DUPLICATES, NO_NAME), 1);
                    case EventOutcome.Accepted _ ->
                        addAccepted(counts, ((ParsedEvent.Valid) parsedEvents.get(i)).event(), now, accepted);
                }
            }
            accepted.forEach((type, byLateness) -> addAccepted(counts, type.wireName(), byLateness, now));
            return counts;
        });
    }

    private static String typeOf(ParsedEvent parsedEvent) {
        return ((ParsedEvent.Valid) parsedEvent).event().type().wireName();
    }

    /** Sums types and lateness in arrays first, because one map access per event would cost more than parsing the event. */
    private void addAccepted(BoundedCounts counts, Event event, Instant now, Map<EventType, long[]> accepted) {
        long[] byLateness = accepted.computeIfAbsent(event.type(), first -> new long[LATENESS_CLASSES.size()]);
        byLateness[latenessClass(Duration.between(event.happenedAt(), now))]++;
        String type = event.type().wireName();
        String channel = event.origin().channel();
        counts.add(new EventCountKey(type, CountedMeasure.CHANNEL, channel == null ? "unknown" : channel), 1);
        boolean isSampled = acceptedEvents.getAndIncrement() % EventStatistics.SAMPLING_INTERVAL == 0;
        if (isSampled && event.extra() != null) {
            propertiesOf(event.extra()).properties().forEach(field -> {
                String name = PostgresText.sanitize(field.getKey());
                counts.add(new EventCountKey(type, CountedMeasure.PROPERTY, name), 1);
            });
        }
    }

    private static void addAccepted(BoundedCounts counts, String type, long[] byLateness, Instant now) {
        long total = LongStream.of(byLateness).sum();
        String minute = String.valueOf(EventStatistics.minuteOf(now));
        counts.add(new EventCountKey(type, CountedMeasure.ACCEPTED, NO_NAME), total);
        counts.add(new EventCountKey(type, CountedMeasure.MINUTE, minute), total);
        for (int i = 0; i < byLateness.length; i++) {
            if (byLateness[i] > 0) {
                counts.add(new EventCountKey(type, CountedMeasure.LATENESS, LATENESS_CLASSES.get(i)), byLateness[i]);
            }
        }
    }

    /** The index of the lateness class. */
    private static int latenessClass(Duration late) {
        int i = 0;
        while (i < LATENESS_SECONDS.length && late.toSeconds() > LATENESS_SECONDS[i]) {
            i++;
        }
        return i;
    }

    private static JsonNode propertiesOf(String extra) {
        try {
            return JSON.readTree(extra).path("properties");
        } catch (JacksonException e) {
            throw new IllegalStateException("the extra fields of an event are not JSON", e);
        }
    }
}
