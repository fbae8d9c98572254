package io.portrait.model.rating;

import io.portrait.model.learner.PrequentialLosses;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** A {@link PrequentialLosses} in 32 bytes. */
final class PrequentialLossesFormat {

    private PrequentialLossesFormat() {}

    static void write(DataOutput out, PrequentialLosses losses) throws IOException {
        out.writeLong(losses.examples());
        out.writeDouble(losses.meanSquaredError());
        out.writeDouble(losses.recentSquaredError());
        out.writeDouble(losses.meanAbsoluteError());
    }

    static PrequentialLosses read(DataInput in) throws IOException {
        return new PrequentialLosses(in.readLong(), in.readDouble(), in.readDouble(), in.readDouble());
    }
}
