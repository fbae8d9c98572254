package io.portrait.model.nextitem;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** The exponentially decayed number of persons of each item, each at the time of the person's last interaction with it. */
final class ItemPopularity {

    private final ForwardDecay decay;
    private double[] weights = new double[16];
    private double total;

    ItemPopularity(double halfLife) {
        this.decay = new ForwardDecay(halfLife);
    }

    /** Advances by one step; returns whether all weights were rescaled. */
    boolean advance() {
        boolean rescaled = decay.advance();
        if (rescaled) {
            rescale();
        }
        return rescaled;
    }

    /** Counts a person for an item; returns the weight that was added. */
    double add(int item) {
        return addShare(item, 1);
    }

    /** Moves a person who was counted for an item some steps ago to the present; returns the weight that was added. */
    double renew(int item, long steps) {
        return addShare(item, 1 - decay.remaining(steps));
    }

    /** Removes a person who was counted for an item some steps ago; returns the weight that was added, at most 0. */
    double withdraw(int item, long steps) {
        return addShare(item, -decay.remaining(steps));
    }

    private double addShare(int item, double share) {
        if (item >= weights.length) {
            weights = Arrays.copyOf(weights, Math.max(item + 1, 2 * weights.length));
        }
        double before = weights[item];
        weights[item] = Math.max(0, before + share * decay.currentWeight());
        double added = weights[item] - before;
        total = Math.max(0, total + added);
        return added;
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
