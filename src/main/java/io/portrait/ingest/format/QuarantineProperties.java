package io.portrait.ingest.format;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the quarantine of item descriptions and event names.
 *
 * @param enabled whether descriptions of unknown items and unknown names of track events are stored; if not, they are discarded
 * @param maxRows largest number of stored descriptions and of stored names, each with one person; further ones are discarded
 * @param maxPersons number of persons who are stored with one description or name; later persons add nothing
 * @param retention how long a description or name is stored unless it is promoted
 */
@ConfigurationProperties("portrait.quarantine")
public record QuarantineProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("100000") int maxRows,
        @DefaultValue("20") int maxPersons,
        @DefaultValue("30d") Duration retention) {}
