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
 * @param maxBody of a batch; read into memory whole
 * @param maxEvents in a batch
 * @param maxEvent one event's size in the body
 * @param maxDepth of nested JSON
 * @param maxAhead how far in the future an event may claim to have happened: clocks of devices run wrong
 * @param earliest the oldest event time that is believed
 * @param maxQueued events waiting for the journal, over all requests; beyond it senders are told to wait
 * @param maxGroup events committed together
 * @param maxTail newest events that are kept in memory for the profiles; beyond it they are read from the journal
 * @param maxLag how far the profiles may lag behind before senders are held back
 * @param maxHold how long a group of events is held back at most
 * @param patience how long a request waits for the journal
 * @param maxIds ids that one person may have been known by; a merge learns all of their events again
 * @param maxTrackNames names of Segment's track events that are counted apart
 * @param retention how long the journal is kept, in whole months; unset: for ever
 * @param deadLetterRetention how long rejected events are kept
 */
@ConfigurationProperties("portrait.ingest")
public record IngestProperties(
        @DefaultValue("4MB") DataSize maxBody,
        @DefaultValue("2500") int maxEvents,
        @DefaultValue("32KB") DataSize maxEvent,
        @DefaultValue("32") int maxDepth,
        @DefaultValue("24h") Duration maxAhead,
        @DefaultValue("1970-01-01T00:00:00Z") Instant earliest,
        @DefaultValue("50000") int maxQueued,
        @DefaultValue("5000") int maxGroup,
        @DefaultValue("50000") int maxTail,
        @DefaultValue("600ms") Duration maxLag,
        @DefaultValue("2s") Duration maxHold,
        @DefaultValue("10s") Duration patience,
        @DefaultValue("50") int maxIds,
        @DefaultValue("1000") int maxTrackNames,
        @Nullable Duration retention,
        @DefaultValue("30d") Duration deadLetterRetention) {}
