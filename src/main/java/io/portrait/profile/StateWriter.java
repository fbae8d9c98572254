package io.portrait.profile;

import io.portrait.kernel.Vec;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes numbers compactly: whole numbers as zig-zag base-128 varints, doubles as eight bytes, big endian. */
final class StateWriter {

    private static final int MOST_VARINT_BYTES = 10;
    private static final VarHandle DOUBLES = MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.BIG_ENDIAN);

    private byte[] bytes = new byte[2_048];
    private int size;

    StateWriter whole(long value) {
        reserve(MOST_VARINT_BYTES);
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

    StateWriter wholes(long[] values) {
        for (long value : values) {
            whole(value);
        }
        return this;
    }

    StateWriter real(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalStateException("a state must be finite, holds " + value);
        }
        reserve(Double.BYTES);
        DOUBLES.set(bytes, size, value);
        size += Double.BYTES;
        return this;
    }

    StateWriter reals(Vec values) {
        whole(values.size());
        for (int i = 0; i < values.size(); i++) {
            real(values.get(i));
        }
        return this;
    }

    StateWriter text(String value) {
        return raw(value.getBytes(StandardCharsets.UTF_8));
    }

    StateWriter raw(byte[] value) {
        whole(value.length);
        reserve(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
        return this;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    private void reserve(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
        }
    }
}
