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
 * The names of track events, with the event types that the operator assigned to them and with their counts. Counts are
 * collected in memory and written every five seconds; a crash loses the last ones.
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

    /** The mapping of a normalized name: the operator's, else the specification's, else a custom event. */
    TrackMapping mappingOf(String name) {
        TrackMapping assigned = assignedMappings.get(name);
        return assigned != null ? assigned : TrackMapping.ofSpecification(name).orElse(CUSTOM);
    }

    /** Counts an accepted event of a name; once the limit of names is reached, new names are not counted. */
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
        return store.list();
    }

    /** Assigns a type to future events of a name; empty removes the assignment. */
    public void assignType(String name, Optional<EventType> type) {
        store.assignType(TrackMapping.normalize(name), type.map(EventType::wireName), clock.instant());
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
