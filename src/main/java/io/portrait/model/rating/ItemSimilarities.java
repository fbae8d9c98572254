package io.portrait.model.rating;

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
final class ItemSimilarities {

    /** Where there is no such neighbour. */
    static final int NOT_FOUND = -1;

    private static final int WAYS = 8;
    private static final byte MAX_CREDIT = 50;

    private final int capacity;
    private int[] serials = new int[WAYS];
    private int[] counts = new int[WAYS];
    private float[] products = new float[WAYS];
    private byte[] credits = new byte[WAYS];

    ItemSimilarities(int capacity) {
        this.capacity = capacity;
    }

    /** The place of a neighbour, or {@link #NOT_FOUND}. */
    int find(int serial) {
        int first = firstSlot(serial);
        for (int slot = first; slot < first + WAYS; slot++) {
            if (serials[slot] == serial && counts[slot] > 0) {
                return slot;
            }
        }
        return NOT_FOUND;
    }

    /** How many users have rated both. */
    int count(int slot) {
        return counts[slot];
    }

    /** Σ of the products of their residuals. */
    float product(int slot) {
        return products[slot];
    }

    /** Notes that a user has rated both. */
    void add(int serial, float product) {
        int slot = find(serial);
        if (slot == NOT_FOUND) {
            slot = slotFor(serial);
        }
        if (slot != NOT_FOUND) {
            counts[slot]++;
            products[slot] += product;
            credits[slot] = (byte) Math.min(MAX_CREDIT, credits[slot] + 1);
        }
    }

    /** An empty place for a newcomer; nowhere if the weakest of its set could be weakened only. */
    private int slotFor(int serial) {
        int slot = weakest(firstSlot(serial));
        if (counts[slot] > 0 && serials.length < capacity) {
            grow();
            return slotFor(serial);
        }
        if (counts[slot] > 0 && credits[slot] > 0) {
            credits[slot]--;
            return NOT_FOUND;
        }
        serials[slot] = serial;
        counts[slot] = 0;
        products[slot] = 0;
        return slot;
    }

    /** The first empty place of a set, or the one with the least credit. */
    private int weakest(int first) {
        int weakest = first;
        for (int slot = first; slot < first + WAYS; slot++) {
            if (counts[slot] == 0) {
                return slot;
            }
            if (credits[slot] < credits[weakest]) {
                weakest = slot;
            }
        }
        return weakest;
    }

    private int firstSlot(int serial) {
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
                int slot = weakest(firstSlot(oldSerials[old]));
                set(slot, oldSerials[old], oldCounts[old], oldProducts[old], oldCredits[old]);
            }
        }
    }

    private void allocate(int slots) {
        serials = new int[slots];
        counts = new int[slots];
        products = new float[slots];
        credits = new byte[slots];
    }

    private void set(int slot, int serial, int count, float product, byte credit) {
        serials[slot] = serial;
        counts[slot] = count;
        products[slot] = product;
        credits[slot] = credit;
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
