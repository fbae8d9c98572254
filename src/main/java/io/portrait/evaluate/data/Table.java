package io.portrait.evaluate.data;

import io.portrait.kernel.Vec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** A file's rows in time order; rows of the same time keep the file's order. Held in memory, column by column. */
public final class Table implements Iterable<Row> {

    private final Store.Longs micros;
    private final Store.Numbers targets;
    private final Store.@Nullable Texts users;
    private final Store.@Nullable Texts items;
    private final List<Store.Numbers> numbers;
    private final List<Store.Texts> categories;
    private final Layout layout;
    private final Tally tally;
    private final int[] order;

    Table(
            int size,
            Store.Longs micros,
            Store.Numbers targets,
            Store.@Nullable Texts users,
            Store.@Nullable Texts items,
            List<Store.Numbers> numbers,
            List<Store.Texts> categories,
            Layout layout,
            Tally tally) {
        this.micros = micros;
        this.targets = targets;
        this.users = users;
        this.items = items;
        this.numbers = numbers;
        this.categories = categories;
        this.layout = layout;
        this.tally = tally;
        this.order = order(size, micros);
    }

    /**
     * Reads a file.
     *
     * @param limit the most rows to use, from the file's beginning
     * @throws UnreadableTableException if the columns are not there or no row can be used
     */
    public static Table read(Path file, Format format, Columns columns, int limit) throws IOException {
        return TableReader.read(file, format, columns, limit);
    }

    private static int[] order(int size, Store.Longs micros) {
        boolean sorted = IntStream.range(1, size).allMatch(i -> micros.get(i - 1) <= micros.get(i));
        IntStream rows = IntStream.range(0, size);
        return sorted
                ? rows.toArray()
                : rows.boxed()
                        .sorted(Comparator.comparingLong(micros::get))
                        .mapToInt(Integer::intValue)
                        .toArray();
    }

    /** How many rows. */
    public int size() {
        return order.length;
    }

    /** What became of the file's lines. */
    public Tally tally() {
        return tally;
    }

    /** How many different users, 0 without a user column. */
    public int users() {
        return users == null ? 0 : users.size();
    }

    /** How many different items, 0 without an item column. */
    public int items() {
        return items == null ? 0 : items.size();
    }

    /** A user as the file writes it. */
    public String user(int user) {
        if (users == null) {
            throw new IllegalStateException("there is no user column");
        }
        return users.text(user);
    }

    /** An item as the file writes it. */
    public String item(int item) {
        if (items == null) {
            throw new IllegalStateException("there is no item column");
        }
        return items.text(item);
    }

    /** The titles of {@link Row#numbers}. */
    public List<String> numericColumns() {
        return layout.numericNames();
    }

    /** The titles of {@link Row#categories}. */
    public List<String> categoricalColumns() {
        return layout.categoricalNames();
    }

    /** Whether every target is 0 or 1. */
    public boolean isBinary() {
        return IntStream.range(0, size()).allMatch(row -> targets.get(row) == 0 || targets.get(row) == 1);
    }

    /** The times of the rows, in order. */
    public LongStream times() {
        return IntStream.of(order).mapToLong(micros::get);
    }

    @Override
    public Iterator<Row> iterator() {
        Means means = new Means(numbers.size());
        return IntStream.of(order).mapToObj(row -> row(row, means)).iterator();
    }

    private Row row(int row, Means means) {
        double[] values = new double[numbers.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = means.orMean(i, numbers.get(i).get(row));
        }
        int[] codes = new int[categories.size()];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = categories.get(i).get(row);
        }
        return new Row(
                micros.get(row),
                users == null ? -1 : users.get(row),
                items == null ? -1 : items.get(row),
                targets.get(row),
                Vec.adopt(values),
                new Codes(codes));
    }

    /** The means of the columns so far, for what is missing. */
    private static final class Means {

        private final double[] mean;
        private final long[] count;

        Means(int columns) {
            mean = new double[columns];
            count = new long[columns];
        }

        double orMean(int column, double value) {
            if (!Double.isNaN(value)) {
                count[column]++;
                mean[column] += (value - mean[column]) / count[column];
                return value;
            }
            return mean[column];
        }
    }
}
