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
final class RowCache {

    private static final int INITIAL_SIZE = 1 << 16;
    private static final int MIN_SWEEP_THRESHOLD = 1 << 10;

    /** The part of its length that a row may grow by without moving. */
    private static final int SLACK_DIVISOR = 8;

    /** Where a row lies: how much had been given to places before it, ever, the bytes it may have, and has. */
    private static final class RowSlot {

        private long start;
        private int reserved;
        private int length;
    }

    private final int capacity;
    private final Map<UserId, RowSlot> slots = new HashMap<>();
    private byte[] bytes;
    private long allocatedBytes;
    private int sweepThreshold = MIN_SWEEP_THRESHOLD;
    private long rowsVersion;

    /** For rows of so many bytes in all; the memory is taken as it is needed. */
    RowCache(int capacity) {
        this.capacity = capacity;
        this.bytes = new byte[Math.min(INITIAL_SIZE, capacity)];
    }

    /** Copies of the current rows of these users, as far as they are here. */
    synchronized Map<UserId, byte[]> get(long expectedVersion, Collection<UserId> users) {
        if (expectedVersion != rowsVersion) {
            slots.clear();
            rowsVersion = expectedVersion;
        }
        Map<UserId, byte[]> rows = new HashMap<>();
        for (UserId user : users) {
            @Nullable RowSlot slot = slots.get(user);
            if (slot != null && isIntact(slot)) {
                rows.put(user, read(slot));
            }
        }
        return rows;
    }

    /** Keeps rows that were committed with a new stamp, unless somebody has been here since the last one was taken. */
    synchronized void put(long versionBefore, long versionAfter, Map<UserId, byte[]> committedRows) {
        if (versionBefore != rowsVersion) {
            return;
        }
        rowsVersion = versionAfter;
        committedRows.forEach(this::put);
        dropOverwrittenSlots();
    }

    /** Forgets rows that were changed or removed elsewhere, and takes the stamp that this was done under. */
    synchronized void invalidate(long versionBefore, long versionAfter, Collection<UserId> users) {
        slots.keySet().removeAll(users);
        put(versionBefore, versionAfter, Map.of());
    }

    private void put(UserId user, byte[] row) {
        if (row.length > capacity) {
            slots.remove(user);
            return;
        }
        RowSlot slot = slots.computeIfAbsent(user, unknown -> new RowSlot());
        if (row.length > slot.reserved || !isIntact(slot)) {
            allocate(slot, Math.min(row.length + row.length / SLACK_DIVISOR, capacity));
        }
        slot.length = row.length;
        write(row, slot);
    }

    private void allocate(RowSlot slot, int reserved) {
        growFor(reserved);
        slot.start = allocatedBytes;
        slot.reserved = reserved;
        allocatedBytes += reserved;
    }

    /** Grows until the capacity is reached; nothing has been written over before. */
    private void growFor(int length) {
        if (allocatedBytes + length > bytes.length && bytes.length < capacity) {
            long newLength = Math.max(2L * bytes.length, allocatedBytes + length);
            bytes = Arrays.copyOf(bytes, (int) Math.min(newLength, capacity));
        }
    }

    private void write(byte[] row, RowSlot slot) {
        int index = Math.floorMod(slot.start, bytes.length);
        int firstPart = Math.min(row.length, bytes.length - index);
        System.arraycopy(row, 0, bytes, index, firstPart);
        System.arraycopy(row, firstPart, bytes, 0, row.length - firstPart);
    }

    private byte[] read(RowSlot slot) {
        byte[] row = new byte[slot.length];
        int index = Math.floorMod(slot.start, bytes.length);
        int firstPart = Math.min(row.length, bytes.length - index);
        System.arraycopy(bytes, index, row, 0, firstPart);
        System.arraycopy(bytes, 0, row, firstPart, row.length - firstPart);
        return row;
    }

    private boolean isIntact(RowSlot slot) {
        return slot.start >= allocatedBytes - bytes.length;
    }

    /** Drops the places of what was written over, seldom enough to cost little each time. */
    private void dropOverwrittenSlots() {
        if (slots.size() >= sweepThreshold) {
            slots.values().removeIf(slot -> !isIntact(slot));
            sweepThreshold = Math.max(MIN_SWEEP_THRESHOLD, 2 * slots.size());
        }
    }
}
