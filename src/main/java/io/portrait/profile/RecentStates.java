package io.portrait.profile;

import io.portrait.kernel.UserId;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/**
 * The states of one shard that were written last, in memory, so that an active user's row need not be read for every
 * batch.
 *
 * <p>They are current only while nobody else has written rows of the shard. Everyone who does draws a new stamp, in the
 * same transaction; so what is kept here is good under the stamp that was written with it, and under no other: not
 * after another instance's step, nor after a crash of the database that took the last step back.
 *
 * <p>A state that is taken out belongs to the taker, who changes it; he brings it back when his transaction is
 * committed, or not at all.
 */
final class RecentStates {

    private final int capacity;
    private final SequencedMap<UserId, UserState> states = new LinkedHashMap<>();
    private long stamp;

    RecentStates(int capacity) {
        this.capacity = capacity;
    }

    /** Takes out the current states of these users, as far as they are here. */
    synchronized Map<UserId, UserState> take(long currentStamp, Set<UserId> users) {
        if (currentStamp != stamp) {
            states.clear();
            stamp = currentStamp;
        }
        Map<UserId, UserState> taken = new HashMap<>();
        for (UserId user : users) {
            UserState state = states.remove(user);
            if (state != null) {
                taken.put(user, state);
            }
        }
        return taken;
    }

    /** Brings states back that were committed with a new stamp, unless somebody has been here since they were taken. */
    synchronized void put(long takenUnder, long newStamp, Collection<UserState> committed) {
        if (takenUnder != stamp) {
            return;
        }
        stamp = newStamp;
        committed.forEach(state -> states.put(state.user, state));
        while (states.size() > capacity) {
            states.pollFirstEntry();
        }
    }
}
