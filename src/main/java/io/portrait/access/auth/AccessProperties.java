package io.portrait.access.auth;

import io.portrait.kernel.KeyRole;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Access to the service.
 *
 * @param adminKey the first admin key, by which others are made; at least 16 characters
 * @param subjectTokenTtl how long a person's token is good; it cannot be taken back before, but by an erasure
 * @param rates requests a minute by kind of key, for each key and instance; 0: no limit
 */
@ConfigurationProperties("portrait.access")
public record AccessProperties(
        @Nullable String adminKey,
        @DefaultValue("15m") Duration subjectTokenTtl,
        @DefaultValue Map<KeyRole, Integer> rates) {

    /** The owner's own keys have none: the journal holds its senders back by itself. */
    private static final Map<KeyRole, Integer> DEFAULT_RATES = Map.of(
            KeyRole.WRITE, 0,
            KeyRole.INTERNAL, 0,
            KeyRole.ADMIN, 6_000,
            KeyRole.PARTNER, 6_000,
            KeyRole.PUBLIC, 600,
            KeyRole.SUBJECT, 600);

    public AccessProperties {
        Map<KeyRole, Integer> all = new EnumMap<>(DEFAULT_RATES);
        all.putAll(rates);
        rates = Map.copyOf(all);
    }

    int rate(KeyRole role) {
        return rates.getOrDefault(role, 0);
    }
}
