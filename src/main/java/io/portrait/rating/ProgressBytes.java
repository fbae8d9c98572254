package io.portrait.rating;

import io.portrait.learning.Progress;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** A {@link Progress} in 32 bytes. */
final class ProgressBytes {

    private ProgressBytes() {}

    static void write(DataOutput out, Progress progress) throws IOException {
        out.writeLong(progress.examples());
        out.writeDouble(progress.meanSquaredError());
        out.writeDouble(progress.recentSquaredError());
        out.writeDouble(progress.meanAbsoluteError());
    }

    static Progress read(DataInput in) throws IOException {
        return new Progress(in.readLong(), in.readDouble(), in.readDouble(), in.readDouble());
    }
}
