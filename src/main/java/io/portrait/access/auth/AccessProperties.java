package io.portrait.access.auth;

import io.portrait.kernel.KeyRole;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of authentication and rate limits.
 *
 * @param adminKey the first admin key, which creates the other keys; at least 16 characters that are not easy to guess
 * @param subjectTokenTtl lifetime of a subject token; only an erasure revokes it earlier
 * @param maxIdentityTokenTtl how long before its expiry an identity token is accepted; a longer-lived one is ignored
 * @param maxFailures failed authentications of one address in a minute after which its further unknown keys get 429 and are not
 *     looked up; 0: no limit
 * @param rates requests per minute by key role, for each key and each instance; 0: no limit
 */
@ConfigurationProperties("portrait.access")
public record AccessProperties(
        @Nullable String adminKey,
        @DefaultValue("15m") Duration subjectTokenTtl,
        @DefaultValue("1h") Duration maxIdentityTokenTtl,
        @DefaultValue("30") int maxFailures,
        @DefaultValue Map<KeyRole, Integer> rates) {

    /** Write and internal keys have no limit, because the journal applies back-pressure to its senders. */
    private static final Map<KeyRole, Integer> DEFAULT_RATES = Map.of(
            KeyRole.WRITE, 0,
            KeyRole.CATALOGUE, 6_000,
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
