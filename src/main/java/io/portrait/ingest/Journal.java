package io.portrait.ingest;

import io.portrait.kernel.UserId;
import java.util.List;

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
     * A user's entries, newest arrival first.
     *
     * @param before only positions below this one
     */
    List<JournalEntry> history(UserId user, long before, int limit);

    /** The last position given out; everything up to it is committed or was rolled back. */
    long head();

    /**
     * From now on arrivals belong to another release epoch.
     *
     * @return the position up to which arrivals belong to earlier epochs
     */
    long openEpoch(long epoch);

    /** Whether a shard holds entries in {@code (after, upTo]}. */
    boolean hasEntries(int shard, long after, long upTo);
}
