package io.portrait.rating;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * With which other items an item was rated by the same users, and whether they agreed: Σ of the products of the two
 * residuals, and how many. The similarity of two items is that sum over σ²(n + shrinkage), a correlation shrunk towards
 * 0 (B. Sarwar, G. Karypis, J. Konstan, J. Riedl, "Item-based collaborative filtering recommendation algorithms", WWW
 * 2001; the shrinkage of R. M. Bell, Y. Koren, "Scalable collaborative filtering with jointly derived neighborhood
 * interpolation weights", ICDM 2007).
 *
 * <p><b>Bounded.</b> It is a cache of sets of 8 places, which doubles until it has its capacity. Each neighbour has
 * credit for how often it was met lately. A newcomer whose set is full takes a unit from the one with the least, and its
 * place if there was none left: the rare ones come and go, the frequent ones stay (as in J. Misra, D. Gries, "Finding
 * repeated elements", Science of Computer Programming 2, 1982). A neighbour that comes back begins anew.
 *
 * <p>O(1) to find and to add; 13 bytes a place. Mutable; owned by its {@link RatedItem}.
 */
final class Neighbours {

    /** Where there is no such neighbour. */
    static final int NOWHERE = -1;

    private static final int WAYS = 8;
    private static final byte MOST_CREDIT = 50;

    private final int capacity;
    private int[] serials = new int[WAYS];
    private int[] counts = new int[WAYS];
    private float[] products = new float[WAYS];
    private byte[] credits = new byte[WAYS];

    Neighbours(int capacity) {
        this.capacity = capacity;
    }

    /** The place of a neighbour, or {@link #NOWHERE}. */
    int find(int serial) {
        int first = firstOf(serial);
        for (int place = first; place < first + WAYS; place++) {
            if (serials[place] == serial && counts[place] > 0) {
                return place;
            }
        }
        return NOWHERE;
    }

    /** How many users have rated both. */
    int count(int place) {
        return counts[place];
    }

    /** Σ of the products of their residuals. */
    float product(int place) {
        return products[place];
    }

    /** Notes that a user has rated both. */
    void add(int serial, float product) {
        int place = find(serial);
        if (place == NOWHERE) {
            place = placeFor(serial);
        }
        if (place != NOWHERE) {
            counts[place]++;
            products[place] += product;
            credits[place] = (byte) Math.min(MOST_CREDIT, credits[place] + 1);
        }
    }

    /** An empty place for a newcomer; nowhere if the weakest of its set could be weakened only. */
    private int placeFor(int serial) {
        int place = weakest(firstOf(serial));
        if (counts[place] > 0 && serials.length < capacity) {
            grow();
            return placeFor(serial);
        }
        if (counts[place] > 0 && credits[place] > 0) {
            credits[place]--;
            return NOWHERE;
        }
        serials[place] = serial;
        counts[place] = 0;
        products[place] = 0;
        return place;
    }

    /** The first empty place of a set, or the one with the least credit. */
    private int weakest(int first) {
        int weakest = first;
        for (int place = first; place < first + WAYS; place++) {
            if (counts[place] == 0) {
                return place;
            }
            if (credits[place] < credits[weakest]) {
                weakest = place;
            }
        }
        return weakest;
    }

    private int firstOf(int serial) {
        int hash = serial * 0x9E3779B9;
        return ((hash >>> 16) & (serials.length / WAYS - 1)) * WAYS;
    }

    private void grow() {
        int[] oldSerials = serials;
        int[] oldCounts = counts;
        float[] oldProducts = products;
        byte[] oldCredits = credits;
        allocate(2 * oldSerials.length);
        for (int old = 0; old < oldSerials.length; old++) {
            if (oldCounts[old] > 0) {
                // a set splits in two, so there is a place for each
                int place = weakest(firstOf(oldSerials[old]));
                set(place, oldSerials[old], oldCounts[old], oldProducts[old], oldCredits[old]);
            }
        }
    }

    private void allocate(int places) {
        serials = new int[places];
        counts = new int[places];
        products = new float[places];
        credits = new byte[places];
    }

    private void set(int place, int serial, int count, float product, byte credit) {
        serials[place] = serial;
        counts[place] = count;
        products[place] = product;
        credits[place] = credit;
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(serials.length);
        for (int i = 0; i < serials.length; i++) {
            out.writeInt(serials[i]);
            out.writeInt(counts[i]);
            out.writeFloat(products[i]);
            out.writeByte(credits[i]);
        }
    }

    void read(DataInput in) throws IOException {
        allocate(in.readInt());
        for (int i = 0; i < serials.length; i++) {
            set(i, in.readInt(), in.readInt(), in.readFloat(), in.readByte());
        }
    }
}
