package io.portrait.release.mechanism;

import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * An immutable vector of 64-bit integers: sums that are exact and do not depend on the order of their terms. It is used
 * instead of a {@code long[]} in records, because an array has no value equality and would be shared with the caller.
 */
public final class LongVec {

    private final long[] values;

    private LongVec(long[] owned) {
        this.values = owned;
    }

    /**
     * A vector of the given values, which are copied.
     *
     * @param values any integers
     */
    public static LongVec of(long... values) {
        return new LongVec(values.clone());
    }

    /**
     * A vector of the values of a stream, in order.
     *
     * @param values consumed
     */
    public static LongVec of(LongStream values) {
        return new LongVec(values.toArray());
    }

    /**
     * The zero vector.
     *
     * @param size its length, 0 or more
     */
    public static LongVec zeros(int size) {
        return new LongVec(new long[size]);
    }

    /** The number of elements. */
    public int size() {
        return values.length;
    }

    /**
     * One element.
     *
     * @param index 0 to {@code size() − 1}
     */
    public long get(int index) {
        return values[index];
    }

    /**
     * The sum of both vectors, O(n).
     *
     * @param other a vector of the same size
     * @throws IllegalArgumentException if the sizes differ
     * @throws ArithmeticException if an element leaves the range of a {@code long}
     */
    public LongVec plus(LongVec other) {
        if (values.length != other.values.length) {
            throw new IllegalArgumentException("sizes differ: %d and %d".formatted(values.length, other.values.length));
        }
        long[] sum = values.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] = Math.addExact(sum[i], other.values[i]);
        }
        return new LongVec(sum);
    }

    /** The values in order. */
    public LongStream stream() {
        return Arrays.stream(values);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LongVec vec && Arrays.equals(values, vec.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return Arrays.toString(values);
    }
}
