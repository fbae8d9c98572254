package io.portrait.model.nextitem;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;

/**
 * How much of the past each expert is responsible for: the sufficient statistics of online EM (O. Cappé, E. Moulines,
 * J. R. Statist. Soc. B 71, 2009), as counts that fade.
 */
final class ExpertCounts {

    private final double[] counts = new double[Expert.all().size()];

    double count(Expert expert) {
        return counts[expert.index()];
    }

    double total() {
        double total = 0;
        for (double count : counts) {
            total += count;
        }
        return total;
    }

    /** Everybody's prior, before anything is known: each expert alike. */
    void fill(double count) {
        Arrays.fill(counts, count);
    }

    /** Lets the past fade, and counts who is responsible for a choice that stands for some. */
    void learn(Map<Expert, Double> responsibilities, double forgettingFactor, int weight) {
        double factor = weight == 1 ? forgettingFactor : StrictMath.pow(forgettingFactor, weight);
        for (int i = 0; i < counts.length; i++) {
            counts[i] *= factor;
        }
        responsibilities.forEach((expert, responsibility) -> counts[expert.index()] += weight * responsibility);
    }

    void write(DataOutput out) throws IOException {
        for (double count : counts) {
            out.writeDouble(count);
        }
    }

    void read(DataInput in) throws IOException {
        for (int i = 0; i < counts.length; i++) {
            counts[i] = in.readDouble();
        }
    }
}
