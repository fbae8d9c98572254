package io.portrait.profile;

import io.portrait.kernel.Vec;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A reader of the binary format of {@link StateWriter}. */
final class StateReader {

    private static final VarHandle DOUBLES = MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.BIG_ENDIAN);

    private final byte[] bytes;
    private int position;

    StateReader(byte[] bytes) {
        this(bytes, 0);
    }

    /** Starts within an array. */
    StateReader(byte[] bytes, int from) {
        this.bytes = bytes;
        this.position = from;
    }

    /** The array that is read, not to be modified. */
    byte[] array() {
        return bytes;
    }

    int position() {
        return position;
    }

    long readVarint() {
        long zigzag = 0;
        int shift = 0;
        byte next;
        do {
            next = bytes[position++];
            zigzag |= (next & 0x7FL) << shift;
            shift += 7;
        } while (next < 0);
        return (zigzag >>> 1) ^ -(zigzag & 1);
    }

    int readCount() {
        return Math.toIntExact(readVarint());
    }

    void readVarints(long[] target) {
        for (int i = 0; i < target.length; i++) {
            target[i] = readVarint();
        }
    }

    void skipVarints(int count) {
        for (int remaining = count; remaining > 0; position++) {
            remaining -= bytes[position] >= 0 ? 1 : 0;
        }
    }

    /** Skips a value that {@link #readBlob} or {@link #readText} would read. */
    void skipBlob() {
        int length = readCount();
        position += length;
    }

    double readDouble() {
        double value = (double) DOUBLES.get(bytes, position);
        position += Double.BYTES;
        return value;
    }

    Vec readSparseVector() {
        double[] values = new double[readCount()];
        for (int from = 0; from < values.length; from += Byte.SIZE) {
            byte mask = bytes[position++];
            for (int i = from; i < Math.min(from + Byte.SIZE, values.length); i++) {
                values[i] = (mask >> (i - from) & 1) == 0 ? 0 : readDouble();
            }
        }
        return Vec.adopt(values);
    }

    String readText() {
        return new String(readBlob(), StandardCharsets.UTF_8);
    }

    byte[] readBlob() {
        int length = readCount();
        byte[] value = Arrays.copyOfRange(bytes, position, position + length);
        position += length;
        return value;
    }
}
