package io.portrait.model.nextitem;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Sparse matrix of weighted co-occurrence counts with a bounded number of entries per row. A new entry of a full row
 * replaces the one with the smallest weight, so that rare neighbors replace each other and frequent ones stay.
 */
final class CooccurrenceMatrix {

    private static final int INITIAL_CAPACITY = 4;

    /** The size from which a row has a filter of its items; a scan of fewer items is as fast. */
    private static final int MIN_FILTERED_SIZE = 32;

    private static final int FILTER_WORDS = 16;

    /** The neighbors of one item with their weights, unordered. */
    static final class NeighborRow {

        private int[] items = new int[INITIAL_CAPACITY];
        private float[] weights = new float[INITIAL_CAPACITY];
        private int size;
        private double total;
        private int maxItem = -1;

        /**
         * A bit per remainder of the item index, set for all items of the row; null for a short row. Most searches are for items
         * that the row does not have. Bits of replaced items are cleared from time to time. Not stored.
         */
        private long @Nullable [] filter;

        /** The smallest weights of a full row; null before its first replacement. Not stored. */
        private @Nullable SmallestWeights smallest;

        int size() {
            return size;
        }

        int item(int index) {
            return items[index];
        }

        /** An upper bound of the item indexes; −1 for an empty row. */
        int maxItem() {
            return maxItem;
        }

        double weight(int index) {
            return weights[index];
        }

        /** The weight of an item; 0 if it is not in the row. */
        double weightOf(int item) {
            for (int i = 0; i < size; i++) {
                if (items[i] == item) {
                    return weights[i];
                }
            }
            return 0;
        }

        NeighborRow copy() {
            NeighborRow copy = new NeighborRow();
            copy.items = Arrays.copyOf(items, size);
            copy.weights = Arrays.copyOf(weights, size);
            copy.size = size;
            copy.total = total;
            copy.maxItem = maxItem;
            return copy;
        }

        /** The decayed sum of all weights added, including those of replaced neighbors. */
        double total() {
            return total;
        }

        private void add(int item, float weight, int maxNeighbors) {
            total += weight;
            int index = indexOf(item);
            if (index >= 0) {
                setWeight(index, weights[index] + weight);
            } else {
                insert(item, weight, maxNeighbors);
            }
        }

        /** The index of an item; −1 if it is not in the row. */
        private int indexOf(int item) {
            if (filter != null && (filter[filterWord(item)] >>> item & 1) == 0) {
                return -1;
            }
            int index = size - 1;
            while (index >= 0 && items[index] != item) {
                index--;
            }
            return index;
        }

        private static int filterWord(int item) {
            return item >>> 6 & FILTER_WORDS - 1;
        }

        private void setWeight(int index, float weight) {
            if (smallest == null) {
                weights[index] = weight;
            } else {
                smallest.set(index, weight);
            }
        }

        private void insert(int item, float weight, int maxNeighbors) {
            maxItem = Math.max(maxItem, item);
            if (size < maxNeighbors) {
                append(item, weight, maxNeighbors);
            } else {
                replaceSmallest(item, weight);
            }
        }

        private void append(int item, float weight, int maxNeighbors) {
            if (size == items.length) {
                items = Arrays.copyOf(items, Math.min(maxNeighbors, 2 * size));
                weights = Arrays.copyOf(weights, items.length);
            }
            items[size] = item;
            weights[size] = weight;
            size++;
            if (filter != null) {
                filter[filterWord(item)] |= 1L << item;
            } else if (size >= MIN_FILTERED_SIZE) {
                fillFilter();
            }
        }

        private void fillFilter() {
            filter = new long[FILTER_WORDS];
            for (int i = 0; i < size; i++) {
                filter[filterWord(items[i])] |= 1L << items[i];
            }
        }

        private void replaceSmallest(int item, float weight) {
            SmallestWeights candidates = smallest == null ? new SmallestWeights(weights) : smallest;
            smallest = candidates;
            boolean isScanned = candidates.isEmpty();
            int index = candidates.first(size);
            items[index] = item;
            candidates.set(index, weight);
            if (size >= MIN_FILTERED_SIZE && (isScanned || filter == null)) {
                fillFilter();
            } else if (filter != null) {
                filter[filterWord(item)] |= 1L << item;
            }
        }

        private void discardSearchData() {
            filter = null;
            smallest = null;
        }

        private void rescale() {
            for (int i = 0; i < size; i++) {
                weights[i] *= ForwardDecay.RESCALE_FACTOR;
            }
            total *= ForwardDecay.RESCALE_FACTOR;
            discardSearchData();
        }

        private void evict(BitSet evicted) {
            discardSearchData();
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

    /** Adds to the weight of a pair of items. */
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

    /** The row of an item; null if it has none. */
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
            row.maxItem = Math.max(row.maxItem, row.items[i]);
        }
        return row;
    }
}
