package io.portrait.evaluate.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Columns while a file is read, of growing length. */
final class Store {

    private static final int FIRST_CAPACITY = 1_024;

    /** Numbers by row. */
    static final class Numbers {

        private double[] values = new double[FIRST_CAPACITY];

        void set(int row, double value) {
            if (row >= values.length) {
                values = Arrays.copyOf(values, 2 * values.length);
            }
            values[row] = value;
        }

        double get(int row) {
            return values[row];
        }
    }

    /** Times by row. */
    static final class Longs {

        private long[] values = new long[FIRST_CAPACITY];

        void set(int row, long value) {
            if (row >= values.length) {
                values = Arrays.copyOf(values, 2 * values.length);
            }
            values[row] = value;
        }

        long get(int row) {
            return values[row];
        }
    }

    /** Texts by row, each different one once. */
    static final class Texts {

        private int[] codes = new int[FIRST_CAPACITY];
        private final Map<String, Integer> known = new HashMap<>();
        private final List<String> texts = new ArrayList<>();

        void set(int row, String text) {
            if (row >= codes.length) {
                codes = Arrays.copyOf(codes, 2 * codes.length);
            }
            codes[row] = known.computeIfAbsent(text, this::add);
        }

        private int add(String text) {
            texts.add(text);
            return texts.size() - 1;
        }

        int get(int row) {
            return codes[row];
        }

        int size() {
            return texts.size();
        }

        String text(int code) {
            return texts.get(code);
        }
    }

    private Store() {}
}
