package io.portrait.web;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Streams of profiles.
 *
 * @param limit open at once on this instance; each holds a connection
 * @param perUser of one profile, so that a person's forgotten tabs do not take all
 * @param heartbeat how often a quiet stream says that it is there, so that nobody in between closes it
 * @param maxDuration how long a stream lasts, for a token may end meanwhile; clients then ask again
 */
@ConfigurationProperties("portrait.streams")
record StreamProperties(
        @DefaultValue("200") int limit,
        @DefaultValue("8") int perUser,
        @DefaultValue("10s") Duration heartbeat,
        @DefaultValue("5m") Duration maxDuration) {}
