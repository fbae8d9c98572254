package io.portrait.nextitem;

import java.util.Arrays;

/**
 * Who of the experts that speak of few items has said how much for which place, as it was said: nothing is divided by its
 * sum here. Those that say another's word to a power have no column. Mutable and used again, for a new one a request would
 * be megabytes.
 *
 * <p>Places get slots in the order in which they are spoken of. Who spoke early has spoken of the first slots only, and
 * nobody looks further: {@link #end}.
 */
final class Board {

    private static final int COLUMNS = Expert.columns();

    /** Slot + 1 of each place; 0 where there is none. */
    private int[] slots = new int[16];

    private int[] places = new int[256];
    private final double[][] said = new double[COLUMNS][256];
    private final int[] ends = new int[COLUMNS];
    private int size;

    void clear() {
        for (int slot = 0; slot < size; slot++) {
            slots[places[slot]] = 0;
        }
        for (int column = 0; column < COLUMNS; column++) {
            Arrays.fill(said[column], 0, ends[column], 0);
        }
        Arrays.fill(ends, 0);
        size = 0;
    }

    /** How many places anything was said for. */
    int size() {
        return size;
    }

    int place(int slot) {
        return places[slot];
    }

    /** The slot of a place; −1 if nothing was said for it. */
    int slot(int place) {
        return place < slots.length ? slots[place] - 1 : -1;
    }

    /** What an expert has said, by slot. Read-only. */
    double[] said(Expert expert) {
        return said[expert.column()];
    }

    /** From this slot on the expert has said nothing. */
    int end(Expert expert) {
        return ends[expert.column()];
    }

    void add(Expert expert, int place, double amount) {
        int slot = slot(place);
        if (slot < 0) {
            slot = enter(place);
        }
        addAt(slot, expert, amount);
    }

    /** Adds to what an expert has said for the place of a slot. */
    void addAt(int slot, Expert expert, double amount) {
        int column = expert.column();
        said[column][slot] += amount;
        ends[column] = Math.max(ends[column], slot + 1);
    }

    private int enter(int place) {
        if (place >= slots.length) {
            slots = Arrays.copyOf(slots, Math.max(place + 1, 2 * slots.length));
        }
        if (size == places.length) {
            places = Arrays.copyOf(places, 2 * size);
            for (int column = 0; column < COLUMNS; column++) {
                said[column] = Arrays.copyOf(said[column], 2 * size);
            }
        }
        places[size] = place;
        slots[place] = ++size;
        return size - 1;
    }
}
