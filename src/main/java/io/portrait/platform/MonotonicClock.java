package io.portrait.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The clocks of the machine that nobody can set. The monotonic clock stands still while the machine is suspended, and the time since
 * the boot (Linux) does not.
 *
 * @param nanos the monotonic clock in nanoseconds, with any origin
 * @param sinceBoot the time since the boot; empty if the system does not give it
 */
record MonotonicClock(LongSupplier nanos, Supplier<Optional<Duration>> sinceBoot) {

    private static final Path UPTIME = Path.of("/proc/uptime");
    private static final double MILLIS_PER_SECOND = 1_000;

    static MonotonicClock ofThisMachine() {
        return new MonotonicClock(System::nanoTime, MonotonicClock::uptime);
    }

    private static Optional<Duration> uptime() {
        try {
            String seconds = Files.readString(UPTIME).split(" ", 2)[0];
            return Optional.of(Duration.ofMillis(Math.round(Double.parseDouble(seconds) * MILLIS_PER_SECOND)));
        } catch (IOException | NumberFormatException _) {
            return Optional.empty();
        }
    }
}
