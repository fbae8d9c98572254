package io.portrait.evaluation.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The positions of the columns that are read: −1 for a role that no column has. */
record ColumnPositions(
        int width,
        int target,
        int time,
        int user,
        int item,
        List<Integer> numeric,
        List<Integer> categorical,
        List<String> numericNames,
        List<String> categoricalNames) {

    private static final int MAX_INSPECTED_ROWS = 1_000;

    /**
     * Finds the columns.
     *
     * @throws UnreadableDataException if one is missing
     */
    static ColumnPositions of(Path file, TableFormat format, ColumnRoles roles) throws IOException {
        try (CsvReader lines = CsvReader.open(file, format)) {
            HeaderLine header = new HeaderLine(lines.titles());
            header.require(roles);
            return switch (roles.features()) {
                case ColumnRoles.FeatureColumns.Listed named ->
                    of(header, roles, header.findAll(named.numeric()), header.findAll(named.categorical()));
                case ColumnRoles.FeatureColumns.AllRemaining r -> {
                    List<Integer> numeric = numeric(header, header.remaining(roles), lines);
                    List<Integer> categorical = new ArrayList<>(header.remaining(roles));
                    categorical.removeAll(numeric);
                    yield of(header, roles, numeric, categorical);
                }
            };
        }
    }

    private static ColumnPositions of(
            HeaderLine header, ColumnRoles roles, List<Integer> numeric, List<Integer> categorical) {
        return new ColumnPositions(
                header.width(),
                header.find(roles.target()),
                header.find(roles.time()),
                header.find(roles.user()),
                header.find(roles.item()),
                numeric,
                categorical,
                names(header, numeric),
                names(header, categorical));
    }

    private static List<String> names(HeaderLine header, List<Integer> positions) {
        return positions.stream()
                .map(position -> header.column(position).name())
                .toList();
    }

    /** Numeric by its type; without one, if the first cells are numbers, or empty. */
    private static List<Integer> numeric(HeaderLine header, List<Integer> candidates, CsvReader lines)
            throws IOException {
        List<Integer> numeric = new ArrayList<>(candidates);
        numeric.removeIf(position ->
                header.column(position).hasType() && !header.column(position).hasNumericType());
        List<String> cells = lines.next();
        for (int row = 0; row < MAX_INSPECTED_ROWS && cells != null; row++, cells = lines.next()) {
            List<String> inspected = cells;
            if (inspected.size() == header.width()) {
                numeric.removeIf(position -> !header.column(position).hasType()
                        && !NumberParser.isMissing(inspected.get(position))
                        && Double.isNaN(NumberParser.parse(inspected.get(position))));
            }
        }
        return numeric;
    }
}
