package io.portrait.ingest;

import io.portrait.kernel.Storage;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Whether this instance can take events: its queue has room, and so has the disk. A part of readiness, for it concerns this
 * instance alone and passes by itself; how far the profiles lag behind does not (decision 0081).
 */
@Component
class IntakeHealthIndicator implements HealthIndicator {

    /** Out before senders are turned away, so that a balancer has the time to turn to others. */
    private static final double FULL = 0.9;

    private final Appender appender;
    private final IngestProperties limits;
    private final Storage storage;

    IntakeHealthIndicator(Appender appender, IngestProperties limits, Storage storage) {
        this.appender = appender;
        this.limits = limits;
        this.storage = storage;
    }

    @Override
    public Health health() {
        int queued = appender.queued();
        boolean isReady = storage.hasRoom() && queued < FULL * limits.maxQueued();
        return (isReady ? Health.up() : Health.outOfService())
                .withDetail("queued", queued)
                .withDetail("maxQueued", limits.maxQueued())
                .build();
    }
}
