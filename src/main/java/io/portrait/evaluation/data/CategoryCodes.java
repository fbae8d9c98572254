package io.portrait.evaluation.data;

import java.util.Arrays;

/** The category codes of a row, one per categorical column. Immutable. */
public final class CategoryCodes {

    private final int[] codes;

    /** Takes ownership of the array. */
    CategoryCodes(int[] owned) {
        this.codes = owned;
    }

    /** The number of columns. */
    public int size() {
        return codes.length;
    }

    /** The code of a column. */
    public int get(int column) {
        return codes[column];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CategoryCodes otherCodes && Arrays.equals(codes, otherCodes.codes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(codes);
    }

    @Override
    public String toString() {
        return Arrays.toString(codes);
    }
}
