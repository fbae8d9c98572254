package io.portrait.model.nextitem;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The distinct items of one person, ascending by item index, with the interactions that were the first and the last one, and
 * the step of the statistics at which the person was counted for the item. A full set replaces the item of the oldest last
 * interaction. Mutable; 20 bytes per item.
 */
final class InteractedItems {

    /** The step of an item for which the person is not counted in the statistics that all users share. */
    static final long NOT_COUNTED = -1;

    /** The number of an interaction with an item that the person has not interacted with. */
    static final int NEVER = -1;

    private final int capacity;
    private int[] items = {};
    private int[] first = {};
    private int[] last = {};
    private long[] counted = {};

    InteractedItems(int capacity) {
        this.capacity = capacity;
    }

    /** The item indexes, ascending. Read-only. */
    int[] items() {
        return items;
    }

    boolean isFull() {
        return items.length == capacity;
    }

    boolean contains(int item) {
        return Arrays.binarySearch(items, item) >= 0;
    }

    /** The number of the person's first interaction with an item; {@link #NEVER} if there is none. */
    int first(int item) {
        int index = Arrays.binarySearch(items, item);
        return index < 0 ? NEVER : first[index];
    }

    /** The number of the person's last interaction with an item; {@link #NEVER} if there is none. */
    int last(int item) {
        int index = Arrays.binarySearch(items, item);
        return index < 0 ? NEVER : last[index];
    }

    /** The step at which the person was counted for an item; {@link #NOT_COUNTED} if the person is not. */
    long counted(int item) {
        int index = Arrays.binarySearch(items, item);
        return index < 0 ? NOT_COUNTED : counted[index];
    }

    /** The item that a new one replaces; empty if there is room. */
    OptionalInt leastRecent() {
        return isFull()
                ? IntStream.range(0, items.length)
                        .reduce((best, index) -> last[index] < last[best] ? index : best)
                        .stream()
                        .map(index -> items[index])
                        .findFirst()
                : OptionalInt.empty();
    }

    /**
     * Adds an interaction.
     *
     * @param number the number of the interaction among those of the person
     * @param step the step at which it was counted, or {@link #NOT_COUNTED}, which leaves an earlier step
     */
    void add(int item, int number, long step) {
        int position = Arrays.binarySearch(items, item);
        if (position < 0) {
            leastRecent().ifPresent(this::remove);
            position = -Arrays.binarySearch(items, item) - 1;
            insert(position, item, number);
        }
        last[position] = number;
        counted[position] = Math.max(counted[position], step);
    }

    private void insert(int position, int item, int number) {
        items = withGap(items, position);
        first = withGap(first, position);
        last = withGap(last, position);
        long[] longer = new long[counted.length + 1];
        System.arraycopy(counted, 0, longer, 0, position);
        System.arraycopy(counted, position, longer, position + 1, counted.length - position);
        counted = longer;
        items[position] = item;
        first[position] = number;
        counted[position] = NOT_COUNTED;
    }

    private static int[] withGap(int[] values, int position) {
        int[] longer = new int[values.length + 1];
        System.arraycopy(values, 0, longer, 0, position);
        System.arraycopy(values, position, longer, position + 1, values.length - position);
        return longer;
    }

    private void remove(int item) {
        BitSet removed = new BitSet();
        removed.set(item);
        remove(removed);
    }

    void remove(BitSet removed) {
        int[] kept = IntStream.range(0, items.length)
                .filter(index -> !removed.get(items[index]))
                .toArray();
        if (kept.length < items.length) {
            items = Arrays.stream(kept).map(index -> items[index]).toArray();
            first = Arrays.stream(kept).map(index -> first[index]).toArray();
            last = Arrays.stream(kept).map(index -> last[index]).toArray();
            counted = Arrays.stream(kept).mapToLong(index -> counted[index]).toArray();
        }
    }

    /** Writes n, then n × item, n × first, n × last, n × step. */
    void write(DataOutput out) throws IOException {
        IntArrays.write(out, items);
        IntArrays.write(out, first);
        IntArrays.write(out, last);
        for (long step : counted) {
            out.writeLong(step);
        }
    }

    void read(DataInput in) throws IOException {
        items = IntArrays.read(in);
        first = IntArrays.read(in);
        last = IntArrays.read(in);
        counted = new long[items.length];
        for (int i = 0; i < counted.length; i++) {
            counted[i] = in.readLong();
        }
    }
}
