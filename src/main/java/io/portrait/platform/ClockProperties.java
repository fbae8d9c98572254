package io.portrait.platform;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the check of the system's clock.
 *
 * @param check whether the system's clock is checked against the monotonic clock, the database's clock and the newest time in the
 *     database; false: it is believed
 * @param maxForwardJump how far the clock may jump forward at once, and how far it may differ from the database's clock; a
 *     larger jump is refused, because epochs would be released early and data deleted
 * @param maxBackwardJump how far the clock may jump backward; a larger jump is refused and the old time continues
 * @param maxDowntime how much later than the newest time in the database a start may be
 * @param acceptJump whether this start accepts a time that is refused otherwise; remove it after the start
 */
@ConfigurationProperties("portrait.clock")
record ClockProperties(
        @DefaultValue("true") boolean check,
        @DefaultValue("3d") Duration maxForwardJump,
        @DefaultValue("1m") Duration maxBackwardJump,
        @DefaultValue("90d") Duration maxDowntime,
        @DefaultValue("false") boolean acceptJump) {

    ClockProperties {
        requirePositive("max-forward-jump", maxForwardJump);
        requirePositive("max-backward-jump", maxBackwardJump);
        requirePositive("max-downtime", maxDowntime);
    }

    private static void requirePositive(String name, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException("portrait.clock.%s must be positive, is %s".formatted(name, value));
        }
    }

    /** A check whether a jump between two readings of the clock is small enough to be followed. */
    boolean allowsJump(Duration jump) {
        return jump.compareTo(maxForwardJump) <= 0 && jump.negated().compareTo(maxBackwardJump) <= 0;
    }
}
