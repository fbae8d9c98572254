package io.portrait.web;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the profile streams.
 *
 * @param limit maximum number of open streams of this instance; each has a connection
 * @param perUser maximum number of open streams of one profile
 * @param heartbeat interval of heartbeats, so that proxies do not close a quiet stream
 * @param maxDuration maximum duration of a stream, because its token may expire; clients then open a new one
 */
@ConfigurationProperties("portrait.streams")
record StreamProperties(
        @DefaultValue("200") int limit,
        @DefaultValue("8") int perUser,
        @DefaultValue("10s") Duration heartbeat,
        @DefaultValue("5m") Duration maxDuration) {}
