package io.portrait.access.auth;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.portrait.kernel.Caller;
import io.portrait.kernel.Digests;
import io.portrait.kernel.KeyRole;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Objects;
import org.springframework.stereotype.Component;

/**
 * The first admin key, which is a setting and creates the other keys. When it was revoked, the same key stays invalid until the
 * setting has another one.
 */
@Component
class FirstAdminKey {

    static final String ID = "first-admin";
    static final Caller CALLER = new Caller(ID, KeyRole.ADMIN);

    private final JdbcRevokedAdminKeys revokedKeys;
    private final Clock clock;
    private final String digest;
    private final LoadingCache<String, Boolean> revoked;

    FirstAdminKey(
            AccessProperties properties,
            DevelopmentMode developmentMode,
            JdbcRevokedAdminKeys revokedKeys,
            Clock clock) {
        this.revokedKeys = revokedKeys;
        this.clock = clock;
        this.digest = developmentMode.isActive() ? "" : digest(Objects.requireNonNull(properties.adminKey()));
        this.revoked =
                Caffeine.newBuilder().expireAfterWrite(Duration.ofSeconds(5)).build(revokedKeys::contains);
    }

    private static String digest(String key) {
        return HexFormat.of().formatHex(Digests.sha256(key));
    }

    /** A check whether a digest is that of this key; false in development mode. */
    boolean hasDigest(String other) {
        return !digest.isEmpty() && ApiKeys.isSame(digest, other);
    }

    boolean isRevoked() {
        return revoked.get(digest);
    }

    /** Revokes the key in the running transaction; returns whether it was valid. */
    boolean revoke() {
        boolean added = !digest.isEmpty() && revokedKeys.add(digest, clock.instant());
        revoked.invalidateAll();
        return added;
    }
}
