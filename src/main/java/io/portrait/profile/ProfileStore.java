package io.portrait.profile;

import io.portrait.kernel.UserId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;

/** The stored profile rows, and the offset of the projection in each shard of the journal. */
interface ProfileStore {

    /** The row of the owner of an id. */
    Optional<UserState> find(UserId user);

    /** The row of the owner of an id; empty if the owner has restricted its processing. */
    Optional<UserState> findUnrestricted(UserId user);

    /** The states of these users; a new state for each user without a row. */
    Map<UserId, UserState> findOrCreate(SortedSet<UserId> users);

    /** The states of these users, without users that have no row. */
    Map<UserId, UserState> findExisting(SortedSet<UserId> users);

    /** Deletes a row. */
    void remove(UserId user);

    /**
     * Holds what external readers see of a user whose row an identity change removes or creates, until the epoch of the
     * change is released. A second change in the same epoch does not change it.
     *
     * @param removed the row that is removed; empty if the change creates the row
     */
    void holdExposure(UserId user, long epoch, Optional<UserState> removed);

    /** The row of a user that was removed by an identity change and may have contributions that are not released. */
    Optional<UserState> findHeld(UserId user);

    /** Ends the holds of epochs before an epoch. */
    void endHolds(long beforeEpoch);

    /**
     * Saves rows in the order of their users (invariant 4, src/docs/invariants.md); returns them as they are stored.
     */
    Map<UserId, byte[]> save(Collection<UserState> states);

    /** Decodes a row. */
    UserState decode(UserId user, byte[] row);

    /**
     * Locks the offset of a shard until the end of the running transaction.
     *
     * @return empty if another transaction holds the lock
     */
    Optional<ShardOffset> tryLock(int shard);

    /**
     * Locks the offsets of shards, in ascending order, until the end of the running transaction; waits for each lock.
     */
    SortedMap<Integer, ShardOffset> lock(SortedSet<Integer> shards);

    /**
     * Saves the new offset of a locked shard, under a new rows version, in the transaction that writes the rows.
     *
     * <p>Makes the commit of the transaction asynchronous: rows and offset that are lost together in a crash are
     * computed again from the journal.
     *
     * @return the saved offset
     */
    ShardOffset saveOffset(int shard, ShardOffset offset, long position);

    /**
     * The offset of the projection in a shard.
     *
     * @param position the journal position through which the shard is applied
     * @param rowsVersion a random number, drawn anew by every transaction that changes rows of the shard
     * @param lastErasure the number of the last erasure that deleted entries of the shard
     */
    record ShardOffset(long position, long rowsVersion, long lastErasure) {}

    /** The positions through which the shards are applied. */
    Map<Integer, Long> positions();

    /** The position through which a shard is applied. */
    long position(int shard);

    /** The row versions of these users, without users that have no row. Every change of a row changes its version. */
    Map<UserId, Long> rowVersions(Collection<UserId> users);

    /** The approximate number of rows. */
    long estimatedCount();

    /**
     * A page of the states of users with events in or after an epoch, by user id, with the rows that identity changes have
     * removed.
     *
     * @param after the last user of the previous page; empty for the first page
     */
    List<UserState> pageWithHeld(Optional<UserId> after, long touchedSinceEpoch, int limit);

    /**
     * A page of the states of all users who have not restricted their processing, by user id.
     *
     * @param after the last user of the previous page; empty for the first page
     */
    List<UserState> unrestrictedPage(Optional<UserId> after, int limit);
}
