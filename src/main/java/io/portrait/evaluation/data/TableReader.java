package io.portrait.evaluation.data;

import io.portrait.kernel.CsvReader;
import io.portrait.kernel.CsvReader.CsvRow;
import io.portrait.kernel.IdentifierFormat;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.zip.ZipException;

/** A reader of one file into a table. Mutable, for one use. */
final class TableReader {

    /** The limit on the number of rows, about 2 GB with twenty columns. It also stops a file without an end. */
    static final int MAX_ROWS = 20_000_000;

    private final ColumnPositions positions;
    private final TimeParser timeParser;
    private final ColumnBuffers columns;
    private final LineCounts.LineCounter counter = new LineCounts.LineCounter();

    private TableReader(ColumnPositions positions, TimeParser timeParser) {
        this.positions = positions;
        this.timeParser = timeParser;
        this.columns = new ColumnBuffers(
                positions.numeric().size(), positions.categorical().size());
    }

    static Table read(Path file, TableFormat format, ColumnRoles roles, int limit) throws IOException {
        if (!Files.isReadable(file)) {
            throw new UnreadableDataException("the file %s does not exist or is not readable".formatted(file));
        }
        try {
            TableReader reader = new TableReader(ColumnPositions.of(file, format, roles), new TimeParser(format));
            try (CsvReader csv = CsvReader.open(Files.newInputStream(file), format.csv())) {
                csv.titles();
                reader.readAll(csv, limit);
            }
            return reader.table();
        } catch (ZipException | EOFException e) {
            throw new UnreadableDataException("the file %s is damaged: %s".formatted(file, e.getMessage()), e);
        }
    }

    private void readAll(CsvReader csv, int limit) throws IOException {
        for (CsvRow row = csv.next(); row != null && columns.rows() < limit; row = csv.next()) {
            if (columns.rows() == MAX_ROWS) {
                throw new UnreadableDataException(
                        "the file has more than %,d rows: read a part of it with --limit".formatted(MAX_ROWS));
            }
            counter.read();
            readRow(row);
        }
    }

    private void readRow(CsvRow row) {
        List<String> cells = row.cells();
        if (cells.size() != positions.width()) {
            skip(LineCounts.SkipReason.MALFORMED, row, malformation(row));
            return;
        }
        double target = positions.target() < 0 ? 1 : NumberParser.parse(cells.get(positions.target()));
        OptionalLong time =
                positions.time() < 0 ? OptionalLong.of(columns.rows()) : timeParser.parse(cells.get(positions.time()));
        if (Double.isNaN(target)) {
            skip(LineCounts.SkipReason.NO_TARGET, row, "");
        } else if (time.isEmpty()) {
            skip(LineCounts.SkipReason.NO_TIME, row, "");
        } else if (isBlank(cells, positions.user())) {
            skip(LineCounts.SkipReason.NO_USER, row, "");
        } else if (isBlank(cells, positions.item())) {
            skip(LineCounts.SkipReason.NO_ITEM, row, "");
        } else {
            addRowIfIdsAreValid(row, target, time.getAsLong());
        }
    }

    private void skip(LineCounts.SkipReason reason, CsvRow row, String detail) {
        counter.skip(reason, row.lineNumber(), detail);
    }

    private String malformation(CsvRow row) {
        return row.fault().isEmpty()
                ? "it has %d cells, the header has %d".formatted(row.cells().size(), positions.width())
                : row.fault();
    }

    private static boolean isBlank(List<String> cells, int position) {
        return position >= 0 && cells.get(position).isBlank();
    }

    private void addRowIfIdsAreValid(CsvRow row, double target, long time) {
        try {
            requireId("user", row.cells(), positions.user());
            requireId("item", row.cells(), positions.item());
        } catch (IllegalArgumentException invalid) {
            skip(LineCounts.SkipReason.INVALID_ID, row, Objects.requireNonNullElse(invalid.getMessage(), ""));
            return;
        }
        addRow(row.cells(), target, time);
    }

    private static void requireId(String name, List<String> cells, int position) {
        if (position >= 0) {
            IdentifierFormat.requireNew(name, cells.get(position).strip());
        }
    }

    private void addRow(List<String> cells, double target, long time) {
        int row = columns.rows();
        columns.targets.set(row, target);
        columns.micros.set(row, time);
        if (positions.user() >= 0) {
            columns.users.set(row, cells.get(positions.user()).strip());
        }
        if (positions.item() >= 0) {
            columns.items.set(row, cells.get(positions.item()).strip());
        }
        for (int i = 0; i < columns.numbers.size(); i++) {
            columns.numbers
                    .get(i)
                    .set(row, NumberParser.parse(cells.get(positions.numeric().get(i))));
        }
        for (int i = 0; i < columns.categories.size(); i++) {
            columns.categories
                    .get(i)
                    .set(row, cells.get(positions.categorical().get(i)).strip());
        }
        columns.endRow();
    }

    private Table table() {
        if (columns.rows() == 0) {
            throw new UnreadableDataException("the file has no usable row of %d read: %s"
                    .formatted(
                            counter.counts().read(),
                            counter.counts().skippedText().replaceFirst("^, ", "")));
        }
        return new Table(columns, positions, counter.counts());
    }
}
