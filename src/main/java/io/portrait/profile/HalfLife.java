package io.portrait.profile;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The half-lives of interests. */
public enum HalfLife {
    /** Current interests. */
    DAY("1d", 1),
    /** Interests of the week. */
    WEEK("7d", 7),
    /** Long-term interests. */
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
