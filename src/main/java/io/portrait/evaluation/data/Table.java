package io.portrait.evaluation.data;

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
public final class Table implements Iterable<TableRow> {

    private final ColumnBuffers.LongColumn micros;
    private final ColumnBuffers.DoubleColumn targets;
    private final ColumnBuffers.@Nullable DictionaryColumn users;
    private final ColumnBuffers.@Nullable DictionaryColumn items;
    private final List<ColumnBuffers.DoubleColumn> numberColumns;
    private final List<ColumnBuffers.DictionaryColumn> categoryColumns;
    private final ColumnPositions positions;
    private final LineCounts lineCounts;
    private final int[] rowsInTimeOrder;

    Table(
            int size,
            ColumnBuffers.LongColumn micros,
            ColumnBuffers.DoubleColumn targets,
            ColumnBuffers.@Nullable DictionaryColumn users,
            ColumnBuffers.@Nullable DictionaryColumn items,
            List<ColumnBuffers.DoubleColumn> numberColumns,
            List<ColumnBuffers.DictionaryColumn> categoryColumns,
            ColumnPositions positions,
            LineCounts lineCounts) {
        this.micros = micros;
        this.targets = targets;
        this.users = users;
        this.items = items;
        this.numberColumns = numberColumns;
        this.categoryColumns = categoryColumns;
        this.positions = positions;
        this.lineCounts = lineCounts;
        this.rowsInTimeOrder = order(size, micros);
    }

    /**
     * Reads a file.
     *
     * @param limit the most rows to use, from the file's beginning
     * @throws UnreadableDataException if the columns are not there or no row can be used
     */
    public static Table read(Path file, TableFormat format, ColumnRoles roles, int limit) throws IOException {
        return TableReader.read(file, format, roles, limit);
    }

    private static int[] order(int size, ColumnBuffers.LongColumn micros) {
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
        return rowsInTimeOrder.length;
    }

    /** What became of the file's lines. */
    public LineCounts lineCounts() {
        return lineCounts;
    }

    /** How many different users, 0 without a user column. */
    public int userCount() {
        return users == null ? 0 : users.size();
    }

    /** How many different items, 0 without an item column. */
    public int itemCount() {
        return items == null ? 0 : items.size();
    }

    /** A user as the file writes it. */
    public String userId(int user) {
        if (users == null) {
            throw new IllegalStateException("there is no user column");
        }
        return users.text(user);
    }

    /** An item as the file writes it. */
    public String itemId(int item) {
        if (items == null) {
            throw new IllegalStateException("there is no item column");
        }
        return items.text(item);
    }

    /** The titles of {@link TableRow#numbers}. */
    public List<String> numericColumns() {
        return positions.numericNames();
    }

    /** The titles of {@link TableRow#categories}. */
    public List<String> categoricalColumns() {
        return positions.categoricalNames();
    }

    /** Whether every target is 0 or 1. */
    public boolean isBinary() {
        return IntStream.range(0, size()).allMatch(row -> targets.get(row) == 0 || targets.get(row) == 1);
    }

    /** The times of the rows, in order. */
    public LongStream times() {
        return IntStream.of(rowsInTimeOrder).mapToLong(micros::get);
    }

    @Override
    public Iterator<TableRow> iterator() {
        RunningMeans runningMeans = new RunningMeans(numberColumns.size());
        return IntStream.of(rowsInTimeOrder)
                .mapToObj(row -> row(row, runningMeans))
                .iterator();
    }

    private TableRow row(int row, RunningMeans runningMeans) {
        double[] values = new double[numberColumns.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = runningMeans.orMean(i, numberColumns.get(i).get(row));
        }
        int[] codes = new int[categoryColumns.size()];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = categoryColumns.get(i).get(row);
        }
        return new TableRow(
                micros.get(row),
                users == null ? -1 : users.get(row),
                items == null ? -1 : items.get(row),
                targets.get(row),
                Vec.adopt(values),
                new CategoryCodes(codes));
    }

    /** The means of the columns so far, for what is missing. */
    private static final class RunningMeans {

        private final double[] mean;
        private final long[] count;

        RunningMeans(int columns) {
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
