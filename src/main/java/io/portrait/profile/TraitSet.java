package io.portrait.profile;

import java.util.Comparator;
import java.util.Map;
import java.util.Map.Entry;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The traits of a user: a map from names to JSON values. For each trait the latest value by event time counts, and the
 * {@value #MAX_TRAITS} traits with the latest values are stored. Both are the same in any order of arrival: an evicted
 * trait has {@value #MAX_TRAITS} traits with later values, which can only become later; a new value that is later still
 * brings it back. Mutable; owned by one {@link UserState}.
 */
final class TraitSet {

    static final int MAX_TRAITS = 100;

    /**
     * A trait value with its origin.
     *
     * @param json the value; the text {@code null} where the trait was removed
     * @param atMicros event time in microseconds since 1970
     * @param messageId id of the event
     */
    record Trait(String json, long atMicros, String messageId) implements Comparable<Trait> {

        /** Event time; equal times are ordered by message id, so that the latest value is unique. */
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

    static TraitSet read(StateReader in) {
        TraitSet traitSet = new TraitSet();
        for (int remaining = in.readCount(); remaining > 0; remaining--) {
            traitSet.put(in.readText(), new Trait(in.readText(), in.readVarint(), in.readText()));
        }
        return traitSet;
    }

    void write(StateWriter out) {
        out.writeVarint(traits.size());
        traits.forEach((name, trait) -> out.writeText(name)
                .writeText(trait.json())
                .writeVarint(trait.atMicros())
                .writeText(trait.messageId()));
    }

    void putAll(Map<String, String> values, long atMicros, String messageId) {
        values.forEach((name, json) -> put(name, new Trait(json, atMicros, messageId)));
    }

    private void put(String name, Trait trait) {
        traits.merge(name, trait, (older, newer) -> older.compareTo(newer) < 0 ? newer : older);
        if (traits.size() > MAX_TRAITS) {
            traits.entrySet().stream().min(EARLIEST).map(Entry::getKey).ifPresent(traits::remove);
        }
    }

    /** All traits by name, including removed ones. */
    SortedMap<String, Trait> all() {
        return traits;
    }

    /** The JSON values by name, without removed traits. */
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
