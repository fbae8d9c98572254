package io.portrait.kernel;

import java.io.InputStream;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** An input stream over numbered chunks, each fetched when it is needed; the counterpart of {@link ChunkedOutputStream}. */
public final class ChunkedInputStream extends InputStream {

    private final IntFunction<byte @Nullable []> fetch;
    private int nextNumber;
    private byte[] chunk = {};
    private int position;
    private boolean exhausted;

    /**
     * A stream over chunks.
     *
     * @param fetch returns the chunk of a number, counted from 0; null after the last one
     */
    public ChunkedInputStream(IntFunction<byte @Nullable []> fetch) {
        this.fetch = fetch;
    }

    @Override
    public int read() {
        return isAtEnd() ? -1 : Byte.toUnsignedInt(chunk[position++]);
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        if (isAtEnd()) {
            return -1;
        }
        int count = Math.min(length, chunk.length - position);
        System.arraycopy(chunk, position, target, offset, count);
        position += count;
        return count;
    }

    /** Fetches the next chunk if the present one is used up. */
    private boolean isAtEnd() {
        while (!exhausted && position == chunk.length) {
            byte[] fetched = fetch.apply(nextNumber++);
            exhausted = fetched == null;
            chunk = fetched == null ? chunk : fetched;
            position = exhausted ? position : 0;
        }
        return exhausted;
    }
}
