package io.portrait.model.nextitem;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;

/**
 * Sufficient statistics of online EM (O. Cappé, E. Moulines, J. R. Statist. Soc. B 71, 2009): per expert, the
 * exponentially decayed sum of its responsibilities for the observed items. Mutable.
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

    /** Sets all counts to one value: the uniform prior of the global counts. */
    void fill(double count) {
        Arrays.fill(counts, count);
    }

    /**
     * Decays all counts and adds the responsibilities of one observation.
     *
     * @param responsibilities by expert, with sum 1. Not modified
     * @param forgettingFactor in (0, 1]
     * @param weight the number of interactions that the observation represents
     */
    void learn(Map<Expert, Double> responsibilities, double forgettingFactor, int weight) {
        double factor = weight == 1 ? forgettingFactor : StrictMath.pow(forgettingFactor, weight);
        for (int i = 0; i < counts.length; i++) {
            counts[i] *= factor;
        }
        responsibilities.forEach((expert, responsibility) -> counts[expert.index()] += weight * responsibility);
    }

    /** Adds the counts of another user. */
    void add(ExpertCounts other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
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
