package io.portrait.profile;

import io.portrait.kernel.Vec;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A writer of a compact binary format: integers as zig-zag base-128 varints, doubles as eight bytes in big-endian
 * order, and vectors without their zeros.
 */
final class StateWriter {

    private static final int MAX_VARINT_BYTES = 10;
    private static final VarHandle DOUBLES = MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.BIG_ENDIAN);

    private byte[] bytes = new byte[2_048];
    private int size;

    StateWriter writeVarint(long value) {
        reserve(MAX_VARINT_BYTES);
        byte[] target = bytes;
        int at = size;
        long zigzag = (value << 1) ^ (value >> 63);
        while ((zigzag & ~0x7FL) != 0) {
            target[at++] = (byte) (zigzag | 0x80);
            zigzag >>>= 7;
        }
        target[at++] = (byte) zigzag;
        size = at;
        return this;
    }

    StateWriter writeVarints(long[] values) {
        for (long value : values) {
            writeVarint(value);
        }
        return this;
    }

    StateWriter writeDouble(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalStateException("a state must be finite, holds " + value);
        }
        reserve(Double.BYTES);
        DOUBLES.set(bytes, size, value);
        size += Double.BYTES;
        return this;
    }

    /**
     * Writes the length of a vector, then for each group of eight a bit mask of the elements that are not 0, and these
     * elements.
     */
    StateWriter writeSparseVector(Vec values) {
        writeVarint(values.size());
        for (int from = 0; from < values.size(); from += Byte.SIZE) {
            writeMaskedGroup(values, from, Math.min(from + Byte.SIZE, values.size()));
        }
        return this;
    }

    private void writeMaskedGroup(Vec values, int from, int to) {
        reserve(1);
        int mask = size++;
        bytes[mask] = 0;
        for (int i = from; i < to; i++) {
            double value = values.get(i);
            // compares bits, because −0 must be written
            if (Double.doubleToRawLongBits(value) != 0) {
                writeDouble(value);
                bytes[mask] |= (byte) (1 << (i - from));
            }
        }
    }

    StateWriter writeText(String value) {
        return writeBlob(value.getBytes(StandardCharsets.UTF_8));
    }

    StateWriter writeBlob(byte[] value) {
        return writeVarint(value.length).writeSlice(value, 0, value.length);
    }

    /** Writes a part of an array without its length. */
    StateWriter writeSlice(byte[] source, int from, int to) {
        int length = to - from;
        reserve(length);
        System.arraycopy(source, from, bytes, size, length);
        size += length;
        return this;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    /** Removes what was written, to reuse the buffer. */
    StateWriter clear() {
        size = 0;
        return this;
    }

    private void reserve(int additional) {
        if (size + additional > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + additional));
        }
    }
}
