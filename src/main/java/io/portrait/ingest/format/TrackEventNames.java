package io.portrait.ingest.format;

import io.portrait.ingest.EventType;
import io.portrait.ingest.IngestProperties;
import io.portrait.ingest.format.TrackMapping.ProductScope;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The names of track events: what they mean, and which came that mean nothing yet. Counted in memory and written every few
 * seconds, so a crash loses some of the count, and nothing else.
 */
@Component
public class TrackEventNames {

    private static final TrackMapping CUSTOM = new TrackMapping(EventType.CUSTOM, ProductScope.SINGLE);

    private final JdbcTrackEventNames store;
    private final IngestProperties limits;
    private final Clock clock;
    private volatile Map<String, TrackMapping> assignedMappings = Map.of();
    private Map<String, Long> counts = new HashMap<>();

    TrackEventNames(JdbcTrackEventNames store, IngestProperties limits, Clock clock) {
        this.store = store;
        this.limits = limits;
        this.clock = clock;
        refresh();
    }

    /** What a name in its normal form means: by the owner's word, else by the specification, else nothing of ours. */
    TrackMapping mappingOf(String name) {
        TrackMapping assigned = assignedMappings.get(name);
        return assigned != null ? assigned : TrackMapping.ofSpecification(name).orElse(CUSTOM);
    }

    /** Counts a name that came; beyond the limit new ones are not counted. */
    synchronized void count(String name) {
        if (counts.size() < limits.maxTrackEventNames() || counts.containsKey(name)) {
            counts.merge(name, 1L, Long::sum);
        }
    }

    /** The names that came, the most frequent first. */
    public List<TrackEventName> list() {
        flush();
        return store.list();
    }

    /** From now on events of a name are taken for a type; empty: for what they are by themselves. */
    public void assignType(String name, Optional<EventType> type) {
        store.assignType(TrackMapping.normalize(name), type.map(EventType::wireName), clock.instant());
        refresh();
    }

    @Scheduled(fixedDelay = 5_000)
    void flushAndRefresh() {
        try {
            flush();
            refresh();
        } catch (DataAccessException _) {
            // The counts are kept, and written when the database is back.
        }
    }

    @PreDestroy
    void flush() {
        Map<String, Long> drainedCounts = drainCounts();
        try {
            store.add(new TreeMap<>(drainedCounts), limits.maxTrackEventNames(), clock.instant());
        } catch (DataAccessException e) {
            drainedCounts.forEach(this::restore);
            throw e;
        }
    }

    private synchronized Map<String, Long> drainCounts() {
        Map<String, Long> drained = counts;
        counts = new HashMap<>();
        return drained;
    }

    private synchronized void restore(String name, long count) {
        counts.merge(name, count, Long::sum);
    }

    private void refresh() {
        Map<String, TrackMapping> mappings = new HashMap<>();
        store.assignedTypes()
                .forEach((name, type) -> EventType.ofWireName(type)
                        .ifPresent(eventType -> mappings.put(name, TrackMapping.ofAssignedType(eventType))));
        assignedMappings = Map.copyOf(mappings);
    }
}
