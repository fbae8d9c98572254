package io.portrait.shared;

import java.io.OutputStream;
import java.util.Arrays;

/**
 * Hands a stream of bytes on in pieces of 1 MiB: a row of the database each, and never two of them in memory. Closing it hands
 * the last one on.
 */
final class PartsOut extends OutputStream {

    private static final int SIZE = 1 << 20;

    /** Takes the pieces in their order. */
    interface Taker {

        /** Takes one; the bytes are the taker's to keep. */
        void take(int number, byte[] bytes);
    }

    private final Taker taker;
    private byte[] open = new byte[SIZE];
    private int used;
    private int number;

    PartsOut(Taker taker) {
        this.taker = taker;
    }

    @Override
    public void write(int value) {
        if (used == SIZE) {
            handOn();
        }
        open[used++] = (byte) value;
    }

    private void handOn() {
        taker.take(number++, Arrays.copyOf(open, used));
        used = 0;
    }

    @Override
    public void close() {
        handOn();
    }
}
