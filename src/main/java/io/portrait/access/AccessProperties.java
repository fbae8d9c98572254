package io.portrait.access;

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
 * @param subjectTokenLife how long a person's token is good; it cannot be taken back before, but by an erasure
 * @param rates requests a minute by kind of key, for each key and instance; 0: no limit
 * @param auditRetention how long the audit log is kept
 */
@ConfigurationProperties("portrait.access")
record AccessProperties(
        @Nullable String adminKey,
        @DefaultValue("15m") Duration subjectTokenLife,
        @DefaultValue Map<KeyKind, Integer> rates,
        @DefaultValue("400d") Duration auditRetention) {

    /** The owner's own keys have none: the journal holds its senders back by itself. */
    private static final Map<KeyKind, Integer> RATES = Map.of(
            KeyKind.WRITE, 0,
            KeyKind.INTERNAL, 0,
            KeyKind.ADMIN, 6_000,
            KeyKind.PARTNER, 6_000,
            KeyKind.PUBLIC, 600,
            KeyKind.SUBJECT, 600);

    AccessProperties {
        Map<KeyKind, Integer> all = new EnumMap<>(RATES);
        all.putAll(rates);
        rates = Map.copyOf(all);
    }

    int rate(KeyKind kind) {
        return rates.getOrDefault(kind, 0);
    }
}
