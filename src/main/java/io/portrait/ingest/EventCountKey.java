package io.portrait.ingest;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The key of one counter of the event statistics.
 *
 * @param type wire name of the event type; empty if it could not be read
 * @param measure what is counted
 * @param name a value of the measure, such as a channel; empty if the measure has only one value
 */
record EventCountKey(String type, CountedMeasure measure, String name) {

    /** The properties of events that are counted. */
    enum CountedMeasure {
        ACCEPTED,
        DUPLICATES,
        REJECTED(true),
        MINUTE,
        LATENESS,
        CHANNEL(true),
        PROPERTY(true);

        private final boolean hasFreeNames;

        CountedMeasure() {
            this(false);
        }

        CountedMeasure(boolean hasFreeNames) {
            this.hasFreeNames = hasFreeNames;
        }

        /** A check whether senders choose the names, so that their number must be limited. */
        boolean hasFreeNames() {
            return hasFreeNames;
        }
    }

    private EventCountKey withName(String other) {
        return new EventCountKey(type, measure, other);
    }

    /**
     * The names with a counter of their own: the first {@value #MAX_NAMES} of each type and measure. All further names share
     * one counter.
     */
    static final class CountedNames {

        static final int MAX_NAMES = 100;
        private static final String OTHERS = "(others)";
        private static final int MAX_LENGTH = 128;

        private record NameGroup(String type, CountedMeasure measure) {}

        private final Map<NameGroup, Set<String>> names = new HashMap<>();

        /** The key itself, whose name is added if there is room; else the key of the shared counter. */
        EventCountKey boundedKey(EventCountKey key) {
            if (!key.measure().hasFreeNames()) {
                return key;
            }
            Set<String> groupNames =
                    names.computeIfAbsent(new NameGroup(key.type(), key.measure()), group -> new HashSet<>());
            boolean hasRoom = groupNames.contains(key.name())
                    || (groupNames.size() < MAX_NAMES && key.name().length() <= MAX_LENGTH);
            if (hasRoom && !key.name().equals(OTHERS)) {
                groupNames.add(key.name());
                return key;
            }
            return key.withName(OTHERS);
        }
    }
}
