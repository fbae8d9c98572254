package io.portrait.nextitem;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Who of the experts that speak of few items has said how much for which place, in a unit of the expert's own. Mutable and
 * used again, for a new one a request would be megabytes.
 */
final class Board {

    private static final int EXPERTS = Expert.all().size();

    /** Those of few items that speak for themselves. */
    private static final List<Expert> SOURCES =
            Expert.plain().stream().filter(expert -> !expert.isBroad()).toList();

    /** Slot + 1 of each place; 0 where there is none. */
    private int[] slots = new int[16];

    private int[] places = new int[256];
    private final double[][] said = new double[EXPERTS][256];

    /** By expert, the slot from which on it has said nothing. */
    private final int[] ends = new int[EXPERTS];

    /** What all of them together say for each slot, while that is added up. */
    private double[] together = new double[256];

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

    /** The slot of a place; −1 if nothing was said for it. */
    int slot(int place) {
        return place < slots.length ? slots[place] - 1 : -1;
    }

    /** Where what an expert has said ends: from this slot on there is none of it. */
    private int end(Expert expert) {
        return ends[expert.source().index()];
    }

    /** What an expert has said for a slot. */
    double said(Expert expert, int slot) {
        return expert.sharpen(said[expert.source().index()][slot]);
    }

    /** Adds up what an expert has said, as it is and to the powers of those who sharpen it. */
    void total(Expert expert, double[] totals) {
        double[] words = said[expert.index()];
        int end = end(expert);
        double plain = 0;
        double squared = 0;
        for (int slot = 0; slot < end; slot++) {
            plain += words[slot];
            squared += words[slot] * words[slot];
        }
        double sharper = expert.hasSharper() ? sharper(words, end) : 0;
        for (Expert sayer : expert.sayers()) {
            totals[sayer.index()] = switch (sayer.power()) {
                case PLAIN -> plain;
                case SHARP -> squared;
                case SHARPER -> sharper;
            };
        }
    }

    private static double sharper(double[] words, int end) {
        double sharper = 0;
        for (int slot = 0; slot < end; slot++) {
            sharper += Expert.sharper(words[slot]);
        }
        return sharper;
    }

    /**
     * Adds to the chance of each place what those who speak of few say for it, each word's part of the expert's total, weighed.
     * What they say for a place comes together first, slot by slot, so that the places are gone through once.
     *
     * @param weights by expert; none has one that has said nothing
     * @param chances modified
     */
    void addShares(double[] weights, double[] totals, double[] chances) {
        Arrays.fill(together, 0, size, 0);
        for (Expert expert : SOURCES) {
            gather(expert, weights, totals);
        }
        for (int slot = 0; slot < size; slot++) {
            chances[places[slot]] += together[slot];
        }
    }

    private void gather(Expert expert, double[] weights, double[] totals) {
        double plain = 0;
        double squared = 0;
        double sharper = 0;
        for (Expert sayer : expert.sayers()) {
            double weight = weights[sayer.index()];
            double rate = weight > 0 ? weight / totals[sayer.index()] : 0;
            switch (sayer.power()) {
                case PLAIN -> plain = rate;
                case SHARP -> squared = rate;
                case SHARPER -> sharper = rate;
            }
        }
        gather(said[expert.index()], end(expert), plain, squared);
        if (sharper > 0) {
            gather(said[expert.index()], end(expert), sharper);
        }
    }

    private void gather(double[] words, int end, double plain, double squared) {
        double[] sums = together;
        for (int slot = 0; slot < end; slot++) {
            sums[slot] += words[slot] * (plain + squared * words[slot]);
        }
    }

    private void gather(double[] words, int end, double sharper) {
        double[] sums = together;
        for (int slot = 0; slot < end; slot++) {
            sums[slot] += sharper * Expert.sharper(words[slot]);
        }
    }

    void add(Expert expert, int place, double share) {
        makeRoom(1, place);
        int slot = meet(place);
        said[expert.index()][slot] += share;
        ends[expert.index()] = Math.max(ends[expert.index()], slot + 1);
    }

    /** Adds what a list of neighbours says, times a factor, but for what it cannot be. */
    void addAll(Expert expert, Neighbours.Row row, double factor, BitSet excluded) {
        makeRoom(row.size(), row.highest());
        boolean open = excluded.isEmpty();
        double[] words = said[expert.index()];
        int end = ends[expert.index()];
        for (int i = 0; i < row.size(); i++) {
            int place = row.place(i);
            if (open || !excluded.get(place)) {
                int slot = meet(place);
                words[slot] += factor * row.weight(i);
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

    /** For so many places more, none above the highest. */
    private void makeRoom(int more, int highest) {
        if (highest >= slots.length) {
            slots = Arrays.copyOf(slots, Math.max(highest + 1, 2 * slots.length));
        }
        if (size + more > places.length) {
            int room = Math.max(size + more, 2 * places.length);
            places = Arrays.copyOf(places, room);
            together = Arrays.copyOf(together, room);
            for (int e = 0; e < EXPERTS; e++) {
                said[e] = Arrays.copyOf(said[e], room);
            }
        }
    }

    /** The slot of a place, for which there is room. */
    private int meet(int place) {
        int slot = slots[place] - 1;
        return slot < 0 ? enter(place) : slot;
    }

    private int enter(int place) {
        places[size] = place;
        slots[place] = ++size;
        return size - 1;
    }
}
