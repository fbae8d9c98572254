package io.portrait.profile;

import io.portrait.ingest.Shard;
import io.portrait.kernel.UserId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/** The profile rows that the projection reads and writes: one {@link RowCache} per shard in front of the store. */
@Component
class CachedProfileRows {

    /** The rows version of a shard before and after a change of its rows. */
    record RowsVersionChange(long before, long after) {}

    private final ProfileStore store;
    private final NewUserListener newUserListener;
    private final List<RowCache> rowCaches;

    CachedProfileRows(ProfileStore store, NewUserListener newUserListener, ProfileProperties properties) {
        this.store = store;
        this.newUserListener = newUserListener;
        this.rowCaches = IntStream.range(0, Shard.COUNT)
                .mapToObj(shard -> new RowCache(properties.rowCachePerShard()))
                .toList();
    }

    /** The states of these users of a shard; announces users without a row, whose state is new. */
    Map<UserId, UserState> findOrCreate(int shard, long rowsVersion, Set<UserId> users) {
        Map<UserId, UserState> states = new HashMap<>();
        rowCaches.get(shard).get(rowsVersion, users).forEach((user, row) -> states.put(user, store.decode(user, row)));
        SortedSet<UserId> uncached = new TreeSet<>(users);
        uncached.removeAll(states.keySet());
        states.putAll(store.findOrCreate(uncached));
        announceNewUsers(states.values());
        return states;
    }

    private void announceNewUsers(Collection<UserState> states) {
        List<UserId> newUsers = states.stream()
                .filter(state -> state.eventsSeen() == 0)
                .map(UserState::user)
                .sorted()
                .toList();
        if (!newUsers.isEmpty()) {
            newUserListener.onNewUsers(newUsers);
        }
    }

    /** Saves rows within the running transaction; returns them as they are stored. */
    Map<UserId, byte[]> save(Collection<UserState> states) {
        return store.save(states);
    }

    /** Caches rows whose transaction is committed. */
    void cache(int shard, RowsVersionChange version, Map<UserId, byte[]> committedRows) {
        rowCaches.get(shard).put(version.before(), version.after(), committedRows);
    }

    /** Removes rows that a committed identity change has replaced; the other rows stay valid under the new version. */
    void invalidate(int shard, RowsVersionChange version, Set<UserId> users) {
        rowCaches.get(shard).invalidate(version.before(), version.after(), users);
    }
}
