package io.portrait.dialect;

import io.portrait.dialect.Tracked.Scope;
import io.portrait.ingest.EventType;
import io.portrait.ingest.IngestProperties;
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
public class TrackNames {

    private static final Tracked CUSTOM = new Tracked(EventType.CUSTOM, Scope.ONE);

    private final JdbcTrackNames stored;
    private final IngestProperties limits;
    private final Clock clock;
    private volatile Map<String, Tracked> mapped = Map.of();
    private Map<String, Long> counted = new HashMap<>();

    TrackNames(JdbcTrackNames stored, IngestProperties limits, Clock clock) {
        this.stored = stored;
        this.limits = limits;
        this.clock = clock;
        refresh();
    }

    /** What a name in its normal form means: by the owner's word, else by the specification, else nothing of ours. */
    Tracked meaning(String name) {
        Tracked byOwner = mapped.get(name);
        return byOwner != null ? byOwner : Tracked.specified(name).orElse(CUSTOM);
    }

    /** Counts a name that came; beyond the limit new ones are not counted. */
    synchronized void count(String name) {
        if (counted.size() < limits.maxTrackNames() || counted.containsKey(name)) {
            counted.merge(name, 1L, Long::sum);
        }
    }

    /** The names that came, the most frequent first. */
    public List<TrackName> list() {
        flush();
        return stored.list();
    }

    /** From now on events of a name are taken for a type; empty: for what they are by themselves. */
    public void map(String name, Optional<EventType> type) {
        stored.map(Tracked.normal(name), type.map(EventType::wireName), clock.instant());
        refresh();
    }

    @Scheduled(fixedDelay = 5_000)
    void turn() {
        try {
            flush();
            refresh();
        } catch (DataAccessException _) {
            // The counts are kept, and written when the database is back.
        }
    }

    @PreDestroy
    void flush() {
        Map<String, Long> counts = takeCounts();
        try {
            stored.add(new TreeMap<>(counts), limits.maxTrackNames(), clock.instant());
        } catch (DataAccessException e) {
            counts.forEach(this::giveBack);
            throw e;
        }
    }

    private synchronized Map<String, Long> takeCounts() {
        Map<String, Long> taken = counted;
        counted = new HashMap<>();
        return taken;
    }

    private synchronized void giveBack(String name, long count) {
        counted.merge(name, count, Long::sum);
    }

    private void refresh() {
        Map<String, Tracked> now = new HashMap<>();
        stored.mappings()
                .forEach(
                        (name, type) -> EventType.named(type).ifPresent(known -> now.put(name, Tracked.mapped(known))));
        mapped = Map.copyOf(now);
    }
}
