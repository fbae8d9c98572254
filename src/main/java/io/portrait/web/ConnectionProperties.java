package io.portrait.web;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of connections with clients. Waiting times are the times that the service waits for the client, not those in which
 * it works.
 *
 * @param perAddress maximum number of open connections of one address; further ones are closed at once; 0: no limit
 * @param requestsPerAddress maximum number of requests of one address at the same time; further ones get 429; 0: no limit
 * @param trustedProxies addresses and networks (CIDR) of proxies; they have no limits, and the clients that they name in
 *     {@code X-Forwarded-For} are limited instead
 * @param slowAfter how long the service waits for a client before the least rates apply
 * @param bodyRate least amount per second in which the client must send a body; a slower request gets 408; 0: no limit
 * @param bodyTimeout maximum time that the service waits for one body; 0: no limit
 * @param responseRate least amount per second in which the client must take a response; a slower one is cut off; 0: no limit
 * @param responseTimeout maximum time that the service waits for the client to take one response; 0: no limit
 */
@ConfigurationProperties("portrait.connections")
record ConnectionProperties(
        @DefaultValue("1000") int perAddress,
        @DefaultValue("500") int requestsPerAddress,
        @DefaultValue List<String> trustedProxies,
        @DefaultValue("5s") Duration slowAfter,
        @DefaultValue("1KB") DataSize bodyRate,
        @DefaultValue("60s") Duration bodyTimeout,
        @DefaultValue("8KB") DataSize responseRate,
        @DefaultValue("15m") Duration responseTimeout) {

    TransferTimer bodyTimer() {
        return new TransferTimer(slowAfter, bodyRate, bodyTimeout);
    }

    TransferTimer responseTimer() {
        return new TransferTimer(slowAfter, responseRate, responseTimeout);
    }
}
