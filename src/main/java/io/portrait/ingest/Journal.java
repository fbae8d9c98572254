package io.portrait.ingest;

import io.portrait.kernel.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The append-only truth: every accepted event in one total order, each user's events in one shard of it. */
public interface Journal {

    /**
     * The next entries of a shard, in order. Whoever has seen a position has seen all before it: appends commit in the
     * order of their positions.
     *
     * @param after the last position already seen, 0 at first
     */
    List<JournalEntry> read(int shard, long after, int limit);

    /**
     * The same for whoever keeps up with the journal; the newest entries may come from memory.
     *
     * @param erasureCount of what was in memory before this erasure nothing is given
     */
    List<JournalEntry> readRecent(int shard, long after, int limit, long erasureCount);

    /**
     * The next ratings of all shards, in order.
     *
     * @param after the last position already seen, 0 at first
     */
    List<JournalEntry> readRatings(long after, int limit);

    /** Whether the journal holds ratings of a user. */
    boolean hasRatings(UserId user);

    /**
     * The entries of all shards within some positions, in order.
     *
     * @param after the last position already seen, 0 at first
     * @param upTo the last to be read
     */
    List<JournalEntry> readAll(long after, long upTo);

    /**
     * A person's entries under all of their ids, newest arrival first.
     *
     * @param before only positions below this one
     */
    List<JournalEntry> history(UserId user, long before, int limit);

    /**
     * All entries of these ids in order, in pages; within a transaction they are not in memory all at once.
     *
     * @param before only positions below this one
     */
    void replay(Set<UserId> ids, long before, Consumer<List<JournalEntry>> pages);

    /** The last position given out; everything up to it is committed or was rolled back. */
    long lastPosition();

    /** What lies behind these positions, by shard. Counts some thousands a shard at most. */
    JournalBacklog backlog(Map<Integer, Long> positions);

    /**
     * Entries that wait.
     *
     * @param oldest arrival of the first of them
     */
    record JournalBacklog(long entries, Optional<Instant> oldest) {}

    /** Whether a shard holds entries in {@code (after, upTo]}. */
    boolean hasEntries(int shard, long after, long upTo);
}
