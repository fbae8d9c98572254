package io.portrait.access.auth;

import io.portrait.kernel.KeyRole;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key, without its secret.
 *
 * @param label for people
 * @param expiresAt null: never
 */
public record ApiKey(
        String id,
        KeyRole role,
        String label,
        Instant createdAt,
        @Nullable Instant expiresAt) {}
