package io.portrait.profile;

import io.portrait.kernel.UserId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;

/** The rows of the users, and how far each shard has been applied. */
interface ProfileStore {

    /** The row of the person an id belongs to. */
    Optional<UserState> find(UserId user);

    /** The same, unless the person has decided that it must rest. */
    Optional<UserState> findUnrestricted(UserId user);

    /** The states of these users; a user without a row gets a fresh one. */
    Map<UserId, UserState> findOrCreate(SortedSet<UserId> users);

    /** The stored states of these users, without those who have none. */
    Map<UserId, UserState> findExisting(SortedSet<UserId> users);

    /** Takes a row away. */
    void remove(UserId user);

    /** Writes rows in the order of their users (invariant 4); gives them as they are stored. */
    Map<UserId, byte[]> save(Collection<UserState> states);

    /** The state that a row holds. */
    UserState decode(UserId user, byte[] row);

    /**
     * Claims a shard for the running transaction.
     *
     * @return how far it is applied; empty if somebody else is at it
     */
    Optional<ShardOffset> tryLock(int shard);

    /** Claims shards for the running transaction, in their order; waits for whoever is at them. */
    SortedMap<Integer, ShardOffset> lock(SortedSet<Integer> shards);

    /** Notes, in the transaction that writes the rows, how far a shard is applied. */
    void saveOffset(int shard, ShardOffset offset);

    /**
     * How far a shard is applied.
     *
     * @param rowsVersion drawn anew for every change of the shard's rows, whoever makes it
     * @param lastErasure the last erasure that took something out of the shard
     */
    record ShardOffset(long position, long rowsVersion, long lastErasure) {

        ShardOffset advancedTo(long newPosition, long newRowsVersion) {
            return new ShardOffset(newPosition, newRowsVersion, lastErasure);
        }
    }

    /** How far each shard is applied. */
    Map<Integer, Long> positions();

    /** The versions of these users' rows: another one after every change of a row. Without a row there is none. */
    Map<UserId, Long> rowVersions(Collection<UserId> users);

    /** About how many rows there are. */
    long estimatedCount();

    /** The position up to which a shard is applied. */
    long position(int shard);

    /**
     * States by user id, for those touched in or after an epoch.
     *
     * @param after the last user of the page before; empty at first
     */
    List<UserState> page(Optional<UserId> after, long touchedSinceEpoch, int limit);
}
