package io.portrait.evaluation.data;

import io.portrait.kernel.CsvReader;
import io.portrait.kernel.CsvReader.CsvRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The positions and names of the columns to read; −1 for a role without a column. */
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
     * Finds the columns in the header of a file.
     *
     * @throws UnreadableDataException if one is missing
     */
    static ColumnPositions of(Path file, TableFormat format, ColumnRoles roles) throws IOException {
        try (CsvReader csv = CsvReader.open(Files.newInputStream(file), format.csv())) {
            HeaderLine header = new HeaderLine(csv.titles());
            header.require(roles);
            return switch (roles.features()) {
                case ColumnRoles.FeatureColumns.Listed named ->
                    of(header, roles, header.findAll(named.numeric()), header.findAll(named.categorical()));
                case ColumnRoles.FeatureColumns.AllRemaining r -> {
                    List<Integer> numeric = numeric(header, header.remaining(roles), csv);
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

    /** The numeric columns: by the type in the title, or else those whose first cells are all numeric or missing. */
    private static List<Integer> numeric(HeaderLine header, List<Integer> candidates, CsvReader csv)
            throws IOException {
        List<Integer> numeric = new ArrayList<>(candidates);
        numeric.removeIf(position ->
                header.column(position).hasType() && !header.column(position).hasNumericType());
        CsvRow row = csv.next();
        for (int i = 0; i < MAX_INSPECTED_ROWS && row != null; i++, row = csv.next()) {
            List<String> inspected = row.cells();
            if (inspected.size() == header.width()) {
                numeric.removeIf(position -> !header.column(position).hasType()
                        && !NumberParser.isMissing(inspected.get(position))
                        && Double.isNaN(NumberParser.parse(inspected.get(position))));
            }
        }
        return numeric;
    }
}
