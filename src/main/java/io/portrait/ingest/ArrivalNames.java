package io.portrait.ingest;

import io.portrait.ingest.ArrivalCount.Measure;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The names that are counted apart; those beyond the first {@value #MOST} of a type and measure are counted as others. */
final class ArrivalNames {

    static final int MOST = 100;
    private static final String OTHERS = "(others)";
    private static final int MAX_LENGTH = 128;

    private record Group(String type, Measure measure) {}

    private final Map<Group, Set<String>> names = new HashMap<>();

    /** The count itself, or that of the others; the name is known from now on if there was room for it. */
    ArrivalCount bounded(ArrivalCount count) {
        if (!count.measure().isOpen()) {
            return count;
        }
        Set<String> known = names.computeIfAbsent(new Group(count.type(), count.measure()), group -> new HashSet<>());
        boolean hasRoom = known.contains(count.name())
                || (known.size() < MOST && count.name().length() <= MAX_LENGTH);
        if (hasRoom && !count.name().equals(OTHERS)) {
            known.add(count.name());
            return count;
        }
        return count.named(OTHERS);
    }

    void clear() {
        names.clear();
    }
}
