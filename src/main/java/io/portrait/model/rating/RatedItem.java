package io.portrait.model.rating;

import io.portrait.kernel.SplitMix64;
import io.portrait.model.rating.RatingConfig.FactorizationConfig;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The parameters of one item, learned from the ratings of all users. Mutable; owned by the {@link RatingModel}. */
final class RatedItem extends IndexedEntity {

    final ShrunkenMean mean = new ShrunkenMean();
    final ShrunkenMean bias = new ShrunkenMean();
    final double[] factors;
    final ItemSimilarities similarities;

    RatedItem(int serial, RatingConfig config) {
        super(serial);
        this.factors = initialFactors(serial, config.seed(), config.factorization());
        this.similarities = new ItemSimilarities(config.capacity().neighborsPerItem());
    }

    /**
     * Uniform numbers with the configured standard deviation. The factors of users start at 0, so the factors of items must
     * differ from each other: equal vectors would stay equal.
     */
    private static double[] initialFactors(int serial, long seed, FactorizationConfig config) {
        double[] initial = new double[config.dimensions()];
        for (int i = 0; i < initial.length; i++) {
            double uniform = SplitMix64.unit(seed, (long) serial * initial.length + i);
            initial[i] = config.initialDeviation() * Math.sqrt(12) * (uniform - 0.5);
        }
        return initial;
    }

    @Override
    void write(DataOutput out) throws IOException {
        mean.write(out);
        bias.write(out);
        DoubleArrays.write(out, factors);
        similarities.write(out);
    }

    @Override
    void read(DataInput in) throws IOException {
        mean.read(in);
        bias.read(in);
        DoubleArrays.read(in, factors);
        similarities.read(in);
    }
}
