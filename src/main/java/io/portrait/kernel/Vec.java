package io.portrait.kernel;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;

/**
 * An immutable vector of finite doubles. It exists because a record with a {@code double[]} has broken equality and
 * shares its caller's array, and because a NaN must be rejected where it arises (invariant 8, src/docs/invariants.md).
 */
public final class Vec {

    private static final Vec EMPTY = new Vec(new double[0]);

    private final double[] values;

    private Vec(double[] owned) {
        this.values = owned;
    }

    /**
     * A vector of the given values, which are copied.
     *
     * @param values finite numbers
     * @throws IllegalArgumentException if a value is NaN or infinite
     */
    public static Vec of(double... values) {
        return values.length == 0 ? EMPTY : adopt(values.clone());
    }

    /**
     * A vector that takes over the array. The caller must not use the array again; use {@link #of} when in
     * doubt.
     *
     * @param owned finite numbers, not copied
     * @throws IllegalArgumentException if a value is NaN or infinite
     */
    public static Vec adopt(double[] owned) {
        for (int i = 0; i < owned.length; i++) {
            if (!Double.isFinite(owned[i])) {
                throw new IllegalArgumentException("element %d is %s, must be finite".formatted(i, owned[i]));
            }
        }
        return new Vec(owned);
    }

    /**
     * The zero vector.
     *
     * @param size its length, 0 or more
     */
    public static Vec zeros(int size) {
        return size == 0 ? EMPTY : new Vec(new double[size]);
    }

    /** Reads a vector that {@link #write} has written. */
    public static Vec read(DataInput in) throws IOException {
        double[] numbers = new double[in.readInt()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = in.readDouble();
        }
        return adopt(numbers);
    }

    /** Writes the number of elements, then each element bit for bit. */
    public void write(DataOutput out) throws IOException {
        out.writeInt(values.length);
        for (double value : values) {
            out.writeDouble(value);
        }
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
    public double get(int index) {
        return values[index];
    }

    /**
     * The inner product, O(n).
     *
     * @param other a vector of the same size
     * @throws IllegalArgumentException if the sizes differ
     */
    public double dot(Vec other) {
        requireSameSize(other);
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += values[i] * other.values[i];
        }
        return sum;
    }

    /**
     * {@code this + factor · other}, O(n).
     *
     * @param factor a finite number
     * @param other a vector of the same size
     * @throws IllegalArgumentException if the sizes differ or the result is not finite
     */
    public Vec plus(double factor, Vec other) {
        requireSameSize(other);
        double[] sum = values.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += factor * other.values[i];
        }
        return adopt(sum);
    }

    /**
     * Each element mapped, O(n).
     *
     * @param function must return finite numbers
     */
    public Vec map(DoubleUnaryOperator function) {
        return adopt(Arrays.stream(values).map(function).toArray());
    }

    /** A copy of the values. */
    public double[] toArray() {
        return values.clone();
    }

    /**
     * Copies the values into an array, without allocating.
     *
     * @param target modified: {@code size()} elements from {@code offset} on
     * @param offset index of the first element in {@code target}
     */
    public void copyInto(double[] target, int offset) {
        System.arraycopy(values, 0, target, offset, values.length);
    }

    /** The values in order. */
    public DoubleStream stream() {
        return Arrays.stream(values);
    }

    private void requireSameSize(Vec other) {
        if (values.length != other.values.length) {
            throw new IllegalArgumentException("sizes differ: %d and %d".formatted(values.length, other.values.length));
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Vec vec && Arrays.equals(values, vec.values);
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
