package io.portrait.profile;

import java.util.Comparator;
import java.util.Map;
import java.util.Map.Entry;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a person told of themselves. Of each trait the latest by event time counts, and of all traits the {@value #MAX_TRAITS}
 * that were told last are kept. Both are the same in whatever order the events arrive: a trait that has fallen out had so
 * many told later, and those only get later; it comes back by being told later still. Mutable; owned by one
 * {@link UserState}.
 */
final class TraitSet {

    static final int MAX_TRAITS = 100;

    /**
     * A trait as it was told.
     *
     * @param json its value; {@code null} in JSON where it was taken back
     */
    record Trait(String json, long atMicros, String messageId) implements Comparable<Trait> {

        /** By time; what was told at the same time by its message, so that there is a last one all the same. */
        private static final Comparator<Trait> BY_TIME = Comparator.comparingLong(Trait::atMicros)
                .thenComparing(Trait::messageId)
                .thenComparing(Trait::json);

        @Override
        public int compareTo(Trait other) {
            return BY_TIME.compare(this, other);
        }

        boolean isRemoved() {
            return json.equals("null");
        }
    }

    private static final Comparator<Entry<String, Trait>> EARLIEST =
            Entry.<String, Trait>comparingByValue().thenComparing(Entry.comparingByKey());

    private final NavigableMap<String, Trait> traits = new TreeMap<>();

    void putAll(Map<String, String> values, long atMicros, String messageId) {
        values.forEach((name, json) -> put(name, new Trait(json, atMicros, messageId)));
    }

    void put(String name, Trait trait) {
        traits.merge(name, trait, (older, newer) -> older.compareTo(newer) < 0 ? newer : older);
        if (traits.size() > MAX_TRAITS) {
            traits.entrySet().stream().min(EARLIEST).map(Entry::getKey).ifPresent(traits::remove);
        }
    }

    /** All of them by name, those that were taken back too. */
    SortedMap<String, Trait> all() {
        return traits;
    }

    /** Their JSON by name. */
    SortedMap<String, String> current() {
        SortedMap<String, String> current = new TreeMap<>();
        traits.forEach((name, trait) -> {
            if (!trait.isRemoved()) {
                current.put(name, trait.json());
            }
        });
        return current;
    }
}
