package io.portrait.shared;

import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Takes a stream of bytes in pieces of 1 MiB: a row of the database each, and no array as large as the model. */
final class Parts extends OutputStream {

    private static final int SIZE = 1 << 20;

    private final List<byte[]> full = new ArrayList<>();
    private byte[] open = new byte[SIZE];
    private int used;

    @Override
    public void write(int value) {
        if (used == SIZE) {
            full.add(open);
            open = new byte[SIZE];
            used = 0;
        }
        open[used++] = (byte) value;
    }

    /** All that was written. */
    List<byte[]> toList() {
        List<byte[]> parts = new ArrayList<>(full);
        parts.add(Arrays.copyOf(open, used));
        return parts;
    }
}
