package io.portrait.access.auth;

import io.portrait.kernel.KeyRole;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An API key without its secret.
 *
 * @param label description for operators
 * @param expiresAt null: never
 */
public record ApiKey(
        String id,
        KeyRole role,
        String label,
        Instant createdAt,
        @Nullable Instant expiresAt) {}
