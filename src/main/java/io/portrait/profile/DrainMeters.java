package io.portrait.profile;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.portrait.profile.ProfileUpdater.Applied;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** What the drain counts: how much it applies, and how old that was. */
@Component
class DrainMeters {

    private final Counter applied;
    private final Timer step;
    private final Timer freshness;
    private final Clock clock;

    DrainMeters(MeterRegistry registry, Clock clock) {
        this.clock = clock;
        this.applied = Counter.builder("portrait.profiles.applied")
                .description("Events that profiles have learned")
                .register(registry);
        this.step = Timer.builder("portrait.profiles.step")
                .description("A transaction of the drain that had something to apply")
                .register(registry);
        this.freshness = Timer.builder("portrait.profiles.freshness")
                .description("From the arrival of a step's oldest event until profiles show it")
                .serviceLevelObjectives(
                        Duration.ofMillis(100),
                        Duration.ofMillis(250),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5),
                        Duration.ofMinutes(1))
                .register(registry);
    }

    /** A step that was committed. */
    void applied(Applied done, long nanos) {
        done.oldest().ifPresent(oldest -> {
            applied.increment(done.entries());
            step.record(Duration.ofNanos(nanos));
            freshness.record(Duration.between(oldest, clock.instant()));
        });
    }
}
