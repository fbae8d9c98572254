package io.portrait.ingest;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The UTC offset of a time zone that a sender names, such as {@code Europe/Berlin} or {@code +02:00}. An unknown time zone is
 * ignored, because the time of the event does not depend on it.
 */
final class TimeZones {

    private static final int MAX_NAME = 64;

    private TimeZones() {}

    /** The UTC offset of the zone at a time, in whole minutes. */
    static Optional<ZoneOffset> offset(JsonNode zone, Instant at) {
        String name = zone.asString("");
        if (name.isEmpty() || name.length() > MAX_NAME) {
            return Optional.empty();
        }
        try {
            ZoneOffset offset = ZoneId.of(name).getRules().getOffset(at);
            return Optional.of(ofMinutes(
                    Math.toIntExact(Duration.ofSeconds(offset.getTotalSeconds()).toMinutes())));
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
