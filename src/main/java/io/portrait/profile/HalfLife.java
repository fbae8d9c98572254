package io.portrait.profile;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The paces at which interests are forgotten. */
public enum HalfLife {
    /** What is on the person's mind now. */
    DAY("1d", 1),
    /** What occupies the week. */
    WEEK("7d", 7),
    /** What lasts. */
    MONTH("30d", 30);

    private final String label;
    private final long micros;

    HalfLife(String label, long days) {
        this.label = label;
        this.micros = TimeUnit.DAYS.toMicros(days);
    }

    /** The name in JSON, such as {@code 7d}. */
    public String label() {
        return label;
    }

    /** The time after which a weight counts half. */
    public Duration duration() {
        return Duration.ofDays(TimeUnit.MICROSECONDS.toDays(micros));
    }

    long micros() {
        return micros;
    }
}
