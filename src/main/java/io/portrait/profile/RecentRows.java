package io.portrait.profile;

import io.portrait.kernel.UserId;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one shard that were written last, in memory as they are stored, so that an active user's row need not be read
 * for every batch.
 *
 * <p>They are current only while nobody else has written rows of the shard. Everyone who does draws a new stamp, in the
 * same transaction; so what is kept here is good under the stamp that was written with it, and under no other: not
 * after another instance's step, nor after a crash of the database that took the last step back.
 *
 * <p>All rows lie in one array. A row's next version takes its place if it fits, and there is some room to grow; where
 * there is none, it gets a new place. These are given from the array's beginning to its end and then from its beginning
 * again, over what got its place first. A row is written every few milliseconds and lives for seconds: as objects of
 * their own they would all be copied by the collector, which stops everything meanwhile.
 */
final class RecentRows {

    private static final int FIRST_SIZE = 1 << 16;
    private static final int FIRST_SWEEP = 1 << 10;

    /** The part of its length that a row may grow by without moving. */
    private static final int GROWTH = 8;

    /** Where a row lies: how much had been given to places before it, ever, the bytes it may have, and has. */
    private static final class Place {

        private long from;
        private int room;
        private int length;
    }

    private final int capacity;
    private final Map<UserId, Place> places = new HashMap<>();
    private byte[] bytes;
    private long given;
    private int sweepAt = FIRST_SWEEP;
    private long stamp;

    /** For rows of so many bytes in all; the memory is taken as it is needed. */
    RecentRows(int capacity) {
        this.capacity = capacity;
        this.bytes = new byte[Math.min(FIRST_SIZE, capacity)];
    }

    /** Copies of the current rows of these users, as far as they are here. */
    synchronized Map<UserId, byte[]> current(long currentStamp, Collection<UserId> users) {
        if (currentStamp != stamp) {
            places.clear();
            stamp = currentStamp;
        }
        Map<UserId, byte[]> rows = new HashMap<>();
        for (UserId user : users) {
            @Nullable Place place = places.get(user);
            if (place != null && isWhole(place)) {
                rows.put(user, read(place));
            }
        }
        return rows;
    }

    /** Keeps rows that were committed with a new stamp, unless somebody has been here since the last one was taken. */
    synchronized void put(long takenUnder, long newStamp, Map<UserId, byte[]> committed) {
        if (takenUnder != stamp) {
            return;
        }
        stamp = newStamp;
        committed.forEach(this::put);
        sweep();
    }

    /** Forgets rows that were changed or removed elsewhere, and takes the stamp that this was done under. */
    synchronized void forget(long takenUnder, long newStamp, Collection<UserId> users) {
        places.keySet().removeAll(users);
        put(takenUnder, newStamp, Map.of());
    }

    private void put(UserId user, byte[] row) {
        if (row.length > capacity) {
            places.remove(user);
            return;
        }
        Place place = places.computeIfAbsent(user, unknown -> new Place());
        if (row.length > place.room || !isWhole(place)) {
            give(place, Math.min(row.length + row.length / GROWTH, capacity));
        }
        place.length = row.length;
        write(row, place);
    }

    private void give(Place place, int room) {
        makeRoom(room);
        place.from = given;
        place.room = room;
        given += room;
    }

    /** Grows until the capacity is reached; nothing has been written over before. */
    private void makeRoom(int length) {
        if (given + length > bytes.length && bytes.length < capacity) {
            long wanted = Math.max(2L * bytes.length, given + length);
            bytes = Arrays.copyOf(bytes, (int) Math.min(wanted, capacity));
        }
    }

    private void write(byte[] row, Place place) {
        int at = Math.floorMod(place.from, bytes.length);
        int fits = Math.min(row.length, bytes.length - at);
        System.arraycopy(row, 0, bytes, at, fits);
        System.arraycopy(row, fits, bytes, 0, row.length - fits);
    }

    private byte[] read(Place place) {
        byte[] row = new byte[place.length];
        int at = Math.floorMod(place.from, bytes.length);
        int fits = Math.min(row.length, bytes.length - at);
        System.arraycopy(bytes, at, row, 0, fits);
        System.arraycopy(bytes, 0, row, fits, row.length - fits);
        return row;
    }

    private boolean isWhole(Place place) {
        return place.from >= given - bytes.length;
    }

    /** Drops the places of what was written over, seldom enough to cost little each time. */
    private void sweep() {
        if (places.size() >= sweepAt) {
            places.values().removeIf(place -> !isWhole(place));
            sweepAt = Math.max(FIRST_SWEEP, 2 * places.size());
        }
    }
}
