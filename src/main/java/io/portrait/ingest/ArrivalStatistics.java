package io.portrait.ingest;

import io.portrait.ingest.ArrivalCount.Measure;
import io.portrait.ingest.JdbcArrivalCounts.Counted;
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
public class ArrivalStatistics implements DisposableBean {

    /** One event of so many has its properties counted. */
    public static final int SAMPLE = 32;

    private static final int MINUTES = 60;

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

    /**
     * All of it.
     *
     * @param since when the first of what is counted arrived
     */
    public record Statistics(Instant since, List<TypeStatistics> types, SortedMap<String, Long> rejected) {}

    private final JdbcArrivalCounts store;
    private final Clock clock;
    private final ArrivalTally tally = new ArrivalTally();

    ArrivalStatistics(JdbcArrivalCounts store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    void note(List<Reading> readings, List<Outcome> outcomes) {
        tally.note(readings, outcomes, clock.instant());
    }

    /** Adds what was counted here to what all instances have counted; what cannot be added now is kept for the next time. */
    @Scheduled(fixedDelay = 10, timeUnit = TimeUnit.SECONDS)
    void add() {
        Map<ArrivalCount, Long> counts = tally.take();
        if (counts.isEmpty()) {
            return;
        }
        try {
            store.add(counts, clock.instant());
        } catch (DataAccessException | TransactionException _) {
            tally.takeBack(counts);
        }
    }

    @Override
    public void destroy() {
        add();
    }

    /** As of now for this instance, and of a few seconds ago for the others. */
    public Statistics current() {
        add();
        List<Counted> all = store.all();
        Instant now = clock.instant();
        Instant since = all.stream().map(Counted::since).min(Instant::compareTo).orElse(now);
        List<TypeStatistics> types = new ArrayList<>();
        for (EventType type : EventType.values()) {
            List<Counted> ofType = all.stream()
                    .filter(counted -> counted.count().type().equals(type.wireName()))
                    .toList();
            if (!ofType.isEmpty()) {
                types.add(statistics(type, ofType, now));
            }
        }
        return new Statistics(since, types, named(all, Measure.REJECTED));
    }

    private static TypeStatistics statistics(EventType type, List<Counted> counts, Instant now) {
        SortedMap<String, Long> lateness = named(counts, Measure.LATENESS);
        Map<String, Long> classes = new LinkedHashMap<>();
        ArrivalTally.LATENESS.forEach(name -> classes.put(name, lateness.getOrDefault(name, 0L)));
        return new TypeStatistics(
                type.wireName(),
                sum(named(counts, Measure.ACCEPTED)),
                sum(named(counts, Measure.DUPLICATES)),
                since(counts, minute(now) - 1),
                since(counts, firstMinute(now)),
                classes,
                named(counts, Measure.CHANNEL),
                named(counts, Measure.PROPERTY));
    }

    private static SortedMap<String, Long> named(List<Counted> counts, Measure measure) {
        SortedMap<String, Long> named = new TreeMap<>();
        counts.stream()
                .filter(counted -> counted.count().measure() == measure)
                .forEach(counted -> named.put(counted.count().name(), counted.events()));
        return named;
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private static long since(List<Counted> counts, long firstMinute) {
        return named(counts, Measure.MINUTE).entrySet().stream()
                .filter(minute -> Long.parseLong(minute.getKey()) >= firstMinute)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    static long minute(Instant time) {
        return TimeUnit.SECONDS.toMinutes(time.getEpochSecond());
    }

    /** The first minute of the last hour. */
    static long firstMinute(Instant now) {
        return minute(now) - MINUTES + 1;
    }
}
