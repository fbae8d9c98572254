package io.portrait.kernel;

import java.io.OutputStream;
import java.util.Arrays;

/**
 * Hands a stream of bytes on in pieces of 1 MiB: a row of the database each, and never two of them in memory. Closing it hands
 * the last one on.
 */
public final class ChunkedOutputStream extends OutputStream {

    private static final int CHUNK_BYTES = 1 << 20;

    /** Takes the pieces in their order. */
    public interface ChunkSink {

        /** Takes one; the bytes are the taker's to keep. */
        void accept(int number, byte[] bytes);
    }

    private final ChunkSink sink;
    private byte[] buffer = new byte[CHUNK_BYTES];
    private int length;
    private int nextNumber;

    public ChunkedOutputStream(ChunkSink sink) {
        this.sink = sink;
    }

    @Override
    public void write(int value) {
        if (length == CHUNK_BYTES) {
            emitChunk();
        }
        buffer[length++] = (byte) value;
    }

    private void emitChunk() {
        sink.accept(nextNumber++, Arrays.copyOf(buffer, length));
        length = 0;
    }

    @Override
    public void close() {
        emitChunk();
    }
}
