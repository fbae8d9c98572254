package io.portrait.evaluation.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The columns of a table, stored as arrays that grow while a file is read. Mutable. */
final class ColumnBuffers {

    private static final int FIRST_CAPACITY = 1_024;

    /** A column of numbers. */
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

    /** A column of times in microseconds. */
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

    /** A column of texts, stored as codes of a dictionary of the distinct texts. */
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

    final LongColumn micros = new LongColumn();
    final DoubleColumn targets = new DoubleColumn();
    final DictionaryColumn users = new DictionaryColumn();
    final DictionaryColumn items = new DictionaryColumn();
    final List<DoubleColumn> numbers;
    final List<DictionaryColumn> categories;
    private int rows;

    ColumnBuffers(int numericColumns, int categoricalColumns) {
        this.numbers = Stream.generate(DoubleColumn::new).limit(numericColumns).toList();
        this.categories =
                Stream.generate(DictionaryColumn::new).limit(categoricalColumns).toList();
    }

    int rows() {
        return rows;
    }

    /** Completes the row whose cells have been set at index {@link #rows}. */
    void endRow() {
        rows++;
    }
}
