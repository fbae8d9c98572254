package io.portrait.nextitem;

import java.util.Arrays;

/**
 * Who of the experts that speak of few items has said how much for which place. Mutable and used again, for a new one a
 * request would be megabytes.
 */
final class Board {

    private static final int EXPERTS = Expert.all().size();

    /** Slot + 1 of each place; 0 where there is none. */
    private int[] slots = new int[16];

    private int[] places = new int[256];
    private final double[][] shares = new double[EXPERTS][256];
    private int size;

    void clear() {
        for (int slot = 0; slot < size; slot++) {
            slots[places[slot]] = 0;
        }
        for (double[] share : shares) {
            Arrays.fill(share, 0, size, 0);
        }
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

    /** What an expert has said, by slot. Modified by those who sharpen and normalise it. */
    double[] shares(Expert expert) {
        return shares[expert.index()];
    }

    void add(Expert expert, int place, double share) {
        int slot = slot(place);
        if (slot < 0) {
            slot = enter(place);
        }
        shares[expert.index()][slot] += share;
    }

    private int enter(int place) {
        if (place >= slots.length) {
            slots = Arrays.copyOf(slots, Math.max(place + 1, 2 * slots.length));
        }
        if (size == places.length) {
            places = Arrays.copyOf(places, 2 * size);
            for (int e = 0; e < EXPERTS; e++) {
                shares[e] = Arrays.copyOf(shares[e], 2 * size);
            }
        }
        places[size] = place;
        slots[place] = ++size;
        return size - 1;
    }
}
