package io.portrait.profile;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The channels that are counted apart. The list is closed: which channels an open list would keep at its limit would
 * depend on the order of arrival. The order of the constants is the layout's and only grows.
 */
public enum Channel {
    WEB,
    MOBILE,
    APP,
    STORE,
    EMAIL,
    PUSH,
    SMS,
    SOCIAL,
    ADS,
    PHONE,
    API,
    OTHER,
    UNKNOWN;

    private static final Map<String, Channel> BY_LABEL =
            Arrays.stream(values()).collect(Collectors.toMap(Channel::label, Function.identity()));

    static Channel of(@Nullable String name) {
        return name == null ? UNKNOWN : BY_LABEL.getOrDefault(name, OTHER);
    }

    /** The name in JSON, such as {@code email}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
