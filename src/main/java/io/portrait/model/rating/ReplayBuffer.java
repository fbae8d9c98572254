package io.portrait.model.rating;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Ring buffer of the latest ratings of all users, from which {@link MatrixFactorization} draws replays: user, item and
 * residual. It grows up to its capacity. Mutable.
 */
final class ReplayBuffer {

    private static final int FIRST_SIZE = 64;

    private final int capacity;
    private int[] users = new int[0];
    private int[] items = new int[0];
    private float[] residuals = new float[0];
    private int size;
    private int newest = -1;

    ReplayBuffer(int capacity) {
        this.capacity = capacity;
    }

    int size() {
        return size;
    }

    /**
     * The slot of a rating.
     *
     * @param age 0 is the newest, {@code size() − 1} the oldest
     */
    int slot(int age) {
        return Math.floorMod(newest - age, size);
    }

    int user(int slot) {
        return users[slot];
    }

    int item(int slot) {
        return items[slot];
    }

    float residual(int slot) {
        return residuals[slot];
    }

    void add(int user, int item, float residual) {
        if (size == users.length && size < capacity) {
            grow();
        }
        newest = (newest + 1) % users.length;
        users[newest] = user;
        items[newest] = item;
        residuals[newest] = residual;
        size = Math.max(size, newest + 1);
    }

    private void grow() {
        int length = Math.min(capacity, Math.max(FIRST_SIZE, 2 * users.length));
        users = Arrays.copyOf(users, length);
        items = Arrays.copyOf(items, length);
        residuals = Arrays.copyOf(residuals, length);
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(size);
        out.writeInt(newest);
        for (int i = 0; i < size; i++) {
            out.writeInt(users[i]);
            out.writeInt(items[i]);
            out.writeFloat(residuals[i]);
        }
    }

    void read(DataInput in) throws IOException {
        size = in.readInt();
        newest = in.readInt();
        users = new int[size];
        items = new int[size];
        residuals = new float[size];
        for (int i = 0; i < size; i++) {
            users[i] = in.readInt();
            items[i] = in.readInt();
            residuals[i] = in.readFloat();
        }
    }
}
