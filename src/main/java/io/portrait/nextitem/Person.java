package io.portrait.nextitem;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;

/**
 * What is kept of one user: the last items in their order, all items once each, whom of the experts to believe,
 * and by what to tell the likeliest items apart.
 */
final class Person {

    private final NextItemConfig.Bounds bounds;
    private int[] history = {};
    private int[] chosen = {};
    private int choices;
    final Credit credit = new Credit();
    final LogWeights taste = new LogWeights();

    Person(NextItemConfig.Bounds bounds) {
        this.bounds = bounds;
    }

    /** The last items, the newest first. Read-only. */
    int[] history() {
        return history;
    }

    /** All items, ascending. Read-only. */
    int[] chosen() {
        return chosen;
    }

    boolean hasChosen(int place) {
        return Arrays.binarySearch(chosen, place) >= 0;
    }

    /**
     * For how many choices the next one stands when it is asked who saw it coming: each for itself at first; later, when one
     * more changes little, one of every few for all of them, and the others for none.
     */
    int weightOfNext(NextItemConfig.Mixing mixing) {
        if (choices < mixing.schooling()) {
            return 1;
        }
        return choices % mixing.sampled() == 0 ? mixing.sampled() : 0;
    }

    void choose(int place) {
        choices++;
        int[] longer = new int[Math.min(bounds.history(), history.length + 1)];
        System.arraycopy(history, 0, longer, 1, longer.length - 1);
        longer[0] = place;
        history = longer;
        int at = Arrays.binarySearch(chosen, place);
        if (at < 0 && chosen.length < bounds.chosen()) {
            insert(-at - 1, place);
        }
    }

    private void insert(int at, int place) {
        int[] longer = new int[chosen.length + 1];
        System.arraycopy(chosen, 0, longer, 0, at);
        System.arraycopy(chosen, at, longer, at + 1, chosen.length - at);
        longer[at] = place;
        chosen = longer;
    }

    void forget(BitSet gone) {
        history = Arrays.stream(history).filter(place -> !gone.get(place)).toArray();
        chosen = Arrays.stream(chosen).filter(place -> !gone.get(place)).toArray();
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(choices);
        Ints.write(out, history);
        Ints.write(out, chosen);
        credit.write(out);
        taste.write(out);
    }

    void read(DataInput in) throws IOException {
        choices = in.readInt();
        history = Ints.read(in);
        chosen = Ints.read(in);
        credit.read(in);
        taste.read(in);
    }
}
