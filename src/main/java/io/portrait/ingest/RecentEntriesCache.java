package io.portrait.ingest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * A cache of the newest entries for the profile projection of this instance, which otherwise would read back what was just
 * written.
 *
 * <p>(1) For each shard it has every entry with a position in {@code (coveredAfter, coveredThrough]}. Positions commit in
 * order, and a group is added after its commit. If a group begins where the last one ended, no other append ran in between.
 * Otherwise another instance has appended, or an append had an unknown result: then the cache restarts with the group.
 *
 * <p>(2) An empty result does not mean that there are no entries; the reader then queries the table.
 *
 * <p>(3) A read removes the entries that were read before. If the cache exceeds its capacity, it is cleared, and the entries
 * are read from the table.
 *
 * <p>(4) Entries of an erased person may still be in the cache after they were deleted from the table. Every group has the
 * number of erasures before it. A reader passes the number of erasures of its shard, and gets no entries of groups with a
 * smaller one. This works across instances, and also if a group is added late.
 */
@Component
class RecentEntriesCache {

    private final int capacity;
    private final List<Deque<JournalEntry>> shards = IntStream.range(0, Shard.COUNT)
            .<Deque<JournalEntry>>mapToObj(shard -> new ArrayDeque<>())
            .toList();
    private final long[] coveredAfter = new long[Shard.COUNT];

    /** By shard, the arrival time of the first unread entry. */
    private final @Nullable Instant[] unreadSince = new @Nullable Instant[Shard.COUNT];

    private long coveredThrough = -1;
    private int size;
    private long erasureCount;
    private Instant lastRead = Instant.MIN;

    @Autowired
    RecentEntriesCache(IngestProperties limits) {
        this(limits.recentEntries());
    }

    RecentEntriesCache(int capacity) {
        this.capacity = capacity;
    }

    /**
     * Adds a committed group.
     *
     * @param erasuresBefore the number of erasures before the group
     * @param positionBefore the position before the first one of the group
     * @param lastPosition the group's last position
     */
    synchronized void append(long erasuresBefore, long positionBefore, long lastPosition, List<JournalEntry> entries) {
        if (positionBefore != coveredThrough || erasuresBefore != erasureCount) {
            restartAfter(positionBefore);
            erasureCount = erasuresBefore;
        }
        entries.forEach(this::add);
        size += entries.size();
        coveredThrough = lastPosition;
        if (size > capacity) {
            restartAfter(lastPosition);
        }
    }

    private void add(JournalEntry entry) {
        int shard = Shard.of(entry.person());
        shards.get(shard).addLast(entry);
        if (unreadSince[shard] == null) {
            unreadSince[shard] = entry.receivedAt();
        }
    }

    /** The next entries of a shard; empty if the reader has to query the table. */
    synchronized List<JournalEntry> read(long lastErasure, int shard, long after, int limit, Instant now) {
        lastRead = now;
        if (erasureCount < lastErasure) {
            restartAfter(coveredThrough);
        }
        if (after < coveredAfter[shard]) {
            return List.of();
        }
        Deque<JournalEntry> waiting = shards.get(shard);
        while (!waiting.isEmpty() && waiting.getFirst().position() <= after) {
            waiting.removeFirst();
            size--;
        }
        coveredAfter[shard] = after;
        List<JournalEntry> next = waiting.stream().limit(limit + 1L).toList();
        boolean isComplete = next.size() <= limit;
        unreadSince[shard] = isComplete ? null : next.getLast().receivedAt();
        return isComplete ? next : next.subList(0, limit);
    }

    /** The age of the oldest unread entry; entries that are being applied are not counted. */
    synchronized Duration lag(Instant now) {
        return Arrays.stream(unreadSince)
                .filter(Objects::nonNull)
                .map(since -> Duration.between(since, now))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /** The time of the last read. */
    synchronized Instant lastRead() {
        return lastRead;
    }

    private void restartAfter(long position) {
        for (int shard = 0; shard < Shard.COUNT; shard++) {
            shards.get(shard).clear();
            coveredAfter[shard] = position;
            unreadSince[shard] = null;
        }
        size = 0;
        coveredThrough = position;
    }
}
