package io.portrait.ingest;

import io.portrait.ingest.EventCountKey.CountedMeasure;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The names that are counted apart; those beyond the first {@value #MAX_NAMES} of a type and measure are counted as others. */
final class CountedNames {

    static final int MAX_NAMES = 100;
    private static final String OTHERS = "(others)";
    private static final int MAX_LENGTH = 128;

    private record NameGroup(String type, CountedMeasure measure) {}

    private final Map<NameGroup, Set<String>> names = new HashMap<>();

    /** The count itself, or that of the others; the name is known from now on if there was room for it. */
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

    void clear() {
        names.clear();
    }
}
