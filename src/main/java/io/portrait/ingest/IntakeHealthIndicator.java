package io.portrait.ingest;

import io.portrait.kernel.StorageCapacity;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * The health of the intake: the queue and the disk have room. It is part of readiness, because it affects only this instance
 * and recovers by itself; the lag of the profiles does not (decision 0081).
 */
@Component
class IntakeHealthIndicator implements HealthIndicator {

    /** Out of service before requests are throttled, so that a load balancer can switch to other instances in time. */
    private static final double MAX_FILL_RATIO = 0.9;

    private final JournalAppender journalAppender;
    private final IngestProperties limits;
    private final StorageCapacity storage;

    IntakeHealthIndicator(JournalAppender journalAppender, IngestProperties limits, StorageCapacity storage) {
        this.journalAppender = journalAppender;
        this.limits = limits;
        this.storage = storage;
    }

    @Override
    public Health health() {
        int queued = journalAppender.queuedEvents();
        boolean isReady = storage.hasFreeSpace() && queued < MAX_FILL_RATIO * limits.maxQueuedEvents();
        return (isReady ? Health.up() : Health.outOfService())
                .withDetail("queued", queued)
                .withDetail("maxQueued", limits.maxQueuedEvents())
                .build();
    }
}
