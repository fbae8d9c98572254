package io.portrait.web;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the profile streams.
 *
 * @param limit maximum number of open streams of this instance; each has a connection
 * @param perUser maximum number of open streams of one profile
 * @param perKey maximum number of open streams of one key, or of one person with tokens
 * @param heartbeat interval of heartbeats, so that proxies do not close a quiet stream; then a stream whose key or token is not
 *     valid any more ends
 * @param maxDuration maximum duration of a stream; clients then open a new one
 */
@ConfigurationProperties("portrait.streams")
record StreamProperties(
        @DefaultValue("1000") int limit,
        @DefaultValue("8") int perUser,
        @DefaultValue("250") int perKey,
        @DefaultValue("10s") Duration heartbeat,
        @DefaultValue("5m") Duration maxDuration) {}
