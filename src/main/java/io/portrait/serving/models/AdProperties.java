package io.portrait.serving.models;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How advertisements are ranked.
 *
 * @param maxShown how often one may be shown to a person within the period
 * @param period of the cap
 * @param maxUsers who are remembered, at most 10 KB each
 */
@ConfigurationProperties("portrait.ads")
public record AdProperties(
        @DefaultValue("5") int maxShown,
        @DefaultValue("24h") Duration period,
        @DefaultValue("100000") int maxUsers) {}
