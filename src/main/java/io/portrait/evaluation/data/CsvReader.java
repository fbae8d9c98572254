package io.portrait.evaluation.data;

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
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a delimited UTF-8 text, plain or gzip whatever the file's name, one at a time. A row is one line: a stray
 * quote costs that row, not the rest of the file.
 */
final class CsvReader implements Closeable {

    static final int MAX_LINE_CHARS = 65_536;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final BoundedLineReader lines;
    private final CSVFormat quotedFormat;
    private final TableFormat format;

    private CsvReader(BoundedLineReader lines, TableFormat format) {
        this.lines = lines;
        this.format = format;
        this.quotedFormat =
                CSVFormat.DEFAULT.builder().setDelimiter(format.delimiter()).get();
    }

    static CsvReader open(Path file, TableFormat format) throws IOException {
        InputStream in = Files.newInputStream(file);
        try {
            InputStreamReader text = new InputStreamReader(decompressed(in), StandardCharsets.UTF_8);
            return new CsvReader(new BoundedLineReader(new BufferedReader(text, 1 << 16), MAX_LINE_CHARS), format);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    private static InputStream decompressed(InputStream in) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(in, 1 << 16);
        buffered.mark(2);
        byte[] magic = buffered.readNBytes(2);
        buffered.reset();
        boolean gzip = magic.length == 2 && magic[0] == (byte) 0x1f && magic[1] == (byte) 0x8b;
        return gzip ? new GZIPInputStream(buffered, 1 << 16) : buffered;
    }

    /** The titles; empty if there is no line. */
    List<String> titles() throws IOException {
        String first = nextNonBlankLine();
        return first == null ? List.of() : cells(first.replace(BYTE_ORDER_MARK, ""));
    }

    /** The next row's cells, none of them if the line is no row; null after the last one. */
    @Nullable
    List<String> next() throws IOException {
        String text = nextNonBlankLine();
        return text == null ? null : cells(text);
    }

    private @Nullable String nextNonBlankLine() throws IOException {
        String text = lines.readLine();
        while (text != null && text.isBlank()) {
            text = lines.readLine();
        }
        return text;
    }

    private List<String> cells(String text) {
        if (lines.wasTruncated()) {
            return List.of();
        }
        return format.quoted() && text.indexOf('"') >= 0 ? quotedCells(text) : plainCells(text);
    }

    private List<String> plainCells(String text) {
        List<String> cells = new ArrayList<>();
        int from = 0;
        int to = text.indexOf(format.delimiter());
        while (to >= 0) {
            cells.add(text.substring(from, to));
            from = to + 1;
            to = text.indexOf(format.delimiter(), from);
        }
        cells.add(text.substring(from));
        return cells;
    }

    private List<String> quotedCells(String text) {
        try (CSVParser parser = CSVParser.parse(text, quotedFormat)) {
            Iterator<CSVRecord> records = parser.iterator();
            return records.hasNext() ? records.next().toList() : List.of();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
