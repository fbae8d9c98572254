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
 * The newest entries, in memory for this instance's drain, which would otherwise read back what was just written.
 *
 * <p>(1) It holds, of each shard, every entry with a position in {@code (from, to]}. Positions are committed in their
 * order, and a group is put here after its commit; so if a group begins where the last one ended, nobody has appended in
 * between. If it does not, another instance has, or an append had an unknown outcome: then the tail begins anew with the
 * group.
 *
 * <p>(2) It never says that there is nothing: where it has nothing to give, the table is asked.
 *
 * <p>(3) What was read is dropped with the next read; when too much is waiting, all is dropped, and is read from the
 * table.
 *
 * <p>(4) An erased person's entries may be here and nowhere else. Every group knows how many erasures came before it;
 * whoever reads names the last erasure of the shard, and gets nothing of groups before that. That makes no difference
 * between instances, nor whether a group's thread was slow to bring it here.
 */
@Component
class RecentEntriesCache {

    private final int capacity;
    private final List<Deque<JournalEntry>> shards = IntStream.range(0, Shard.COUNT)
            .<Deque<JournalEntry>>mapToObj(shard -> new ArrayDeque<>())
            .toList();
    private final long[] coveredAfter = new long[Shard.COUNT];

    /** Of each shard, when the first entry that nobody has read yet arrived. */
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
     * Takes a committed group.
     *
     * @param erasuresBefore how many erasures there were before it
     * @param positionBefore the position before the group's first
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

    /** The next entries of a shard; none where only the table can tell. */
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

    /** How long the oldest entry that nobody has read yet has been waiting; what is being applied does not wait. */
    synchronized Duration lag(Instant now) {
        return Arrays.stream(unreadSince)
                .filter(Objects::nonNull)
                .map(since -> Duration.between(since, now))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /** When somebody asked last. */
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
