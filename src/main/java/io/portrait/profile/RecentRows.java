package io.portrait.profile;

import io.portrait.kernel.UserId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/**
 * The rows of one shard that were written last, in memory as they are stored, so that an active user's row need not be read
 * for every batch. Bytes and not states: ten times as many fit, and the collector has one thing to copy instead of hundreds.
 *
 * <p>They are current only while nobody else has written rows of the shard. Everyone who does draws a new stamp, in the
 * same transaction; so what is kept here is good under the stamp that was written with it, and under no other: not
 * after another instance's step, nor after a crash of the database that took the last step back.
 *
 * <p>Whoever takes a row out is about to replace it, and brings the new one when his transaction is committed.
 */
final class RecentRows {

    private final int capacity;
    private final SequencedMap<UserId, byte[]> rows = new LinkedHashMap<>();
    private long stamp;

    RecentRows(int capacity) {
        this.capacity = capacity;
    }

    /** Takes out the current rows of these users, as far as they are here. */
    synchronized Map<UserId, byte[]> take(long currentStamp, Set<UserId> users) {
        if (currentStamp != stamp) {
            rows.clear();
            stamp = currentStamp;
        }
        Map<UserId, byte[]> taken = new HashMap<>();
        for (UserId user : users) {
            byte[] row = rows.remove(user);
            if (row != null) {
                taken.put(user, row);
            }
        }
        return taken;
    }

    /** Brings rows that were committed with a new stamp, unless somebody has been here since theirs were taken. */
    synchronized void put(long takenUnder, long newStamp, Map<UserId, byte[]> committed) {
        if (takenUnder != stamp) {
            return;
        }
        stamp = newStamp;
        rows.putAll(committed);
        while (rows.size() > capacity) {
            rows.pollFirstEntry();
        }
    }
}
