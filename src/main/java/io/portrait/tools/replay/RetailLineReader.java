package io.portrait.tools.replay;

import io.portrait.kernel.BoundedLineReader;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads an Online Retail file row by row; holds one line at a time. The text is UTF-8 CSV, plain or gzip, whatever the
 * file's name.
 *
 * <p>A row is one line of text: a quoted cell cannot go over a line end. No cell of the data set does, and so a stray
 * quote costs one row and not the rest of the file. Failures of the underlying stream come as
 * {@link UncheckedIOException}.
 */
final class RetailLineReader implements Iterator<RetailRow>, Closeable {

    /** The data set's longest line has about 120 characters. */
    static final int MAX_LINE_CHARS = 4096;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final BoundedLineReader lines;
    private final RetailHeader header;
    private @Nullable String nextLine;
    private long rowNumber;

    private RetailLineReader(BoundedLineReader lines) throws IOException {
        this.lines = lines;
        this.header = readHeader(lines);
        this.nextLine = readNonBlank();
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
     * Reads from a stream, which is closed with the reader, also when this method fails.
     *
     * @throws IllegalArgumentException if a column is missing
     */
    static RetailLineReader open(InputStream in) throws IOException {
        try {
            InputStreamReader text = new InputStreamReader(decompressed(in), StandardCharsets.UTF_8);
            return new RetailLineReader(new BoundedLineReader(new BufferedReader(text), MAX_LINE_CHARS));
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    private static InputStream decompressed(InputStream in) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(in);
        buffered.mark(2);
        byte[] magic = buffered.readNBytes(2);
        buffered.reset();
        boolean gzip = magic.length == 2 && magic[0] == (byte) 0x1f && magic[1] == (byte) 0x8b;
        return gzip ? new GZIPInputStream(buffered) : buffered;
    }

    private static RetailHeader readHeader(BoundedLineReader lines) throws IOException {
        String first = lines.readLine();
        String titles = first == null ? "" : first.replace(BYTE_ORDER_MARK, "");
        return new RetailHeader(cells(titles).stream().map(String::strip).toList());
    }

    @Override
    public boolean hasNext() {
        return nextLine != null;
    }

    @Override
    public RetailRow next() {
        String text = nextLine;
        if (text == null) {
            throw new NoSuchElementException("the file has %d rows".formatted(rowNumber));
        }
        rowNumber++;
        RetailRow parsed = read(text);
        try {
            nextLine = readNonBlank();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read on after line %d".formatted(lines.lineNumber()), e);
        }
        return parsed;
    }

    private @Nullable String readNonBlank() throws IOException {
        String text = lines.readLine();
        while (text != null && text.isBlank()) {
            text = lines.readLine();
        }
        return text;
    }

    private RetailRow read(String text) {
        if (lines.wasTruncated()) {
            return malformed("the line has more than %d characters".formatted(MAX_LINE_CHARS));
        }
        try {
            return parse(cells(text));
        } catch (IOException e) {
            return malformed("not CSV: " + e.getMessage());
        }
    }

    private RetailRow parse(List<String> cells) {
        if (cells.size() != header.width()) {
            return malformed("the row has %d cells, the header %d".formatted(cells.size(), header.width()));
        }
        return new RetailLineParser(header, cells).parse(rowNumber, lines.lineNumber());
    }

    private MalformedRow malformed(String reason) {
        return new MalformedRow(rowNumber, lines.lineNumber(), reason);
    }

    private static List<String> cells(String text) throws IOException {
        try (CSVParser parser = CSVParser.parse(text, CSVFormat.DEFAULT)) {
            Iterator<CSVRecord> records = parser.iterator();
            return records.hasNext() ? records.next().toList() : List.of();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
