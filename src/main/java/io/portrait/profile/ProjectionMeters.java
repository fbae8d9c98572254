package io.portrait.profile;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.portrait.profile.ShardProjector.AppliedBatch;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** What the drain counts: how much it applies, and how old that was. */
@Component
class ProjectionMeters {

    private final Counter appliedEvents;
    private final Timer batchTimer;
    private final Timer freshness;
    private final Clock clock;

    ProjectionMeters(MeterRegistry registry, Clock clock) {
        this.clock = clock;
        this.appliedEvents = Counter.builder("portrait.profiles.applied")
                .description("Events that profiles have learned")
                .register(registry);
        this.batchTimer = Timer.builder("portrait.profiles.step")
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
    void recordApplied(AppliedBatch batch, long nanos) {
        batch.oldest().ifPresent(oldest -> {
            appliedEvents.increment(batch.entries());
            batchTimer.record(Duration.ofNanos(nanos));
            freshness.record(Duration.between(oldest, clock.instant()));
        });
    }
}
