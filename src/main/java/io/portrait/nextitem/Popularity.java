package io.portrait.nextitem;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** How much each place was chosen, decayed. */
final class Popularity {

    private final Growth growth;
    private double[] weights = new double[16];
    private double total;

    Popularity(double halfLife) {
        this.growth = new Growth(halfLife);
    }

    /** Counts a choice; says whether everything was scaled back. */
    boolean add(int place) {
        boolean back = growth.step();
        if (back) {
            scaleBack();
        }
        if (place >= weights.length) {
            weights = Arrays.copyOf(weights, Math.max(place + 1, 2 * weights.length));
        }
        weights[place] += growth.unit();
        total += growth.unit();
        return back;
    }

    private void scaleBack() {
        for (int i = 0; i < weights.length; i++) {
            weights[i] *= Growth.BACK;
        }
        total *= Growth.BACK;
    }

    double weight(int place) {
        return place < weights.length ? weights[place] : 0;
    }

    /** @param chances modified: each grows by its share of a total, weighed */
    void addShares(double weight, double ofTotal, double[] chances) {
        int end = Math.min(chances.length, weights.length);
        double rate = weight / ofTotal;
        for (int place = 0; place < end; place++) {
            chances[place] += rate * weights[place];
        }
    }

    double total() {
        return total;
    }

    /** What a choice of now would weigh. */
    double unit() {
        return growth.unit();
    }

    void forget(int place) {
        total = Math.max(0, total - weight(place));
        weights[place] = 0;
    }

    void write(DataOutput out) throws IOException {
        out.writeDouble(growth.unit());
        out.writeDouble(total);
        out.writeInt(weights.length);
        for (double weight : weights) {
            out.writeDouble(weight);
        }
    }

    void read(DataInput in) throws IOException {
        growth.restore(in.readDouble());
        total = in.readDouble();
        weights = new double[in.readInt()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = in.readDouble();
        }
    }
}
