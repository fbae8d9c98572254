package io.portrait.profile;

import io.portrait.kernel.UserId;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A cache of the most recently written rows of one shard, in their stored form, so that the row of an active user need
 * not be read for every batch. Thread-safe.
 *
 * <p>The cached rows are valid only while no other instance has changed rows of the shard. Every transaction that
 * changes rows draws a new rows version and stores it with them. A cached row is therefore valid only under the version
 * with which it was written: not after a batch of another instance, and not after a crash of the database that has
 * undone the last batch.
 *
 * <p>All rows lie in one byte array. A new version of a row overwrites the old one in its slot if it fits; a slot has
 * some slack. Otherwise the row gets a new slot. Slots are allocated from the start of the array to its end and then
 * from the start again, over the oldest ones. Rows as separate objects would be copied by the garbage collector,
 * because a row is written every few milliseconds and lives for seconds.
 */
final class RowCache {

    private static final int INITIAL_SIZE = 1 << 16;
    private static final int MIN_SWEEP_THRESHOLD = 1 << 10;

    /** The inverse of the share of its length that a row may grow by without a new slot. */
    private static final int SLACK_DIVISOR = 8;

    /** The location of a row: total bytes allocated before it, allocated length, used length. */
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

    /** A cache of at most {@code capacity} bytes, which are allocated as needed. */
    RowCache(int capacity) {
        this.capacity = capacity;
        this.bytes = new byte[Math.min(INITIAL_SIZE, capacity)];
    }

    /** Copies of the cached rows of these users that are valid under a version. */
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

    /** Caches committed rows, unless the version has changed since {@code versionBefore}. */
    synchronized void put(long versionBefore, long versionAfter, Map<UserId, byte[]> committedRows) {
        if (versionBefore != rowsVersion) {
            return;
        }
        rowsVersion = versionAfter;
        committedRows.forEach(this::put);
        dropOverwrittenSlots();
    }

    /** Removes rows that were changed elsewhere, and continues under the version of that change. */
    synchronized void invalidate(long versionBefore, long versionAfter, Collection<UserId> users) {
        slots.keySet().removeAll(users);
        put(versionBefore, versionAfter, Map.of());
    }

    private void put(UserId user, byte[] row) {
        if (row.length > capacity) {
            slots.remove(user);
            return;
        }
        RowSlot slot = slots.computeIfAbsent(user, missing -> new RowSlot());
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

    /** Grows the array up to the capacity; before that, no slot has been overwritten. */
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

    /** Removes overwritten slots, rarely enough to cost little per call. */
    private void dropOverwrittenSlots() {
        if (slots.size() >= sweepThreshold) {
            slots.values().removeIf(slot -> !isIntact(slot));
            sweepThreshold = Math.max(MIN_SWEEP_THRESHOLD, 2 * slots.size());
        }
    }
}
