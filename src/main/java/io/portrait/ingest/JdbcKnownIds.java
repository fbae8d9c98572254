package io.portrait.ingest;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.portrait.kernel.UserId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The record of all ids that were ever seen. It is written by each append, under the lock of the journal's head.
 *
 * <p>Most events have ids that are in the record already, so the most recent ids are cached. An entry of the cache can be
 * outdated only because the id was erased. Then its row is missing, and clients cannot link it, which is right.
 */
@Component
class JdbcKnownIds implements KnownIds {

    private static final String FIND = "SELECT id, anonymous_only FROM known_id WHERE id = ANY (?::text[])";

    /** Updates only rows that change, because a row lock would be written to the disk. */
    private static final String RECORD = """
            WITH seen AS (SELECT * FROM unnest(?::text[], ?::boolean[]) AS s(id, anonymous_only)),
            named AS (UPDATE known_id SET anonymous_only = false FROM seen
                      WHERE known_id.id = seen.id AND known_id.anonymous_only AND NOT seen.anonymous_only)
            INSERT INTO known_id (id, anonymous_only) SELECT id, anonymous_only FROM seen ON CONFLICT (id) DO NOTHING
            """;

    /** About 10 MB of memory. */
    private static final int CACHED_IDS = 100_000;

    private final JdbcTemplate jdbc;

    /** The ids that were read or written lately; true if an id was seen as an anonymous id only. */
    private final Cache<UserId, Boolean> cache =
            Caffeine.newBuilder().maximumSize(CACHED_IDS).build();

    JdbcKnownIds(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** The known ones of these ids; true if an id was seen as an anonymous id only. */
    Map<UserId, Boolean> find(Set<UserId> ids) {
        Map<UserId, Boolean> found = new HashMap<>();
        jdbc.query(
                FIND,
                row -> {
                    found.put(new UserId(row.getString("id")), row.getBoolean("anonymous_only"));
                },
                (Object) ids.stream().map(UserId::value).toArray(String[]::new));
        return found;
    }

    /**
     * Records the ids of new journal entries, in the transaction that appends them.
     *
     * @return the recorded ids, to be {@linkplain #cache cached} after the commit
     */
    Map<UserId, Boolean> record(List<JournalEntry> entries) {
        Map<UserId, Boolean> seen = seenIn(entries);
        seen.keySet().removeIf(id -> isCached(id, seen.getOrDefault(id, false)));
        if (!seen.isEmpty()) {
            record(seen);
        }
        return seen;
    }

    /** Caches ids whose record has committed. */
    void cache(Map<UserId, Boolean> recorded) {
        cache.putAll(recorded);
    }

    /** A check whether the record has this use of an id already. */
    private boolean isCached(UserId id, boolean anonymousOnly) {
        Boolean recorded = cache.getIfPresent(id);
        return recorded != null && (anonymousOnly || !recorded);
    }

    private static Map<UserId, Boolean> seenIn(List<JournalEntry> entries) {
        Map<UserId, Boolean> seen = new HashMap<>();
        for (JournalEntry entry : entries) {
            Event event = entry.event();
            seen.merge(event.userId(), event.anonymous(), Boolean::logicalAnd);
            if (event.payload() instanceof EventPayload.Identify identify && identify.anonymousId() != null) {
                seen.putIfAbsent(identify.anonymousId(), true);
            }
        }
        return seen;
    }

    private void record(Map<UserId, Boolean> seen) {
        jdbc.update(
                RECORD,
                seen.keySet().stream().map(UserId::value).toArray(String[]::new),
                seen.values().toArray(Boolean[]::new));
    }

    @Override
    public void markKnown(Collection<UserId> ids) {
        Map<UserId, Boolean> named = new HashMap<>();
        ids.forEach(id -> named.put(id, false));
        record(named);
    }
}
