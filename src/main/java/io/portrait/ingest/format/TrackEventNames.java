package io.portrait.ingest.format;

import io.portrait.ingest.EventType;
import io.portrait.ingest.IngestProperties;
import io.portrait.ingest.format.TrackMapping.ProductScope;
import io.portrait.kernel.WriteBehind;
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
 * The names of track events, with the event types that the owner assigned to them and with their counts. Counts of known
 * names are collected in memory and written every five seconds; a crash loses the last ones. A name is known if the
 * e-commerce specification has it or the owner has mapped it. Other names are free text that may name a person, so
 * they are in the {@link Quarantine}.
 */
@Component
public class TrackEventNames {

    private static final TrackMapping CUSTOM = new TrackMapping(EventType.CUSTOM, ProductScope.SINGLE);

    private final JdbcTrackEventNames store;
    private final IngestProperties limits;
    private final Clock clock;
    private final WriteBehind<Map<String, Long>> counts;
    private volatile Map<String, TrackMapping> assignedMappings = Map.of();

    TrackEventNames(JdbcTrackEventNames store, IngestProperties limits, Clock clock) {
        this.store = store;
        this.limits = limits;
        this.clock = clock;
        this.counts = new WriteBehind<>(HashMap::new, TrackEventNames::sum, this::write);
        refresh();
    }

    private static Map<String, Long> sum(Map<String, Long> older, Map<String, Long> newer) {
        newer.forEach((name, count) -> older.merge(name, count, Long::sum));
        return older;
    }

    private void write(Map<String, Long> drained) {
        store.add(new TreeMap<>(drained), limits.maxTrackEventNames(), clock.instant());
    }

    /** The mapping of a normalized name: the owner's, else the specification's, else a custom event. */
    TrackMapping mappingOf(String name) {
        TrackMapping assigned = assignedMappings.get(name);
        return assigned != null ? assigned : TrackMapping.ofSpecification(name).orElse(CUSTOM);
    }

    /** A check whether the specification has a name or the owner has mapped it. */
    boolean isKnown(String name) {
        return assignedMappings.containsKey(name)
                || TrackMapping.ofSpecification(name).isPresent();
    }

    /** Counts an accepted event of a known name; once the limit of names is reached, new names are not counted. */
    void count(String name) {
        counts.update(content -> {
            if (content.size() < limits.maxTrackEventNames() || content.containsKey(name)) {
                content.merge(name, 1L, Long::sum);
            }
            return content.size();
        });
    }

    /** The names that arrived, the most frequent first. */
    public List<TrackEventName> list() {
        counts.flush();
        return store.list(2 * limits.maxTrackEventNames());
    }

    /**
     * Assigns a type to future events of a name, and takes the name out of quarantine; empty removes the assignment, and
     * the name with it unless the specification has it.
     */
    public void assignType(String name, Optional<EventType> type) {
        String normalized = TrackMapping.normalize(name);
        store.assignType(normalized, type.map(EventType::wireName), clock.instant());
        if (type.isEmpty() && TrackMapping.ofSpecification(normalized).isEmpty()) {
            store.delete(normalized);
        }
        refresh();
    }

    @Scheduled(fixedDelay = 5_000)
    void flushAndRefresh() {
        try {
            counts.flush();
            refresh();
        } catch (DataAccessException _) {
            // The buffer keeps the counts; the next run writes them.
        }
    }

    @PreDestroy
    void flush() {
        counts.flush();
    }

    private void refresh() {
        Map<String, TrackMapping> mappings = new HashMap<>();
        store.assignedTypes()
                .forEach((name, type) -> EventType.ofWireName(type)
                        .ifPresent(eventType -> mappings.put(name, TrackMapping.ofAssignedType(eventType))));
        assignedMappings = Map.copyOf(mappings);
    }
}
