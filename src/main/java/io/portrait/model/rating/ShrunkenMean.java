package io.portrait.model.rating;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** A mean that is shrunken towards 0 and may forget exponentially. Mutable. */
final class ShrunkenMean {

    private double sum;
    private double count;

    /** Σ / (n + shrinkage). */
    double value(double shrinkage) {
        return sum / (count + shrinkage);
    }

    /** The number of values; with forgetting, the sum of their remaining weights. */
    double count() {
        return count;
    }

    void add(double value, double decay) {
        sum = decay * sum + value;
        count = decay * count + 1;
    }

    void add(double value) {
        add(value, 1);
    }

    void write(DataOutput out) throws IOException {
        out.writeDouble(sum);
        out.writeDouble(count);
    }

    void read(DataInput in) throws IOException {
        sum = in.readDouble();
        count = in.readDouble();
    }
}
