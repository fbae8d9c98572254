package io.portrait.ingest.format;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The calls of the tracking API. */
public enum TrackingCall {
    IDENTIFY,
    TRACK,
    PAGE,
    SCREEN,
    GROUP,
    ALIAS;

    private static final Map<String, TrackingCall> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toMap(TrackingCall::label, Function.identity()));

    /** The call with a name such as {@code track}. */
    public static Optional<TrackingCall> ofLabel(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** The name in a message's {@code type} and in the path. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
