package io.portrait.model.nextitem;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Serialisation of int arrays: the length, then each value. */
final class IntArrays {

    private IntArrays() {}

    static void write(DataOutput out, int... values) throws IOException {
        out.writeInt(values.length);
        for (int value : values) {
            out.writeInt(value);
        }
    }

    static int[] read(DataInput in) throws IOException {
        int[] values = new int[in.readInt()];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readInt();
        }
        return values;
    }
}
