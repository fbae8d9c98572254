package io.portrait.ingest;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of the event intake.
 *
 * @param maxBodySize maximum size of a request body, which is read into memory as a whole
 * @param maxBatchEvents maximum number of events in a batch
 * @param maxEventSize maximum size of one event in the body
 * @param maxJsonDepth maximum nesting of JSON
 * @param maxClockSkew how far in the future an event time may be, because device clocks may be wrong
 * @param minEventTime the oldest event time that is accepted
 * @param maxQueuedEvents maximum number of events that wait for the journal, over all requests; further requests are throttled
 * @param maxCommitSize number of events after which a group is committed
 * @param recentEntries maximum number of newest entries in memory for the profile projection; further ones are read from the journal
 * @param backpressureLag lag of the profile projection beyond which senders are delayed
 * @param maxBackpressure maximum delay of a group of events
 * @param appendTimeout how long a request waits for the journal before it fails
 * @param maxAliases maximum number of ids of one person; a merge learns all of their events again
 * @param clientLinks whether clients may link an anonymous id to a user without an identity token of the owner
 * @param maxTrackEventNames maximum number of track event names with a counter of their own
 * @param retention how long journal entries are stored, in whole months; unset: without limit
 * @param deadLetterRetention how long dead letters are stored
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
        @DefaultValue("true") boolean clientLinks,
        @DefaultValue("1000") int maxTrackEventNames,
        @Nullable Duration retention,
        @DefaultValue("30d") Duration deadLetterRetention) {}
