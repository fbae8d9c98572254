package io.portrait.ingest;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The limits of what may arrive.
 *
 * @param maxBodySize of a batch; read into memory whole
 * @param maxBatchEvents in a batch
 * @param maxEventSize one event's size in the body
 * @param maxJsonDepth of nested JSON
 * @param maxClockSkew how far in the future an event may claim to have happened: clocks of devices run wrong
 * @param minEventTime the oldest event time that is believed
 * @param maxQueuedEvents events waiting for the journal, over all requests; beyond it senders are told to wait
 * @param maxCommitSize events committed together
 * @param recentEntries newest events that are kept in memory for the profiles; beyond it they are read from the journal
 * @param backpressureLag how far the profiles may lag behind before senders are held back
 * @param maxBackpressure how long a group of events is held back at most
 * @param appendTimeout how long a request waits for the journal
 * @param maxAliases ids that one person may have been known by; a merge learns all of their events again
 * @param maxTrackEventNames names of Segment's track events that are counted apart
 * @param retention how long the journal is kept, in whole months; unset: for ever
 * @param deadLetterRetention how long rejected events are kept
 */
@ConfigurationProperties("portrait.ingest")
public record IngestProperties(
        @DefaultValue("4MB") DataSize maxBodySize,
        @DefaultValue("2500") int maxBatchEvents,
        @DefaultValue("32KB") DataSize maxEventSize,
        @DefaultValue("32") int maxJsonDepth,
        @DefaultValue("24h") Duration maxClockSkew,
        @DefaultValue("1970-01-01T00:00:00Z") Instant minEventTime,
        @DefaultValue("50000") int maxQueuedEvents,
        @DefaultValue("5000") int maxCommitSize,
        @DefaultValue("50000") int recentEntries,
        @DefaultValue("600ms") Duration backpressureLag,
        @DefaultValue("2s") Duration maxBackpressure,
        @DefaultValue("10s") Duration appendTimeout,
        @DefaultValue("50") int maxAliases,
        @DefaultValue("1000") int maxTrackEventNames,
        @Nullable Duration retention,
        @DefaultValue("30d") Duration deadLetterRetention) {}
