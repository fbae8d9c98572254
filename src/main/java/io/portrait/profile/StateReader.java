package io.portrait.profile;

import io.portrait.kernel.Vec;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads what {@link StateWriter} has written. */
final class StateReader {

    private static final VarHandle DOUBLES = MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.BIG_ENDIAN);

    private final byte[] bytes;
    private int at;

    StateReader(byte[] bytes) {
        this(bytes, 0);
    }

    /** Begins within what was written. */
    StateReader(byte[] bytes, int from) {
        this.bytes = bytes;
        this.at = from;
    }

    /** What is read from, not to be modified. */
    byte[] array() {
        return bytes;
    }

    int position() {
        return at;
    }

    long whole() {
        long zigzag = 0;
        int shift = 0;
        byte next;
        do {
            next = bytes[at++];
            zigzag |= (next & 0x7FL) << shift;
            shift += 7;
        } while (next < 0);
        return (zigzag >>> 1) ^ -(zigzag & 1);
    }

    int count() {
        return Math.toIntExact(whole());
    }

    void wholes(long[] target) {
        for (int i = 0; i < target.length; i++) {
            target[i] = whole();
        }
    }

    void skipWholes(int count) {
        for (int left = count; left > 0; at++) {
            left -= bytes[at] >= 0 ? 1 : 0;
        }
    }

    /** Skips what {@link #raw} or {@link #text} would read. */
    void skipRaw() {
        int length = count();
        at += length;
    }

    double real() {
        double value = (double) DOUBLES.get(bytes, at);
        at += Double.BYTES;
        return value;
    }

    Vec reals() {
        double[] values = new double[count()];
        for (int from = 0; from < values.length; from += Byte.SIZE) {
            byte mask = bytes[at++];
            for (int i = from; i < Math.min(from + Byte.SIZE, values.length); i++) {
                values[i] = (mask >> (i - from) & 1) == 0 ? 0 : real();
            }
        }
        return Vec.adopt(values);
    }

    String text() {
        return new String(raw(), StandardCharsets.UTF_8);
    }

    byte[] raw() {
        int length = count();
        byte[] value = Arrays.copyOfRange(bytes, at, at + length);
        at += length;
        return value;
    }
}
