package io.portrait.model.rating;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Ring buffer of a user's latest ratings: the item and the residual of the {@link UserTasteFilter}. It grows up to its
 * capacity. Mutable; owned by its {@link RatedUser}.
 */
final class RatingHistory {

    private static final int FIRST_SIZE = 8;

    private final int capacity;
    private int[] items = new int[0];
    private float[] residuals = new float[0];
    private int size;
    private int next;

    RatingHistory(int capacity) {
        this.capacity = capacity;
    }

    int size() {
        return size;
    }

    /** The serial number of the item at an index from 0 to {@code size() − 1}; the indexes have no order in time. */
    int item(int index) {
        return items[index];
    }

    float residual(int index) {
        return residuals[index];
    }

    void add(int item, float residual) {
        if (next == items.length && next < capacity) {
            grow();
        }
        if (next == capacity) {
            next = 0;
        }
        items[next] = item;
        residuals[next] = residual;
        next++;
        size = Math.max(size, next);
    }

    private void grow() {
        int length = Math.min(capacity, Math.max(FIRST_SIZE, 2 * items.length));
        items = Arrays.copyOf(items, length);
        residuals = Arrays.copyOf(residuals, length);
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(size);
        out.writeInt(next);
        for (int i = 0; i < size; i++) {
            out.writeInt(items[i]);
            out.writeFloat(residuals[i]);
        }
    }

    void read(DataInput in) throws IOException {
        size = in.readInt();
        next = in.readInt();
        items = new int[size];
        residuals = new float[size];
        for (int i = 0; i < size; i++) {
            items[i] = in.readInt();
            residuals[i] = in.readFloat();
        }
    }
}
