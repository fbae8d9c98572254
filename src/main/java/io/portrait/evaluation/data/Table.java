package io.portrait.evaluation.data;

import io.portrait.kernel.SplitMix64;
import io.portrait.kernel.Vec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A table of examples in time order, held in memory column by column. Rows with the same time keep the order of the
 * file.
 */
public final class Table implements Iterable<TableRow> {

    private final ColumnBuffers columns;
    private final ColumnPositions positions;
    private final LineCounts lineCounts;
    private final int[] rowsInTimeOrder;

    Table(ColumnBuffers columns, ColumnPositions positions, LineCounts lineCounts) {
        this(columns, positions, lineCounts, order(columns.rows(), columns.micros));
    }

    private Table(ColumnBuffers columns, ColumnPositions positions, LineCounts lineCounts, int[] rowsInTimeOrder) {
        this.columns = columns;
        this.positions = positions;
        this.lineCounts = lineCounts;
        this.rowsInTimeOrder = rowsInTimeOrder;
    }

    /**
     * Reads a file.
     *
     * @param limit the largest number of rows to read, from the beginning of the file
     * @throws UnreadableDataException if a column is missing or no row is usable
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

    /** The number of rows. */
    public int size() {
        return rowsInTimeOrder.length;
    }

    /** The counts of the lines that were read and skipped. */
    public LineCounts lineCounts() {
        return lineCounts;
    }

    /** The number of distinct users; 0 without a user column. */
    public int userCount() {
        return positions.user() < 0 ? 0 : columns.users.size();
    }

    /** The number of distinct items; 0 without an item column. */
    public int itemCount() {
        return positions.item() < 0 ? 0 : columns.items.size();
    }

    /** The id of a user in the file. */
    public String userId(int user) {
        if (positions.user() < 0) {
            throw new IllegalStateException("there is no user column");
        }
        return columns.users.text(user);
    }

    /** The id of an item in the file. */
    public String itemId(int item) {
        if (positions.item() < 0) {
            throw new IllegalStateException("there is no item column");
        }
        return columns.items.text(item);
    }

    /** The titles of {@link TableRow#numbers}. */
    public List<String> numericColumns() {
        return positions.numericNames();
    }

    /** The titles of {@link TableRow#categories}. */
    public List<String> categoricalColumns() {
        return positions.categoricalNames();
    }

    /** A check whether every target is 0 or 1. */
    public boolean isBinary() {
        return targets().allMatch(target -> target == 0 || target == 1);
    }

    /** A check whether rows have times; without a time column, the number of the row stands for the time. */
    public boolean hasTimes() {
        return positions.time() >= 0;
    }

    /**
     * A copy of the table with the rows of one user at one time in random order. Such rows are often the lines of one order, and their
     * order in the file is not the order in which a person chose them.
     *
     * @param seed determines the order
     */
    public Table withShuffledTies(long seed) {
        int[] shuffled = rowsInTimeOrder.clone();
        long draws = 0;
        for (List<Integer> places : (Iterable<List<Integer>>) placesByTimeAndUser()::iterator) {
            for (int i = places.size() - 1; i > 0; i--) {
                int j = (int) (SplitMix64.unit(seed, draws++) * (i + 1));
                int row = shuffled[places.get(i)];
                shuffled[places.get(i)] = shuffled[places.get(j)];
                shuffled[places.get(j)] = row;
            }
        }
        return new Table(columns, positions, lineCounts, shuffled);
    }

    /**
     * The rows of one user at one time, such as the lines of an order. Ordered by time, and at one time by the first row of
     * each user.
     */
    public Stream<List<TableRow>> baskets() {
        RunningMeans runningMeans = new RunningMeans(columns.numbers.size());
        return placesByTimeAndUser()
                .map(places -> places.stream()
                        .map(place -> row(rowsInTimeOrder[place], runningMeans))
                        .toList());
    }

    /** The places in {@link #rowsInTimeOrder} of the rows with one time and one user; the stream is lazy. */
    private Stream<List<Integer>> placesByTimeAndUser() {
        int[] starts = IntStream.range(0, size())
                .filter(place -> place == 0 || micros(place) != micros(place - 1))
                .toArray();
        return IntStream.range(0, starts.length)
                .mapToObj(i -> placesByUser(starts[i], i + 1 < starts.length ? starts[i + 1] : size()))
                .flatMap(byUser -> byUser.values().stream());
    }

    private SequencedMap<Integer, List<Integer>> placesByUser(int from, int to) {
        SequencedMap<Integer, List<Integer>> byUser = new LinkedHashMap<>();
        for (int place = from; place < to; place++) {
            byUser.computeIfAbsent(user(rowsInTimeOrder[place]), user -> new ArrayList<>())
                    .add(place);
        }
        return byUser;
    }

    private long micros(int place) {
        return columns.micros.get(rowsInTimeOrder[place]);
    }

    /** The values to predict, in the order of the rows. */
    public DoubleStream targets() {
        return IntStream.of(rowsInTimeOrder).mapToDouble(columns.targets::get);
    }

    /** The times of the rows, in order. */
    public LongStream times() {
        return IntStream.of(rowsInTimeOrder).mapToLong(columns.micros::get);
    }

    @Override
    public Iterator<TableRow> iterator() {
        RunningMeans runningMeans = new RunningMeans(columns.numbers.size());
        return IntStream.of(rowsInTimeOrder)
                .mapToObj(row -> row(row, runningMeans))
                .iterator();
    }

    private TableRow row(int row, RunningMeans runningMeans) {
        double[] values = new double[columns.numbers.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = runningMeans.orMean(i, columns.numbers.get(i).get(row));
        }
        int[] codes = new int[columns.categories.size()];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = columns.categories.get(i).get(row);
        }
        return new TableRow(
                columns.micros.get(row),
                user(row),
                positions.item() < 0 ? -1 : columns.items.get(row),
                columns.targets.get(row),
                Vec.adopt(values),
                new CategoryCodes(codes));
    }

    private int user(int row) {
        return positions.user() < 0 ? -1 : columns.users.get(row);
    }

    /** The running means of the numeric columns, which replace missing numbers. */
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
