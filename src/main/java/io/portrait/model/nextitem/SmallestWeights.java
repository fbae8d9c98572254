package io.portrait.model.nextitem;

/**
 * The entries with the smallest weights of a full row, so that the smallest one is found without a scan of the row. Entries
 * are ordered by weight, then by index. The list has every entry up to a bound, at most {@value #CAPACITY}; it is filled by
 * one scan when it is empty. Mutable; its owner tells each change of a weight.
 */
final class SmallestWeights {

    private static final int CAPACITY = 16;

    /** The weights of the row; its owner changes them. */
    private final float[] weights;

    private final int[] indexes = new int[CAPACITY];
    private int count;
    private float boundWeight = Float.NEGATIVE_INFINITY;
    private int boundIndex;

    SmallestWeights(float[] weights) {
        this.weights = weights;
    }

    /** The index of the smallest weight among the first {@code size}; the lower index among equal weights. */
    int first(int size) {
        if (count == 0) {
            fill(size);
        }
        return indexes[0];
    }

    /** A check whether the next {@link #first} scans the row. */
    boolean isEmpty() {
        return count == 0;
    }

    /** Sets a weight. */
    void set(int index, float weight) {
        if (isWithinBound(index)) {
            remove(index);
        }
        weights[index] = weight;
        if (isWithinBound(index)) {
            insert(index);
        }
    }

    private boolean isWithinBound(int index) {
        return weights[index] < boundWeight || (weights[index] == boundWeight && index <= boundIndex);
    }

    private void fill(int size) {
        boundWeight = Float.POSITIVE_INFINITY;
        boundIndex = Integer.MAX_VALUE;
        for (int index = 0; index < size; index++) {
            if (weights[index] < boundWeight) {
                insert(index);
            }
        }
        lowerBoundToLast();
    }

    private void lowerBoundToLast() {
        boundIndex = indexes[count - 1];
        boundWeight = weights[boundIndex];
    }

    /** Inserts an entry within the bound; if the list is full, the largest one leaves it. */
    private void insert(int index) {
        boolean wasFull = count == CAPACITY;
        int position = wasFull ? CAPACITY - 1 : count++;
        while (position > 0 && isSmaller(index, indexes[position - 1])) {
            indexes[position] = indexes[position - 1];
            position--;
        }
        indexes[position] = index;
        if (wasFull || count == CAPACITY) {
            lowerBoundToLast();
        }
    }

    private boolean isSmaller(int index, int other) {
        return weights[index] < weights[other] || (weights[index] == weights[other] && index < other);
    }

    private void remove(int index) {
        int position = 0;
        while (indexes[position] != index) {
            position++;
        }
        System.arraycopy(indexes, position + 1, indexes, position, --count - position);
    }
}
