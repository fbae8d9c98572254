package io.portrait.ingest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The UTC offset of a time zone that a sender names: an IANA name in any case, an offset such as {@code +02:00} or {@code UTC+2}, a
 * name of Windows, or an abbreviation with only one meaning. Another name is ignored with a warning, because the time of the event
 * does not depend on it.
 */
final class TimeZones {

    private static final int MAX_NAME = 64;
    private static final String OTHER_NAMES = "/time-zones.csv";

    /** The zones by {@link #key}. */
    private static final Map<String, ZoneId> BY_NAME = new HashMap<>();

    static {
        ZoneId.getAvailableZoneIds().forEach(name -> BY_NAME.put(key(name), ZoneId.of(name)));
        readOtherNames();
    }

    private TimeZones() {}

    private static void readOtherNames() {
        try (InputStream file = Objects.requireNonNull(TimeZones.class.getResourceAsStream(OTHER_NAMES));
                BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            lines.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                int comma = line.lastIndexOf(',');
                BY_NAME.put(key(line.substring(0, comma)), ZoneId.of(line.substring(comma + 1)));
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A name in the form used for comparison: lower case, underscores as blanks, the summer's name of Windows as the standard one. */
    private static String key(String name) {
        return name.strip()
                .toLowerCase(Locale.ROOT)
                .replace('_', ' ')
                .replace(" daylight time", " standard time")
                .replace(" summer time", " standard time");
    }

    /** A check whether a sender has named a time zone. */
    static boolean isNamed(JsonNode zone) {
        return !zone.isMissingNode()
                && !zone.isNull()
                && !(zone.isString() && zone.asString().isBlank());
    }

    /** The UTC offset of the zone at a time, in whole minutes; empty if the zone is unknown. */
    static Optional<ZoneOffset> offset(JsonNode zone, Instant at) {
        String name = zone.isString() ? zone.asString() : "";
        if (name.isBlank() || name.length() > MAX_NAME) {
            return Optional.empty();
        }
        return find(name).map(found -> {
            ZoneOffset offset = found.getRules().getOffset(at);
            return ofMinutes(
                    Math.toIntExact(Duration.ofSeconds(offset.getTotalSeconds()).toMinutes()));
        });
    }

    private static Optional<ZoneId> find(String name) {
        @Nullable ZoneId named = BY_NAME.get(key(name));
        return named != null ? Optional.of(named) : offsetName(name.strip().toUpperCase(Locale.ROOT));
    }

    /** A zone that is written as an offset, such as {@code +09:00}, {@code UTC+9} and {@code Z}. */
    private static Optional<ZoneId> offsetName(String name) {
        try {
            return Optional.of(ZoneId.of(name));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    static ZoneOffset ofMinutes(int minutes) {
        return ZoneOffset.ofTotalSeconds(minutes * 60);
    }

    static int minutes(ZoneOffset offset) {
        return offset.getTotalSeconds() / 60;
    }
}
