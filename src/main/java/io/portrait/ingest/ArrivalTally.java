package io.portrait.ingest;

import io.portrait.ingest.ArrivalCount.Measure;
import io.portrait.kernel.StorableText;
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
 * does not grow beyond a limit. Properties are looked at for one event of {@value ArrivalStatistics#SAMPLE}, for that needs
 * the event's JSON again.
 */
final class ArrivalTally {

    /** How late an event may be to be counted in a class: up to this many seconds after it happened. */
    private static final long[] LATENESS_SECONDS = {1, 10, 60, 600, 3_600, 86_400};

    /** The classes' names; the last is for what is later than all of them. */
    static final List<String> LATENESS = List.of("1s", "10s", "1m", "10m", "1h", "1d", "later");

    private static final String ALL = "";
    private static final JsonMapper JSON = new JsonMapper();

    private Map<ArrivalCount, Long> counts = new HashMap<>();
    private final ArrivalNames names = new ArrivalNames();
    private long noted;

    synchronized void note(List<Reading> readings, List<Outcome> outcomes, Instant now) {
        Map<EventType, long[]> accepted = new EnumMap<>(EventType.class);
        for (int i = 0; i < outcomes.size(); i++) {
            switch (outcomes.get(i)) {
                case Outcome.Rejected(var why) -> count("", Measure.REJECTED, why.code(), 1);
                case Outcome.Duplicate d -> count(typeOf(readings.get(i)), Measure.DUPLICATES, ALL, 1);
                case Outcome.Accepted a -> accept(((Reading.Clean) readings.get(i)).event(), now, accepted);
            }
        }
        accepted.forEach((type, byLateness) -> countAccepted(type.wireName(), byLateness, now));
    }

    private static String typeOf(Reading reading) {
        return ((Reading.Clean) reading).event().type().wireName();
    }

    /** What a batch has of few kinds is gathered first: a look into the map for each event would cost more than reading it. */
    private void accept(Event event, Instant now, Map<EventType, long[]> accepted) {
        long[] byLateness = accepted.computeIfAbsent(event.type(), first -> new long[LATENESS.size()]);
        byLateness[lateness(Duration.between(event.happenedAt(), now))]++;
        String type = event.type().wireName();
        String channel = event.origin().channel();
        count(type, Measure.CHANNEL, channel == null ? "unknown" : channel, 1);
        if (noted++ % ArrivalStatistics.SAMPLE == 0 && event.detail() != null) {
            propertiesOf(event.detail())
                    .properties()
                    .forEach(field -> count(type, Measure.PROPERTY, StorableText.of(field.getKey()), 1));
        }
    }

    private void countAccepted(String type, long[] byLateness, Instant now) {
        long all = LongStream.of(byLateness).sum();
        count(type, Measure.ACCEPTED, ALL, all);
        count(type, Measure.MINUTE, String.valueOf(ArrivalStatistics.minute(now)), all);
        for (int i = 0; i < byLateness.length; i++) {
            if (byLateness[i] > 0) {
                count(type, Measure.LATENESS, LATENESS.get(i), byLateness[i]);
            }
        }
    }

    private void count(String type, Measure measure, String name, long events) {
        counts.merge(names.bounded(new ArrivalCount(type, measure, name)), events, Long::sum);
    }

    /** The place of its class. */
    private static int lateness(Duration late) {
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
    synchronized Map<ArrivalCount, Long> take() {
        Map<ArrivalCount, Long> taken = counts;
        counts = new HashMap<>();
        names.clear();
        return taken;
    }

    /** Takes back what could not be added. */
    synchronized void takeBack(Map<ArrivalCount, Long> taken) {
        taken.forEach((count, events) -> counts.merge(names.bounded(count), events, Long::sum));
    }
}
