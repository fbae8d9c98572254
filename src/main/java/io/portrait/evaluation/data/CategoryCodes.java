package io.portrait.evaluation.data;

import java.util.Arrays;

/** The categories of a row, immutable. */
public final class CategoryCodes {

    private final int[] codes;

    /** Takes the array over. */
    CategoryCodes(int[] owned) {
        this.codes = owned;
    }

    /** How many columns there are. */
    public int size() {
        return codes.length;
    }

    /** The value of a column. */
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
