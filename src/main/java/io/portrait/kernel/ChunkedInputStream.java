package io.portrait.kernel;

import java.io.InputStream;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** A stream of bytes from its pieces, each fetched when it is needed: see {@link ChunkedOutputStream}. */
public final class ChunkedInputStream extends InputStream {

    private final IntFunction<byte @Nullable []> fetch;
    private int nextNumber;
    private byte[] chunk = {};
    private int position;
    private boolean exhausted;

    /** Of each number from 0 the piece; null behind the last. */
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

    /** Fetches the next piece where this one is used up. */
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
