package io.portrait.evaluation.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Columns while a file is read, of growing length. */
final class ColumnBuffers {

    private static final int FIRST_CAPACITY = 1_024;

    /** Numbers by row. */
    static final class DoubleColumn {

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
    static final class LongColumn {

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
    static final class DictionaryColumn {

        private int[] codes = new int[FIRST_CAPACITY];
        private final Map<String, Integer> codeByText = new HashMap<>();
        private final List<String> dictionary = new ArrayList<>();

        void set(int row, String text) {
            if (row >= codes.length) {
                codes = Arrays.copyOf(codes, 2 * codes.length);
            }
            codes[row] = codeByText.computeIfAbsent(text, this::addToDictionary);
        }

        private int addToDictionary(String text) {
            dictionary.add(text);
            return dictionary.size() - 1;
        }

        int get(int row) {
            return codes[row];
        }

        int size() {
            return dictionary.size();
        }

        String text(int code) {
            return dictionary.get(code);
        }
    }

    private ColumnBuffers() {}
}
