package io.portrait.rating;

import io.portrait.rating.RatingConfig.Vectors;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** What all users have taught about an item. */
final class RatedItem extends Member {

    final ShrunkenMean mean = new ShrunkenMean();
    final ShrunkenMean bias = new ShrunkenMean();
    final double[] vector;
    final Neighbours neighbours;

    RatedItem(int serial, RatingConfig config) {
        super(serial);
        this.vector = firstVector(serial, config.seed(), config.vectors());
        this.neighbours = new Neighbours(config.bounds().neighbours());
    }

    /** Uniform, with a standard deviation of {@code spread}. Users begin at 0: equal vectors would stay equal. */
    private static double[] firstVector(int serial, long seed, Vectors config) {
        double[] vector = new double[config.dimensions()];
        for (int i = 0; i < vector.length; i++) {
            double uniform = Hashed.unit(seed, (long) serial * vector.length + i);
            vector[i] = config.spread() * Math.sqrt(12) * (uniform - 0.5);
        }
        return vector;
    }

    @Override
    void write(DataOutput out) throws IOException {
        mean.write(out);
        bias.write(out);
        Doubles.write(out, vector);
        neighbours.write(out);
    }

    @Override
    void read(DataInput in) throws IOException {
        mean.read(in);
        bias.read(in);
        Doubles.read(in, vector);
        neighbours.read(in);
    }
}
