package io.portrait.profile;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.portrait.profile.ShardProjector.AppliedBatch;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** The meters of the projection: applied events, duration of batches, freshness of profiles. */
@Component
class ProjectionMeters {

    private final Counter appliedEvents;
    private final Timer batchTimer;
    private final Timer freshness;
    private final Clock clock;

    ProjectionMeters(MeterRegistry registry, Clock clock) {
        this.clock = clock;
        this.appliedEvents = Counter.builder("portrait.profiles.applied")
                .description("Events applied to profiles")
                .register(registry);
        this.batchTimer = Timer.builder("portrait.profiles.step")
                .description("Duration of the transaction of a non-empty batch")
                .register(registry);
        this.freshness = Timer.builder("portrait.profiles.freshness")
                .description("Time from the arrival of the oldest event of a batch until the commit")
                .serviceLevelObjectives(
                        Duration.ofMillis(100),
                        Duration.ofMillis(250),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5),
                        Duration.ofMinutes(1))
                .register(registry);
    }

    /** Records a committed batch. */
    void recordApplied(AppliedBatch batch, long nanos) {
        batch.oldest().ifPresent(oldest -> {
            appliedEvents.increment(batch.entries());
            batchTimer.record(Duration.ofNanos(nanos));
            freshness.record(Duration.between(oldest, clock.instant()));
        });
    }
}
