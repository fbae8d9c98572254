package io.portrait.kernel;

import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/** A line reader that truncates each line at a limit, so that a file without line ends cannot fill the memory. */
public final class BoundedLineReader implements Closeable {

    private final Reader in;
    private final int maxChars;
    private final StringBuilder line = new StringBuilder();
    private boolean truncated;
    private long number;

    /**
     * A reader of lines.
     *
     * @param in the text, preferably buffered; closed with this reader
     * @param maxChars characters of a line beyond which the rest is dropped
     */
    public BoundedLineReader(Reader in, int maxChars) {
        this.in = in;
        this.maxChars = maxChars;
    }

    /**
     * Reads the next line without its line end, truncated at the limit; null after the last one.
     *
     * @throws IOException if the text cannot be read
     */
    public @Nullable String readLine() throws IOException {
        line.setLength(0);
        truncated = false;
        int c = in.read();
        if (c < 0) {
            return null;
        }
        number++;
        for (; c >= 0 && c != '\n'; c = in.read()) {
            append((char) c);
        }
        return withoutCarriageReturn();
    }

    private void append(char c) {
        if (line.length() < maxChars) {
            line.append(c);
        } else {
            truncated = true;
        }
    }

    private String withoutCarriageReturn() {
        int last = line.length() - 1;
        return last >= 0 && line.charAt(last) == '\r' ? line.substring(0, last) : line.toString();
    }

    /** Whether the line read last was longer than the limit. */
    public boolean wasTruncated() {
        return truncated;
    }

    /** The number of the line read last, from 1; 0 before the first. */
    public long lineNumber() {
        return number;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
