package io.portrait.kernel;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * A reader of delimited UTF-8 text, plain or gzip (recognized by its content), which returns one row at a time. A row is one
 * line of text, so a stray quote costs one row and not the rest of the file, and so does a byte that is not UTF-8. Blank lines
 * are skipped. Memory is bounded by the limit on the length of a line.
 */
public final class CsvReader implements Closeable {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** The character that the decoder puts where bytes are not UTF-8. */
    private static final char REPLACEMENT_CHARACTER = '\uFFFD';

    private static final int BUFFER_SIZE = 1 << 16;

    private final Reader text;
    private final CsvFormat format;
    private final CSVFormat quotedFormat;
    private final StringBuilder line = new StringBuilder();
    private boolean truncated;
    private long lineNumber;

    /**
     * The format of a text.
     *
     * @param delimiter the character between cells
     * @param quoted whether {@code "} may enclose a cell; if not, it is an ordinary character
     * @param maxLineChars the limit on the length of a line; a longer line is a faulty row
     */
    public record CsvFormat(char delimiter, boolean quoted, int maxLineChars) {}

    /**
     * One line of the text.
     *
     * @param lineNumber the number of the line, from 1
     * @param cells the cells; empty for a faulty row
     * @param fault why the line is not a row; empty if it is one
     */
    public record CsvRow(long lineNumber, List<String> cells, String fault) {}

    private CsvReader(Reader text, CsvFormat format) {
        this.text = text;
        this.format = format;
        this.quotedFormat =
                CSVFormat.DEFAULT.builder().setDelimiter(format.delimiter()).get();
    }

    /**
     * Opens a stream, which is closed with the reader, and also if this method fails.
     *
     * @throws IOException if the stream cannot be read
     */
    public static CsvReader open(InputStream in, CsvFormat format) throws IOException {
        try {
            Reader text = new InputStreamReader(decompressed(in), StandardCharsets.UTF_8);
            return new CsvReader(new BufferedReader(text, BUFFER_SIZE), format);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    private static InputStream decompressed(InputStream in) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(in, BUFFER_SIZE);
        buffered.mark(2);
        byte[] magic = buffered.readNBytes(2);
        buffered.reset();
        boolean gzip = magic.length == 2 && magic[0] == (byte) 0x1f && magic[1] == (byte) 0x8b;
        return gzip ? new GZIPInputStream(buffered, BUFFER_SIZE) : buffered;
    }

    /**
     * The column titles in the first line that is not blank; empty if there is none. To be called before {@link #next}.
     *
     * @throws IOException if the text cannot be read
     */
    public List<String> titles() throws IOException {
        String first = readNonBlankLine();
        return first == null
                ? List.of()
                : row(first.replace(BYTE_ORDER_MARK, "")).cells();
    }

    /**
     * The next row; null after the last one.
     *
     * @throws IOException if the text cannot be read
     */
    public @Nullable CsvRow next() throws IOException {
        String next = readNonBlankLine();
        return next == null ? null : row(next);
    }

    private CsvRow row(String content) {
        if (truncated) {
            return faulty("the line has more than %d characters".formatted(format.maxLineChars()));
        }
        if (content.indexOf(REPLACEMENT_CHARACTER) >= 0) {
            return faulty("the line is not UTF-8");
        }
        boolean hasQuote = format.quoted() && content.indexOf('"') >= 0;
        return hasQuote ? quotedRow(content) : new CsvRow(lineNumber, plainCells(content), "");
    }

    private List<String> plainCells(String content) {
        List<String> cells = new ArrayList<>();
        int from = 0;
        int to = content.indexOf(format.delimiter());
        while (to >= 0) {
            cells.add(content.substring(from, to));
            from = to + 1;
            to = content.indexOf(format.delimiter(), from);
        }
        cells.add(content.substring(from));
        return cells;
    }

    private CsvRow quotedRow(String content) {
        try (CSVParser parser = CSVParser.parse(content, quotedFormat)) {
            Iterator<CSVRecord> records = parser.iterator();
            return new CsvRow(lineNumber, records.hasNext() ? records.next().toList() : List.of(), "");
        } catch (IOException | UncheckedIOException e) {
            return faulty("not CSV: " + e.getMessage());
        }
    }

    private CsvRow faulty(String fault) {
        return new CsvRow(lineNumber, List.of(), fault);
    }

    private @Nullable String readNonBlankLine() throws IOException {
        String next = readLine();
        while (next != null && next.isBlank()) {
            next = readLine();
        }
        return next;
    }

    /** The next line without its end, cut off at the limit; null after the last one. */
    private @Nullable String readLine() throws IOException {
        line.setLength(0);
        truncated = false;
        int c = text.read();
        if (c < 0) {
            return null;
        }
        lineNumber++;
        for (; c >= 0 && c != '\n'; c = text.read()) {
            append((char) c);
        }
        int last = line.length() - 1;
        return last >= 0 && line.charAt(last) == '\r' ? line.substring(0, last) : line.toString();
    }

    private void append(char c) {
        if (line.length() < format.maxLineChars()) {
            line.append(c);
        } else {
            truncated = true;
        }
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
