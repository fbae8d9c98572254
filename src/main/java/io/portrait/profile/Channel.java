package io.portrait.profile;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The channels that are counted separately. The list is closed, because the members of an open list with a size limit
 * would depend on the order of arrival.
 */
public enum Channel {
    WEB(0),
    MOBILE(1),
    APP(2),
    STORE(3),
    EMAIL(4),
    PUSH(5),
    SMS(6),
    SOCIAL(7),
    ADS(8),
    PHONE(9),
    API(10),
    OTHER(11),
    UNKNOWN(12);

    private static final Map<String, Channel> BY_LABEL =
            Arrays.stream(values()).collect(Collectors.toMap(Channel::label, Function.identity()));

    private final int index;

    Channel(int index) {
        this.index = index;
    }

    /** The index of the counter in a profile row; an index is never reused. */
    int index() {
        return index;
    }

    static Channel of(@Nullable String name) {
        return name == null ? UNKNOWN : BY_LABEL.getOrDefault(name, OTHER);
    }

    /** The name in JSON, such as {@code email}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
