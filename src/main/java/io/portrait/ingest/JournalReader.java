package io.portrait.ingest;

import io.portrait.kernel.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Read access to the append-only journal: all accepted events in one total order; the events of a user are in one shard. */
public interface JournalReader {

    /**
     * The next entries of a shard, in order. A reader that has seen a position has seen all earlier ones, because appends
     * commit in the order of their positions.
     *
     * @param after the last position that was read; 0 at first
     */
    List<JournalEntry> read(int shard, long after, int limit);

    /**
     * The next entries of a shard for a projection that is close to the end of the journal; the newest ones may come from
     * memory.
     *
     * @param erasureCount the number of erasures that the reader has seen; older entries in memory are not returned
     */
    List<JournalEntry> readRecent(int shard, long after, int limit, long erasureCount);

    /**
     * The entries of all shards in a range of positions, in order.
     *
     * @param after the last position that was read; 0 at first
     * @param upTo the last position of the range
     */
    List<JournalEntry> readAll(long after, long upTo);

    /**
     * The entries of a person under all of their ids, the newest arrival first.
     *
     * @param before an exclusive upper bound of the positions
     */
    List<JournalEntry> history(UserId user, long before, int limit);

    /**
     * The last entries of some ids, in order.
     *
     * @param before an exclusive upper bound of the positions
     */
    List<JournalEntry> latest(Set<UserId> ids, long before, int limit);

    /**
     * All entries of some ids in order, in pages. Within a transaction, only one page is in memory at a time.
     *
     * @param before an exclusive upper bound of the positions
     */
    void replay(Set<UserId> ids, long before, Consumer<List<JournalEntry>> pages);

    /** The last assigned position; all appends up to it are committed or rolled back. */
    long lastPosition();

    /** The end of the journal. */
    JournalEnd end();

    /**
     * The end of the journal.
     *
     * @param position the last assigned position; all appends up to it are committed or rolled back
     * @param at a time: every event that was accepted before is at or before the position
     */
    record JournalEnd(long position, Instant at) {}

    /** The entries after some positions, by shard; at most 2,000 per shard are counted. */
    JournalBacklog backlog(Map<Integer, Long> positions);

    /**
     * Entries that are not applied yet.
     *
     * @param oldest the arrival time of the first one
     */
    record JournalBacklog(long entries, Optional<Instant> oldest) {}

    /** A check whether the journal holds entries under a user id. */
    boolean hasEntries(UserId user);

    /** A check whether a shard holds entries in {@code (after, upTo]}. */
    boolean hasEntries(int shard, long after, long upTo);
}
