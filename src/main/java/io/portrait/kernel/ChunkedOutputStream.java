package io.portrait.kernel;

import java.io.OutputStream;
import java.util.Arrays;

/**
 * An output stream that cuts its bytes into chunks of 1 MiB, for example one per database row, so that only one chunk is in
 * memory. Closing the stream emits the last chunk, which may be empty.
 */
public final class ChunkedOutputStream extends OutputStream {

    private static final int CHUNK_BYTES = 1 << 20;

    /** The receiver of the chunks, in their order. */
    public interface ChunkSink {

        /**
         * Takes one chunk.
         *
         * @param number counted from 0
         * @param bytes owned by the sink from now on
         */
        void accept(int number, byte[] bytes);
    }

    private final ChunkSink sink;
    private byte[] buffer = new byte[CHUNK_BYTES];
    private int length;
    private int nextNumber;

    /** A stream into a sink. */
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
