package io.portrait.tools.replay;

import io.portrait.kernel.CsvReader;
import io.portrait.kernel.CsvReader.CsvFormat;
import io.portrait.kernel.CsvReader.CsvRow;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A reader of an Online Retail file, which returns one row at a time ({@link CsvReader}). An I/O error while reading is
 * thrown as {@link UncheckedIOException}.
 */
public final class RetailLineReader implements Iterator<RetailRow>, Closeable {

    /** The limit on the length of a line. The longest line of the data set has about 120 characters. */
    static final int MAX_LINE_CHARS = 4096;

    private static final CsvFormat FORMAT = new CsvFormat(',', true, MAX_LINE_CHARS);

    private final CsvReader csv;
    private final RetailHeader header;
    private @Nullable CsvRow nextRow;
    private long rowNumber;

    private RetailLineReader(CsvReader csv) throws IOException {
        this.csv = csv;
        this.header = new RetailHeader(csv.titles().stream().map(String::strip).toList());
        this.nextRow = csv.next();
    }

    /**
     * Opens a file.
     *
     * @throws IllegalArgumentException if a column is missing
     */
    static RetailLineReader open(Path file) throws IOException {
        return open(Files.newInputStream(file));
    }

    /**
     * Opens a stream, which is closed with the reader, and also if this method fails.
     *
     * @throws IllegalArgumentException if a column is missing
     */
    public static RetailLineReader open(InputStream in) throws IOException {
        CsvReader csv = CsvReader.open(in, FORMAT);
        try {
            return new RetailLineReader(csv);
        } catch (IOException | RuntimeException e) {
            csv.close();
            throw e;
        }
    }

    @Override
    public boolean hasNext() {
        return nextRow != null;
    }

    @Override
    public RetailRow next() {
        CsvRow row = nextRow;
        if (row == null) {
            throw new NoSuchElementException("the file has %d rows".formatted(rowNumber));
        }
        rowNumber++;
        try {
            nextRow = csv.next();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read on after line %d".formatted(row.lineNumber()), e);
        }
        return parse(row);
    }

    private RetailRow parse(CsvRow row) {
        if (!row.fault().isEmpty()) {
            return new RetailRow.MalformedRow(rowNumber, row.lineNumber(), row.fault());
        }
        if (row.cells().size() != header.width()) {
            return new RetailRow.MalformedRow(
                    rowNumber,
                    row.lineNumber(),
                    "the row has %d cells, the header %d".formatted(row.cells().size(), header.width()));
        }
        return new RetailLineParser(header, row.cells()).parse(rowNumber, row.lineNumber());
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }
}
