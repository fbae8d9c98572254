package io.portrait.profile;

import java.util.Comparator;
import java.util.Map;
import java.util.Map.Entry;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a person told of themselves. Of each trait the latest by event time counts, and of all traits the {@value #MOST}
 * that were told last are kept. Both are the same in whatever order the events arrive: a trait that has fallen out had so
 * many told later, and those only get later; it comes back by being told later still. Mutable; owned by one
 * {@link UserState}.
 */
final class TraitSet {

    static final int MOST = 100;

    /**
     * A trait as it was told.
     *
     * @param json its value; {@code null} in JSON where it was taken back
     */
    record Trait(String json, long atMicros, String message) implements Comparable<Trait> {

        /** By time; what was told at the same time by its message, so that there is a last one all the same. */
        private static final Comparator<Trait> LATER = Comparator.comparingLong(Trait::atMicros)
                .thenComparing(Trait::message)
                .thenComparing(Trait::json);

        @Override
        public int compareTo(Trait other) {
            return LATER.compare(this, other);
        }

        boolean isTakenBack() {
            return json.equals("null");
        }
    }

    private static final Comparator<Entry<String, Trait>> EARLIEST =
            Entry.<String, Trait>comparingByValue().thenComparing(Entry.comparingByKey());

    private final NavigableMap<String, Trait> traits = new TreeMap<>();

    void tell(Map<String, String> values, long atMicros, String message) {
        values.forEach((name, json) -> put(name, new Trait(json, atMicros, message)));
    }

    void put(String name, Trait told) {
        traits.merge(name, told, (before, now) -> before.compareTo(now) < 0 ? now : before);
        if (traits.size() > MOST) {
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
            if (!trait.isTakenBack()) {
                current.put(name, trait.json());
            }
        });
        return current;
    }
}
