package io.portrait.platform;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * The clock of the service: the system's clock as long as it goes on like the monotonic clock. If it jumps too far, the clock
 * continues with the expected time, which is the time of the last check plus the monotonic time since then, until the system's
 * clock comes back.
 *
 * <p>A machine that was suspended has a jump that the time since the boot explains; it is followed.
 */
final class CheckedClock extends Clock {

    private final InstantSource system;
    private final MonotonicClock monotonic;
    private final ClockProperties limits;
    private volatile Reading anchor;

    /** All clocks at one moment. */
    private record Reading(Instant time, long nanos, Optional<Duration> sinceBoot) {}

    CheckedClock(InstantSource system, MonotonicClock monotonic, ClockProperties limits) {
        this.system = system;
        this.monotonic = monotonic;
        this.limits = limits;
        this.anchor = read();
    }

    private Reading read() {
        return new Reading(
                system.instant(),
                monotonic.nanos().getAsLong(),
                monotonic.sinceBoot().get());
    }

    @Override
    public Instant instant() {
        Instant time = system.instant();
        Instant expected = expectedTime();
        return limits.allowsJump(Duration.between(expected, time)) ? time : expected;
    }

    /** The time by the monotonic clock since the last check. */
    Instant expectedTime() {
        Reading start = anchor;
        return start.time().plusNanos(monotonic.nanos().getAsLong() - start.nanos());
    }

    /** The time of the system's clock, which may be refused. */
    Instant systemTime() {
        return system.instant();
    }

    /**
     * Compares the clocks, and takes the system's time as the new start of the expected time if it is plausible.
     *
     * @return the jump that is refused; empty if the system's time is followed
     */
    synchronized Optional<Duration> check() {
        Reading now = read();
        long elapsedNanos = now.nanos() - anchor.nanos();
        Duration jump = Duration.between(anchor.time().plusNanos(elapsedNanos), now.time());
        if (limits.allowsJump(jump) || limits.allowsJump(jump.minus(suspension(now, elapsedNanos)))) {
            anchor = now;
            return Optional.empty();
        }
        return Optional.of(jump);
    }

    /** The time that the machine was suspended since the last check. */
    private Duration suspension(Reading now, long elapsedNanos) {
        return now.sinceBoot()
                .flatMap(end -> anchor.sinceBoot().map(end::minus))
                .map(elapsed -> elapsed.minusNanos(elapsedNanos))
                .orElse(Duration.ZERO);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("the clock of the service has the zone UTC, not " + zone);
    }
}
