package io.portrait.model.searchclick;

import java.util.LinkedHashMap;
import java.util.Optional;

/** Counts of clicks and looks by what was shown. Mutable; beyond its bound the longest quiet is forgotten. */
final class ClickCounts<K> {

    /** Clicks, and how much it was looked at. Mutable. */
    static final class ClickCount {

        private double clicks;
        private double examinations;

        double clicks() {
            return clicks;
        }

        double examinations() {
            return examinations;
        }

        void addClick() {
            clicks++;
        }

        void addExamination(double probability) {
            examinations += probability;
        }
    }

    private final LinkedHashMap<K, ClickCount> counts = new LinkedHashMap<>();
    private final int capacity;

    ClickCounts(int capacity) {
        this.capacity = capacity;
    }

    /** What is known of it. */
    Optional<ClickCount> find(K key) {
        return Optional.ofNullable(counts.get(key));
    }

    /** To be counted in. */
    ClickCount getOrCreate(K key) {
        ClickCount count = counts.computeIfAbsent(key, unknown -> new ClickCount());
        counts.putLast(key, count);
        if (counts.size() > capacity) {
            counts.pollFirstEntry();
        }
        return count;
    }
}
