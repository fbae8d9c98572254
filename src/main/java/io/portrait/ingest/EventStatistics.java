package io.portrait.ingest;

import io.portrait.ingest.EventCountKey.CountedMeasure;
import io.portrait.ingest.JdbcEventCounts.StoredEventCount;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * What arrives: of which types, how fast, how late, from which channels, with which properties; at all instances together.
 * An instance counts in memory, away from the database, and adds its counts there every few seconds and when it stops; a
 * crash loses those of the last seconds. Decision 0077.
 */
@Component
public class EventStatistics implements DisposableBean {

    /** One event of so many has its properties counted. */
    public static final int SAMPLING_INTERVAL = 32;

    private static final int MINUTES = 60;

    /**
     * What is known of a type.
     *
     * @param lastTwoMinutes accepted in this minute and the one before
     * @param lateness events by how long after they happened they arrived, at most
     * @param properties how often a property was there, among the events that were looked at
     */
    public record EventTypeStatistics(
            String type,
            long accepted,
            long duplicates,
            long lastTwoMinutes,
            long lastHour,
            Map<String, Long> lateness,
            SortedMap<String, Long> channels,
            SortedMap<String, Long> properties) {}

    /**
     * All of it.
     *
     * @param since when the first of what is counted arrived
     */
    public record StatisticsReport(Instant since, List<EventTypeStatistics> types, SortedMap<String, Long> rejected) {}

    private final JdbcEventCounts store;
    private final Clock clock;
    private final EventCounter counter = new EventCounter();

    EventStatistics(JdbcEventCounts store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    void count(List<ParsedEvent> parsedEvents, List<EventOutcome> outcomes) {
        counter.add(parsedEvents, outcomes, clock.instant());
    }

    /** Adds what was counted here to what all instances have counted; what cannot be added now is kept for the next time. */
    @Scheduled(fixedDelay = 10, timeUnit = TimeUnit.SECONDS)
    void flush() {
        Map<EventCountKey, Long> counts = counter.drain();
        if (counts.isEmpty()) {
            return;
        }
        try {
            store.add(counts, clock.instant());
        } catch (DataAccessException | TransactionException _) {
            counter.restore(counts);
        }
    }

    @Override
    public void destroy() {
        flush();
    }

    /** As of now for this instance, and of a few seconds ago for the others. */
    public StatisticsReport current() {
        flush();
        List<StoredEventCount> all = store.all();
        Instant now = clock.instant();
        Instant since = all.stream()
                .map(StoredEventCount::since)
                .min(Instant::compareTo)
                .orElse(now);
        List<EventTypeStatistics> types = new ArrayList<>();
        for (EventType type : EventType.values()) {
            List<StoredEventCount> ofType = all.stream()
                    .filter(counted -> counted.key().type().equals(type.wireName()))
                    .toList();
            if (!ofType.isEmpty()) {
                types.add(statistics(type, ofType, now));
            }
        }
        return new StatisticsReport(since, types, countsByName(all, CountedMeasure.REJECTED));
    }

    private static EventTypeStatistics statistics(EventType type, List<StoredEventCount> counts, Instant now) {
        SortedMap<String, Long> lateness = countsByName(counts, CountedMeasure.LATENESS);
        Map<String, Long> classes = new LinkedHashMap<>();
        EventCounter.LATENESS_CLASSES.forEach(name -> classes.put(name, lateness.getOrDefault(name, 0L)));
        return new EventTypeStatistics(
                type.wireName(),
                sum(countsByName(counts, CountedMeasure.ACCEPTED)),
                sum(countsByName(counts, CountedMeasure.DUPLICATES)),
                eventsSince(counts, minuteOf(now) - 1),
                eventsSince(counts, firstMinuteOfHour(now)),
                classes,
                countsByName(counts, CountedMeasure.CHANNEL),
                countsByName(counts, CountedMeasure.PROPERTY));
    }

    private static SortedMap<String, Long> countsByName(List<StoredEventCount> counts, CountedMeasure measure) {
        SortedMap<String, Long> countsByName = new TreeMap<>();
        counts.stream()
                .filter(counted -> counted.key().measure() == measure)
                .forEach(counted -> countsByName.put(counted.key().name(), counted.events()));
        return countsByName;
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private static long eventsSince(List<StoredEventCount> counts, long firstMinute) {
        return countsByName(counts, CountedMeasure.MINUTE).entrySet().stream()
                .filter(minute -> Long.parseLong(minute.getKey()) >= firstMinute)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    static long minuteOf(Instant time) {
        return TimeUnit.SECONDS.toMinutes(time.getEpochSecond());
    }

    /** The first minute of the last hour. */
    static long firstMinuteOfHour(Instant now) {
        return minuteOf(now) - MINUTES + 1;
    }
}
