package io.portrait.ingest;

import io.portrait.kernel.StorageCapacity;
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
