package io.portrait.evaluation.data;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import java.util.zip.ZipException;

/** Reads a file into a table. */
final class TableReader {

    /** About 2 GB with twenty columns: enough for any data set here, and an end to a file that has none. */
    static final int MAX_ROWS = 20_000_000;

    private final ColumnPositions positions;
    private final TimeParser timeParser;
    private final ColumnBuffers.LongColumn micros = new ColumnBuffers.LongColumn();
    private final ColumnBuffers.DoubleColumn targets = new ColumnBuffers.DoubleColumn();
    private final ColumnBuffers.DictionaryColumn users = new ColumnBuffers.DictionaryColumn();
    private final ColumnBuffers.DictionaryColumn items = new ColumnBuffers.DictionaryColumn();
    private final List<ColumnBuffers.DoubleColumn> numbers;
    private final List<ColumnBuffers.DictionaryColumn> categories;
    private final LineCounts.LineCounter counter = new LineCounts.LineCounter();
    private int rows;

    private TableReader(ColumnPositions positions, TimeParser timeParser) {
        this.positions = positions;
        this.timeParser = timeParser;
        this.numbers = Stream.generate(ColumnBuffers.DoubleColumn::new)
                .limit(positions.numeric().size())
                .toList();
        this.categories = Stream.generate(ColumnBuffers.DictionaryColumn::new)
                .limit(positions.categorical().size())
                .toList();
    }

    static Table read(Path file, TableFormat format, ColumnRoles roles, int limit) throws IOException {
        if (!Files.isReadable(file)) {
            throw new UnreadableDataException("the file %s is not there, or may not be read".formatted(file));
        }
        try {
            TableReader reader = new TableReader(ColumnPositions.of(file, format, roles), new TimeParser(format));
            try (CsvReader lines = CsvReader.open(file, format)) {
                lines.titles();
                reader.readAll(lines, limit);
            }
            return reader.table();
        } catch (ZipException | EOFException e) {
            throw new UnreadableDataException("the file %s is damaged: %s".formatted(file, e.getMessage()), e);
        }
    }

    private void readAll(CsvReader lines, int limit) throws IOException {
        for (List<String> cells = lines.next(); cells != null && rows < limit; cells = lines.next()) {
            if (rows == MAX_ROWS) {
                throw new UnreadableDataException(
                        "the file has more than %,d rows: take a part with --limit".formatted(MAX_ROWS));
            }
            counter.read();
            readRow(cells);
        }
    }

    private void readRow(List<String> cells) {
        if (cells.size() != positions.width()) {
            counter.skip(LineCounts.SkipReason.MALFORMED);
            return;
        }
        double target = positions.target() < 0 ? 1 : NumberParser.parse(cells.get(positions.target()));
        OptionalLong time =
                positions.time() < 0 ? OptionalLong.of(rows) : timeParser.parse(cells.get(positions.time()));
        if (Double.isNaN(target)) {
            counter.skip(LineCounts.SkipReason.NO_TARGET);
        } else if (time.isEmpty()) {
            counter.skip(LineCounts.SkipReason.NO_TIME);
        } else if (isBlank(cells, positions.user())) {
            counter.skip(LineCounts.SkipReason.NO_USER);
        } else if (isBlank(cells, positions.item())) {
            counter.skip(LineCounts.SkipReason.NO_ITEM);
        } else {
            addRow(cells, target, time.getAsLong());
        }
    }

    private static boolean isBlank(List<String> cells, int position) {
        return position >= 0 && cells.get(position).isBlank();
    }

    private void addRow(List<String> cells, double target, long time) {
        targets.set(rows, target);
        micros.set(rows, time);
        if (positions.user() >= 0) {
            users.set(rows, cells.get(positions.user()).strip());
        }
        if (positions.item() >= 0) {
            items.set(rows, cells.get(positions.item()).strip());
        }
        for (int i = 0; i < numbers.size(); i++) {
            numbers.get(i)
                    .set(rows, NumberParser.parse(cells.get(positions.numeric().get(i))));
        }
        for (int i = 0; i < categories.size(); i++) {
            categories
                    .get(i)
                    .set(rows, cells.get(positions.categorical().get(i)).strip());
        }
        rows++;
    }

    private Table table() {
        if (rows == 0) {
            throw new UnreadableDataException("the file has no usable row of %d read: %s"
                    .formatted(counter.counts().read(), counter.counts().skipped()));
        }
        return new Table(
                rows,
                micros,
                targets,
                positions.user() < 0 ? null : users,
                positions.item() < 0 ? null : items,
                new ArrayList<>(numbers),
                new ArrayList<>(categories),
                positions,
                counter.counts());
    }
}
