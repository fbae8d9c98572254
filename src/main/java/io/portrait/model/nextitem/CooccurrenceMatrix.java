package io.portrait.model.nextitem;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * For each place the places that come with it, the heaviest few. In a full list a newcomer takes the place of the
 * lightest, so that what comes once comes and goes at one end and what comes often stays.
 */
final class CooccurrenceMatrix {

    private static final int INITIAL_CAPACITY = 4;

    /** One place's list. */
    static final class NeighborRow {

        private int[] items = new int[INITIAL_CAPACITY];
        private float[] weights = new float[INITIAL_CAPACITY];
        private int size;
        private double total;

        /** How many neighbours. */
        int size() {
            return size;
        }

        int item(int index) {
            return items[index];
        }

        /** The largest number among the places; −1 where there are none. */
        int maxItem() {
            int maxItem = -1;
            for (int i = 0; i < size; i++) {
                maxItem = Math.max(maxItem, items[i]);
            }
            return maxItem;
        }

        double weight(int index) {
            return weights[index];
        }

        /** All weight that was ever added, decayed: that of neighbours that are no longer here, too. */
        double total() {
            return total;
        }

        private void add(int item, float weight, int maxNeighbors) {
            total += weight;
            int index = 0;
            while (index < size && items[index] != item) {
                index++;
            }
            if (index < size) {
                weights[index] += weight;
            } else {
                insert(item, weight, maxNeighbors);
            }
        }

        private void insert(int item, float weight, int maxNeighbors) {
            int index = size < maxNeighbors ? size++ : minWeightIndex();
            if (index == items.length) {
                items = Arrays.copyOf(items, Math.min(maxNeighbors, 2 * index));
                weights = Arrays.copyOf(weights, items.length);
            }
            items[index] = item;
            weights[index] = weight;
        }

        private int minWeightIndex() {
            int minWeightIndex = 0;
            for (int i = 1; i < size; i++) {
                if (weights[i] < weights[minWeightIndex]) {
                    minWeightIndex = i;
                }
            }
            return minWeightIndex;
        }

        private void rescale() {
            for (int i = 0; i < size; i++) {
                weights[i] *= ForwardDecay.RESCALE_FACTOR;
            }
            total *= ForwardDecay.RESCALE_FACTOR;
        }

        private void evict(BitSet evicted) {
            int keptCount = 0;
            for (int i = 0; i < size; i++) {
                if (!evicted.get(items[i])) {
                    items[keptCount] = items[i];
                    weights[keptCount++] = weights[i];
                }
            }
            size = keptCount;
        }
    }

    private final int maxNeighbors;
    private @Nullable NeighborRow[] rows = new NeighborRow[16];

    CooccurrenceMatrix(int maxNeighbors) {
        this.maxNeighbors = maxNeighbors;
    }

    /** Counts that one place came with another. */
    void add(int from, int to, double weight) {
        if (from >= rows.length) {
            rows = Arrays.copyOf(rows, Math.max(from + 1, 2 * rows.length));
        }
        NeighborRow row = rows[from];
        if (row == null) {
            row = new NeighborRow();
            rows[from] = row;
        }
        row.add(to, (float) weight, maxNeighbors);
    }

    /** The list of a place; null if it has none. */
    @Nullable
    NeighborRow row(int item) {
        return item < rows.length ? rows[item] : null;
    }

    void rescale() {
        for (NeighborRow row : rows) {
            if (row != null) {
                row.rescale();
            }
        }
    }

    void evict(BitSet evicted) {
        for (int item = 0; item < rows.length; item++) {
            NeighborRow row = rows[item];
            if (row != null && evicted.get(item)) {
                rows[item] = null;
            } else if (row != null) {
                row.evict(evicted);
            }
        }
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(rows.length);
        for (NeighborRow row : rows) {
            out.writeInt(row == null ? -1 : row.size);
            if (row != null) {
                out.writeDouble(row.total);
                for (int i = 0; i < row.size; i++) {
                    out.writeInt(row.items[i]);
                    out.writeFloat(row.weights[i]);
                }
            }
        }
    }

    void read(DataInput in) throws IOException {
        rows = new NeighborRow[in.readInt()];
        for (int item = 0; item < rows.length; item++) {
            int size = in.readInt();
            if (size >= 0) {
                rows[item] = readRow(in, size);
            }
        }
    }

    private static NeighborRow readRow(DataInput in, int size) throws IOException {
        NeighborRow row = new NeighborRow();
        row.total = in.readDouble();
        row.size = size;
        row.items = new int[Math.max(INITIAL_CAPACITY, size)];
        row.weights = new float[row.items.length];
        for (int i = 0; i < size; i++) {
            row.items[i] = in.readInt();
            row.weights[i] = in.readFloat();
        }
        return row;
    }
}
