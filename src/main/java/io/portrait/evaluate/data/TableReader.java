package io.portrait.evaluate.data;

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

    private final Layout layout;
    private final Times times;
    private final Store.Longs micros = new Store.Longs();
    private final Store.Numbers targets = new Store.Numbers();
    private final Store.Texts users = new Store.Texts();
    private final Store.Texts items = new Store.Texts();
    private final List<Store.Numbers> numbers;
    private final List<Store.Texts> categories;
    private final Tally.Counter counter = new Tally.Counter();
    private int rows;

    private TableReader(Layout layout, Times times) {
        this.layout = layout;
        this.times = times;
        this.numbers = Stream.generate(Store.Numbers::new)
                .limit(layout.numeric().size())
                .toList();
        this.categories = Stream.generate(Store.Texts::new)
                .limit(layout.categorical().size())
                .toList();
    }

    static Table read(Path file, Format format, Columns columns, int limit) throws IOException {
        if (!Files.isReadable(file)) {
            throw new UnreadableTableException("the file %s is not there, or may not be read".formatted(file));
        }
        try {
            TableReader reader = new TableReader(Layout.of(file, format, columns), new Times(format));
            try (CsvLines lines = CsvLines.open(file, format)) {
                lines.titles();
                reader.readAll(lines, limit);
            }
            return reader.table();
        } catch (ZipException | EOFException e) {
            throw new UnreadableTableException("the file %s is damaged: %s".formatted(file, e.getMessage()), e);
        }
    }

    private void readAll(CsvLines lines, int limit) throws IOException {
        for (List<String> cells = lines.next(); cells != null && rows < limit; cells = lines.next()) {
            if (rows == MAX_ROWS) {
                throw new UnreadableTableException(
                        "the file has more than %,d rows: take a part with --limit".formatted(MAX_ROWS));
            }
            counter.read();
            take(cells);
        }
    }

    private void take(List<String> cells) {
        if (cells.size() != layout.width()) {
            counter.skip(Tally.Reason.MALFORMED);
            return;
        }
        double target = layout.target() < 0 ? 1 : Cells.number(cells.get(layout.target()));
        OptionalLong time = layout.time() < 0 ? OptionalLong.of(rows) : times.read(cells.get(layout.time()));
        if (Double.isNaN(target)) {
            counter.skip(Tally.Reason.NO_TARGET);
        } else if (time.isEmpty()) {
            counter.skip(Tally.Reason.NO_TIME);
        } else if (isBlank(cells, layout.user())) {
            counter.skip(Tally.Reason.NO_USER);
        } else if (isBlank(cells, layout.item())) {
            counter.skip(Tally.Reason.NO_ITEM);
        } else {
            keep(cells, target, time.getAsLong());
        }
    }

    private static boolean isBlank(List<String> cells, int position) {
        return position >= 0 && cells.get(position).isBlank();
    }

    private void keep(List<String> cells, double target, long time) {
        targets.set(rows, target);
        micros.set(rows, time);
        if (layout.user() >= 0) {
            users.set(rows, cells.get(layout.user()).strip());
        }
        if (layout.item() >= 0) {
            items.set(rows, cells.get(layout.item()).strip());
        }
        for (int i = 0; i < numbers.size(); i++) {
            numbers.get(i).set(rows, Cells.number(cells.get(layout.numeric().get(i))));
        }
        for (int i = 0; i < categories.size(); i++) {
            categories.get(i).set(rows, cells.get(layout.categorical().get(i)).strip());
        }
        rows++;
    }

    private Table table() {
        if (rows == 0) {
            throw new UnreadableTableException("the file has no usable row of %d read: %s"
                    .formatted(counter.tally().read(), counter.tally().skipped()));
        }
        return new Table(
                rows,
                micros,
                targets,
                layout.user() < 0 ? null : users,
                layout.item() < 0 ? null : items,
                new ArrayList<>(numbers),
                new ArrayList<>(categories),
                layout,
                counter.tally());
    }
}
