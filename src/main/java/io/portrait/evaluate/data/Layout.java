package io.portrait.evaluate.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The positions of the columns that are read: −1 for a role that no column has. */
record Layout(
        int width,
        int target,
        int time,
        int user,
        int item,
        List<Integer> numeric,
        List<Integer> categorical,
        List<String> numericNames,
        List<String> categoricalNames) {

    private static final int SNIFFED_ROWS = 1_000;

    /**
     * Finds the columns.
     *
     * @throws UnreadableTableException if one is missing
     */
    static Layout of(Path file, Format format, Columns columns) throws IOException {
        try (CsvLines lines = CsvLines.open(file, format)) {
            Header header = new Header(lines.titles());
            header.require(columns);
            return switch (columns.features()) {
                case Columns.Features.Named named ->
                    of(header, columns, header.findAll(named.numeric()), header.findAll(named.categorical()));
                case Columns.Features.Rest r -> {
                    List<Integer> numeric = numeric(header, header.rest(columns), lines);
                    List<Integer> categorical = new ArrayList<>(header.rest(columns));
                    categorical.removeAll(numeric);
                    yield of(header, columns, numeric, categorical);
                }
            };
        }
    }

    private static Layout of(Header header, Columns columns, List<Integer> numeric, List<Integer> categorical) {
        return new Layout(
                header.width(),
                header.find(columns.target()),
                header.find(columns.time()),
                header.find(columns.user()),
                header.find(columns.item()),
                numeric,
                categorical,
                names(header, numeric),
                names(header, categorical));
    }

    private static List<String> names(Header header, List<Integer> positions) {
        return positions.stream()
                .map(position -> header.column(position).name())
                .toList();
    }

    /** Numeric by its type; without one, if the first cells are numbers, or empty. */
    private static List<Integer> numeric(Header header, List<Integer> candidates, CsvLines lines) throws IOException {
        List<Integer> numeric = new ArrayList<>(candidates);
        numeric.removeIf(position ->
                header.column(position).isTyped() && !header.column(position).isTypedNumeric());
        List<String> cells = lines.next();
        for (int row = 0; row < SNIFFED_ROWS && cells != null; row++, cells = lines.next()) {
            List<String> sniffed = cells;
            if (sniffed.size() == header.width()) {
                numeric.removeIf(position -> !header.column(position).isTyped()
                        && !Cells.isMissing(sniffed.get(position))
                        && Double.isNaN(Cells.number(sniffed.get(position))));
            }
        }
        return numeric;
    }
}
