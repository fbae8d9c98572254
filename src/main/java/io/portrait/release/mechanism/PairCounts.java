package io.portrait.release.mechanism;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The number of persons for each unordered pair of some items, as the upper triangle of a matrix: 4 bytes for a pair,
 * also for the pairs with a count of 0, which get noise as well. Mutable.
 */
public final class PairCounts {

    /** The largest number of items, which bounds the memory to 8 MB. */
    public static final int MAX_ITEMS = 2_000;

    private final List<String> items;
    private final Map<String, Integer> indexes = new HashMap<>();
    private final int[] persons;

    /**
     * Counts of 0.
     *
     * @param items distinct names, at most {@link #MAX_ITEMS}
     */
    public PairCounts(List<String> items) {
        if (items.size() > MAX_ITEMS) {
            throw new IllegalArgumentException("at most %d items, are %d".formatted(MAX_ITEMS, items.size()));
        }
        this.items = List.copyOf(items);
        for (String item : items) {
            indexes.put(item, indexes.size());
        }
        this.persons = new int[items.size() * (items.size() - 1) / 2];
    }

    /** The items whose pairs are counted. */
    public List<String> items() {
        return items;
    }

    /** A check whether the pairs of an item are counted. */
    public boolean contains(String item) {
        return indexes.containsKey(item);
    }

    /**
     * Adds 1 to each pair of the sample of a person.
     *
     * @param sample distinct items that are counted; its size is the bound s of {@link ItemPrivacyParameters}
     */
    public void add(List<String> sample) {
        for (int i = 0; i < sample.size(); i++) {
            for (int j = i + 1; j < sample.size(); j++) {
                persons[index(sample.get(i), sample.get(j))]++;
            }
        }
    }

    private int index(String one, String other) {
        int a = Objects.requireNonNull(indexes.get(one));
        int b = Objects.requireNonNull(indexes.get(other));
        int low = Math.min(a, b);
        return low * (2 * items.size() - low - 1) / 2 + Math.max(a, b) - low - 1;
    }

    /** The counts in the order (0, 1), (0, 2), …, (1, 2), …; not to be modified. */
    int[] persons() {
        return persons;
    }
}
