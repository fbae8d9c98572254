package io.portrait.model.nextitem;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** The exponentially decayed number of interactions of each item. */
final class ItemPopularity {

    private final ForwardDecay decay;
    private double[] weights = new double[16];
    private double total;

    ItemPopularity(double halfLife) {
        this.decay = new ForwardDecay(halfLife);
    }

    /** Counts an interaction; returns whether all weights were rescaled. */
    boolean add(int item) {
        boolean rescaled = decay.advance();
        if (rescaled) {
            rescale();
        }
        if (item >= weights.length) {
            weights = Arrays.copyOf(weights, Math.max(item + 1, 2 * weights.length));
        }
        weights[item] += decay.currentWeight();
        total += decay.currentWeight();
        return rescaled;
    }

    private void rescale() {
        for (int i = 0; i < weights.length; i++) {
            weights[i] *= ForwardDecay.RESCALE_FACTOR;
        }
        total *= ForwardDecay.RESCALE_FACTOR;
    }

    double weight(int item) {
        return item < weights.length ? weights[item] : 0;
    }

    /** Adds weight · popularity / normalizer to the probability of each item, which is modified. */
    void addWeighted(double weight, double normalizer, double[] probabilities) {
        int end = Math.min(probabilities.length, weights.length);
        double scale = weight / normalizer;
        for (int item = 0; item < end; item++) {
            probabilities[item] += scale * weights[item];
        }
    }

    double total() {
        return total;
    }

    /** The weight of an interaction that happens now. */
    double currentWeight() {
        return decay.currentWeight();
    }

    void remove(int item) {
        total = Math.max(0, total - weight(item));
        weights[item] = 0;
    }

    void write(DataOutput out) throws IOException {
        out.writeDouble(decay.currentWeight());
        out.writeDouble(total);
        out.writeInt(weights.length);
        for (double weight : weights) {
            out.writeDouble(weight);
        }
    }

    void read(DataInput in) throws IOException {
        decay.restore(in.readDouble());
        total = in.readDouble();
        weights = new double[in.readInt()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = in.readDouble();
        }
    }
}
