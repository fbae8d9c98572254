package io.portrait.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckedClockTest {

    private static final Instant START = Instant.parse("2026-11-30T12:00:00Z");
    private static final ClockProperties LIMITS =
            new ClockProperties(true, Duration.ofDays(3), Duration.ofMinutes(1), Duration.ofDays(90), false);

    private final AtomicReference<Instant> system = new AtomicReference<>(START);
    private final AtomicLong nanos = new AtomicLong(-5);
    private final AtomicReference<Optional<Duration>> sinceBoot =
            new AtomicReference<>(Optional.of(Duration.ofHours(1)));
    private final CheckedClock clock =
            new CheckedClock(system::get, new MonotonicClock(nanos::get, sinceBoot::get), LIMITS);

    private void pass(Duration time) {
        set(time);
        nanos.addAndGet(time.toNanos());
        passSinceBoot(time);
    }

    private void passSinceBoot(Duration time) {
        sinceBoot.updateAndGet(uptime -> uptime.map(time::plus));
    }

    private void set(Duration jump) {
        system.updateAndGet(time -> time.plus(jump));
    }

    @Test
    void followsTheSystemsClock() {
        pass(Duration.ofDays(400));
        assertThat(clock.instant()).isEqualTo(START.plus(Duration.ofDays(400)));
        assertThat(clock.check()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-30S", "PT1H", "PT72H"})
    void followsASmallJump(Duration jump) {
        set(jump);
        assertThat(clock.instant()).isEqualTo(START.plus(jump));
        assertThat(clock.check()).isEmpty();
        pass(Duration.ofSeconds(1));
        assertThat(clock.instant()).isEqualTo(START.plus(jump).plusSeconds(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT87600H", "PT72H1S", "PT-61S", "PT-87600H"})
    void continuesWithTheExpectedTimeAfterAnImplausibleJump(Duration jump) {
        pass(Duration.ofSeconds(10));
        set(jump);
        for (int second = 0; second < 6; second++) {
            assertThat(clock.instant()).isEqualTo(START.plusSeconds(10 + second));
            assertThat(clock.check()).contains(jump);
            pass(Duration.ofSeconds(1));
        }
        set(jump.negated());
        assertThat(clock.instant()).isEqualTo(START.plusSeconds(16));
        assertThat(clock.check()).isEmpty();
    }

    @Test
    void smallJumpsBetweenTwoChecksAddUp() {
        set(Duration.ofDays(2));
        set(Duration.ofDays(2));
        assertThat(clock.instant()).isEqualTo(START);
    }

    /** The monotonic clock stands still while the machine is suspended; the time since the boot does not. */
    @Test
    void followsAMachineThatWasSuspended() {
        set(Duration.ofDays(20));
        passSinceBoot(Duration.ofDays(20));
        assertThat(clock.check()).isEmpty();
        assertThat(clock.instant()).isEqualTo(START.plus(Duration.ofDays(20)));
    }

    @Test
    void aSuspensionDoesNotHideALargerJump() {
        set(Duration.ofDays(3650));
        passSinceBoot(Duration.ofDays(20));
        assertThat(clock.check()).contains(Duration.ofDays(3650));
        assertThat(clock.instant()).isEqualTo(START);
    }

    @Test
    void doesWithoutTheTimeSinceTheBoot() {
        sinceBoot.set(Optional.empty());
        set(Duration.ofDays(1));
        assertThat(clock.check()).isEmpty();
        set(Duration.ofDays(4));
        assertThat(clock.check()).contains(Duration.ofDays(4));
    }

    @Test
    void theClocksOfThisMachineGoOn() {
        MonotonicClock clocks = MonotonicClock.ofThisMachine();
        long before = clocks.nanos().getAsLong();
        assertThat(clocks.nanos().getAsLong()).isGreaterThanOrEqualTo(before);
        clocks.sinceBoot().get().ifPresent(uptime -> assertThat(uptime).isPositive());
    }
}
