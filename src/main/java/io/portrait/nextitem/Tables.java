package io.portrait.nextitem;

import io.portrait.kernel.Topic;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;

/** What all users teach: what is chosen, and what is chosen near what. Places are numbers that stand for items. */
final class Tables {

    private final NextItemConfig.Window window;
    private final Growth growth;
    final Popularity popularLong;
    final Popularity popularShort;
    final Shelves shelves = new Shelves();
    final Neighbours successors;
    final Neighbours rules;
    final Neighbours followers;
    final Neighbours companions;

    Tables(NextItemConfig config) {
        this.window = config.window();
        this.growth = new Growth(config.rates().neighbours());
        this.popularLong = new Popularity(config.rates().popularLong());
        this.popularShort = new Popularity(config.rates().popularShort());
        int most = config.bounds().neighbours();
        this.successors = new Neighbours(most);
        this.rules = new Neighbours(most);
        this.followers = new Neighbours(most);
        this.companions = new Neighbours(most);
    }

    /**
     * Learns that a place was chosen.
     *
     * @param history of the user before it, the newest first. Not modified
     */
    void learn(int place, List<Topic> about, int[] history) {
        shelves.put(place, about, popularLong.weight(place));
        if (popularLong.add(place)) {
            shelves.scaleBack();
        }
        shelves.add(place, popularLong.unit());
        popularShort.add(place);
        if (growth.step()) {
            List.of(successors, rules, followers, companions).forEach(Neighbours::scaleBack);
        }
        for (int d = 1; d <= Math.min(window.span(), history.length); d++) {
            relate(history[d - 1], place, d);
        }
    }

    private void relate(int earlier, int later, int distance) {
        double unit = growth.unit();
        double near = unit * fade(distance);
        if (distance == 1) {
            successors.add(earlier, later, unit);
        }
        if (distance <= window.ruleSpan()) {
            rules.add(earlier, later, unit / distance);
        }
        followers.add(earlier, later, near);
        if (earlier != later) {
            companions.add(earlier, later, near);
            companions.add(later, earlier, near);
        }
    }

    /** What two choices count that are d apart. */
    private double fade(int distance) {
        return StrictMath.pow(distance, -window.fade());
    }

    void forget(BitSet gone) {
        gone.stream().forEach(place -> {
            shelves.forget(place, popularLong.weight(place));
            popularLong.forget(place);
            popularShort.forget(place);
        });
        List.of(successors, rules, followers, companions).forEach(table -> table.forget(gone));
    }

    void write(DataOutput out) throws IOException {
        out.writeDouble(growth.unit());
        popularLong.write(out);
        popularShort.write(out);
        shelves.write(out);
        for (Neighbours table : List.of(successors, rules, followers, companions)) {
            table.write(out);
        }
    }

    void read(DataInput in) throws IOException {
        growth.restore(in.readDouble());
        popularLong.read(in);
        popularShort.read(in);
        shelves.read(in);
        for (Neighbours table : List.of(successors, rules, followers, companions)) {
            table.read(in);
        }
    }
}
