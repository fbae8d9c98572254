package io.portrait.ingest;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What arrives at this instance since its start: of which types, how fast, how late, from which channels, with which
 * properties. Plain counters under one lock per batch, in memory that does not grow beyond a limit. Properties are looked at
 * for one event of {@value #SAMPLE}, for that needs the event's JSON again.
 */
@Component
public class ArrivalStatistics {

    /** One event of so many has its properties counted. */
    public static final int SAMPLE = 32;

    private static final int MINUTES = 60;
    private static final int MOST_NAMES = 100;
    private static final String OTHERS = "(others)";

    /** How late an event may be to be counted in a class: up to this many seconds after it happened. */
    private static final long[] LATENESS_SECONDS = {1, 10, 60, 600, 3_600, 86_400};

    private static final List<String> LATENESS = List.of("1s", "10s", "1m", "10m", "1h", "1d", "later");
    private static final JsonMapper JSON = new JsonMapper();

    /**
     * What is known of a type.
     *
     * @param lastTwoMinutes accepted in this minute and the one before
     * @param lateness events by how long after they happened they arrived, at most
     * @param properties how often a property was there, among the events that were looked at
     */
    public record TypeStatistics(
            String type,
            long accepted,
            long duplicates,
            long lastTwoMinutes,
            long lastHour,
            Map<String, Long> lateness,
            SortedMap<String, Long> channels,
            SortedMap<String, Long> properties) {}

    /** All of it. */
    public record Statistics(Instant since, List<TypeStatistics> types, SortedMap<String, Long> rejected) {}

    private static final class Counts {
        private long accepted;
        private long duplicates;
        private final long[] perMinute = new long[MINUTES];
        private final long[] minute = new long[MINUTES];
        private final long[] late = new long[LATENESS.size()];
        private final Map<String, Long> channels = new HashMap<>();
        private final Map<String, Long> properties = new HashMap<>();
    }

    private final Clock clock;
    private final Instant since;
    private final Map<EventType, Counts> byType = new EnumMap<>(EventType.class);
    private final Map<String, Long> rejected = new HashMap<>();
    private long noted;

    ArrivalStatistics(Clock clock) {
        this.clock = clock;
        this.since = clock.instant();
        for (EventType type : EventType.values()) {
            byType.put(type, new Counts());
        }
    }

    synchronized void note(List<Reading> readings, List<Outcome> outcomes) {
        Instant now = clock.instant();
        for (int i = 0; i < outcomes.size(); i++) {
            switch (outcomes.get(i)) {
                case Outcome.Rejected(var why) -> count(rejected, why.code());
                case Outcome.Duplicate d -> countsOf(readings.get(i)).duplicates++;
                case Outcome.Accepted a -> accept(((Reading.Clean) readings.get(i)).event(), now);
            }
        }
    }

    private Counts countsOf(Reading reading) {
        return countsOf(((Reading.Clean) reading).event().type());
    }

    private Counts countsOf(EventType type) {
        return Objects.requireNonNull(byType.get(type));
    }

    private void accept(Event event, Instant now) {
        Counts counts = countsOf(event.type());
        counts.accepted++;
        long minute = now.getEpochSecond() / 60;
        int slot = (int) (minute % MINUTES);
        counts.perMinute[slot] = counts.minute[slot] == minute ? counts.perMinute[slot] + 1 : 1;
        counts.minute[slot] = minute;
        counts.late[lateness(Duration.between(event.happenedAt(), now).toSeconds())]++;
        count(
                counts.channels,
                event.origin().channel() == null ? "unknown" : event.origin().channel());
        if (noted++ % SAMPLE == 0 && event.detail() != null) {
            propertiesOf(event.detail()).properties().forEach(field -> count(counts.properties, field.getKey()));
        }
    }

    private static int lateness(long seconds) {
        int i = 0;
        while (i < LATENESS_SECONDS.length && seconds > LATENESS_SECONDS[i]) {
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

    private static void count(Map<String, Long> counts, String name) {
        boolean hasRoom = counts.size() < MOST_NAMES || counts.containsKey(name);
        counts.merge(hasRoom ? name : OTHERS, 1L, Long::sum);
    }

    /** As of now. */
    public synchronized Statistics current() {
        long minute = clock.instant().getEpochSecond() / 60;
        List<TypeStatistics> types = new ArrayList<>();
        for (EventType type : EventType.values()) {
            Counts counts = countsOf(type);
            if (counts.accepted + counts.duplicates > 0) {
                types.add(statistics(type, counts, minute));
            }
        }
        return new Statistics(since, types, new TreeMap<>(rejected));
    }

    private static TypeStatistics statistics(EventType type, Counts counts, long minute) {
        Map<String, Long> lateness = new LinkedHashMap<>();
        for (int i = 0; i < counts.late.length; i++) {
            lateness.put(LATENESS.get(i), counts.late[i]);
        }
        return new TypeStatistics(
                type.wireName(),
                counts.accepted,
                counts.duplicates,
                since(counts, minute - 1),
                since(counts, minute - MINUTES + 1),
                lateness,
                new TreeMap<>(counts.channels),
                new TreeMap<>(counts.properties));
    }

    private static long since(Counts counts, long firstMinute) {
        long sum = 0;
        for (int slot = 0; slot < MINUTES; slot++) {
            sum += counts.minute[slot] >= firstMinute ? counts.perMinute[slot] : 0;
        }
        return sum;
    }
}
