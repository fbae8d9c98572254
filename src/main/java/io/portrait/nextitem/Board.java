package io.portrait.nextitem;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Who of the experts that speak of few items has said how much for which place, in a unit of the expert's own. Mutable and
 * used again, for a new one a request would be megabytes.
 */
final class Board {

    private static final int EXPERTS = Expert.all().size();

    /** Slot + 1 of each place; 0 where there is none. */
    private int[] slots = new int[16];

    private int[] places = new int[256];
    private final double[][] said = new double[EXPERTS][256];

    /** By expert, the slot from which on it has said nothing. */
    private final int[] ends = new int[EXPERTS];

    private int size;

    void clear() {
        for (int slot = 0; slot < size; slot++) {
            slots[places[slot]] = 0;
        }
        for (int e = 0; e < EXPERTS; e++) {
            Arrays.fill(said[e], 0, ends[e], 0);
        }
        Arrays.fill(ends, 0);
        size = 0;
    }

    int place(int slot) {
        return places[slot];
    }

    /** The slot of a place; −1 if nothing was said for it. */
    int slot(int place) {
        return place < slots.length ? slots[place] - 1 : -1;
    }

    /** Where what an expert has said ends: from this slot on there is none of it. */
    int end(Expert expert) {
        return ends[expert.source().index()];
    }

    /** What an expert has said for a slot. */
    double said(Expert expert, int slot) {
        return expert.sharpen(said[expert.source().index()][slot]);
    }

    /** Adds up what an expert has said, as it is and to the powers of those who sharpen it. */
    void total(Expert expert, double[] totals) {
        double[] words = said[expert.index()];
        double plain = 0;
        double squared = 0;
        double sharper = 0;
        for (int slot = 0; slot < end(expert); slot++) {
            double word = words[slot];
            double square = word * word;
            plain += word;
            squared += square;
            sharper += square * word * Math.sqrt(word);
        }
        for (Expert sayer : expert.sayers()) {
            totals[sayer.index()] = sayer.choose(plain, squared, sharper);
        }
    }

    void add(Expert expert, int place, double share) {
        int slot = meet(place);
        said[expert.index()][slot] += share;
        ends[expert.index()] = Math.max(ends[expert.index()], slot + 1);
    }

    /** Adds what a list of neighbours says, times a factor, but for what it cannot be. */
    void addAll(Expert expert, Neighbours.Row row, double factor, BitSet excluded) {
        boolean open = excluded.isEmpty();
        int end = ends[expert.index()];
        for (int i = 0; i < row.size(); i++) {
            int place = row.place(i);
            if (open || !excluded.get(place)) {
                int slot = meet(place);
                said[expert.index()][slot] += factor * row.weight(i);
                end = Math.max(end, slot + 1);
            }
        }
        ends[expert.index()] = end;
    }

    /** Says for an expert what another said, each word divided by the root of the place's weight. */
    void addByRoot(Expert expert, Expert other, Popularity popularity) {
        double[] theirs = said[other.index()];
        double[] own = said[expert.index()];
        for (int slot = 0; slot < end(other); slot++) {
            double weight = popularity.weight(places[slot]);
            own[slot] = weight > 0 ? theirs[slot] / Math.sqrt(weight) : 0;
        }
        ends[expert.index()] = end(other);
    }

    private int meet(int place) {
        int slot = slot(place);
        return slot < 0 ? enter(place) : slot;
    }

    private int enter(int place) {
        if (place >= slots.length) {
            slots = Arrays.copyOf(slots, Math.max(place + 1, 2 * slots.length));
        }
        if (size == places.length) {
            places = Arrays.copyOf(places, 2 * size);
            for (int e = 0; e < EXPERTS; e++) {
                said[e] = Arrays.copyOf(said[e], 2 * size);
            }
        }
        places[size] = place;
        slots[place] = ++size;
        return size - 1;
    }
}
