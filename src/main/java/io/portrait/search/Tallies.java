package io.portrait.search;

import java.util.LinkedHashMap;
import java.util.Optional;

/** Counts of clicks and looks by what was shown. Mutable; beyond its bound the longest quiet is forgotten. */
final class Tallies<K> {

    /** Clicks, and how much it was looked at. Mutable. */
    static final class Tally {

        private double clicks;
        private double looks;

        double clicks() {
            return clicks;
        }

        double looks() {
            return looks;
        }

        void click() {
            clicks++;
        }

        void look(double probability) {
            looks += probability;
        }
    }

    private final LinkedHashMap<K, Tally> tallies = new LinkedHashMap<>();
    private final int most;

    Tallies(int most) {
        this.most = most;
    }

    /** What is known of it. */
    Optional<Tally> find(K key) {
        return Optional.ofNullable(tallies.get(key));
    }

    /** To be counted in. */
    Tally meet(K key) {
        Tally tally = tallies.computeIfAbsent(key, unknown -> new Tally());
        tallies.putLast(key, tally);
        if (tallies.size() > most) {
            tallies.pollFirstEntry();
        }
        return tally;
    }
}
