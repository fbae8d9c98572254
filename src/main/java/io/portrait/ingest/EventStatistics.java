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
 * Statistics of arriving events over all instances: types, rates, lateness, channels and properties. An instance counts in
 * memory, and adds its counts to the database every ten seconds and when it stops; a crash loses the last ones. Decision
 * 0077.
 */
@Component
public class EventStatistics implements DisposableBean {

    /** The properties of one accepted event in this many are counted. */
    public static final int SAMPLING_INTERVAL = 32;

    private static final int MINUTES = 60;

    /**
     * The statistics of one event type.
     *
     * @param lastTwoMinutes events accepted in this minute and the one before
     * @param lateness accepted events by the upper bound of the time between event and arrival
     * @param properties the number of sampled events that had a property, by its name
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
     * The statistics of all event types.
     *
     * @param since the time of the first count
     * @param rejected rejected events by error code
     */
    public record StatisticsReport(Instant since, List<EventTypeStatistics> types, SortedMap<String, Long> rejected) {}

    private final JdbcEventCounts store;
    private final Clock clock;
    private final EventCounter counter;

    EventStatistics(JdbcEventCounts store, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.counter = new EventCounter(counts -> store.add(counts, clock.instant()));
    }

    void count(List<ParsedEvent> parsedEvents, List<EventOutcome> outcomes) {
        counter.add(parsedEvents, outcomes, clock.instant());
    }

    /** Adds the counts of this instance to the database; if that fails, they are kept for the next time. */
    @Scheduled(fixedDelay = 10, timeUnit = TimeUnit.SECONDS)
    void flush() {
        try {
            counter.flush();
        } catch (DataAccessException | TransactionException _) {
            // The counter keeps the counts; the next flush writes them.
        }
    }

    @Override
    public void destroy() {
        flush();
    }

    /** The statistics, up to date for this instance, and a few seconds old for other instances. */
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
