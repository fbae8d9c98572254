package io.portrait.model.rating;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Sparse, bounded row of item-item similarities: for each neighbor of an item the number n of users that rated both,
 * and Σ, the sum of the products of their two residuals. The similarity of two items is Σ/(σ²(n + shrinkage)), a
 * correlation shrunken towards 0 (B. Sarwar, G. Karypis, J. Konstan, J. Riedl, "Item-based collaborative filtering
 * recommendation algorithms", WWW 2001; the shrinkage of R. M. Bell, Y. Koren, "Scalable collaborative filtering with
 * jointly derived neighborhood interpolation weights", ICDM 2007).
 *
 * <p><b>Bounded.</b> The row is a set-associative cache with 8 slots a set; it doubles until it has its capacity. Each
 * neighbor has a credit, which rises with each common rating. A new neighbor whose set is full lowers the smallest
 * credit of the set by one, and takes that slot if the credit was already 0. So frequent neighbors stay and rare ones
 * are evicted (as in J. Misra, D. Gries, "Finding repeated elements", Science of Computer Programming 2, 1982). An
 * evicted neighbor that returns starts from 0.
 *
 * <p>O(1) to find and to add; 13 bytes a slot. Mutable; owned by its {@link RatedItem}.
 */
final class ItemSimilarities {

    /** The result of {@link #find} if there is no such neighbor. */
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

    /** The slot of a neighbor, or {@link #NOT_FOUND}. */
    int find(int serial) {
        int first = firstSlot(serial);
        for (int slot = first; slot < first + WAYS; slot++) {
            if (serials[slot] == serial && counts[slot] > 0) {
                return slot;
            }
        }
        return NOT_FOUND;
    }

    /** n, the number of users that rated both items. */
    int count(int slot) {
        return counts[slot];
    }

    /** Σ, the sum of the products of the residuals. */
    float product(int slot) {
        return products[slot];
    }

    /** Adds a user that rated both items, with the product of the two residuals. */
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

    /** An empty slot for a new neighbor; {@link #NOT_FOUND} if its set is full and all its credits were above 0. */
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

    /** The first empty slot of a set, or else the one with the smallest credit. */
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
                // each set is split into two, so both have an empty slot
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
