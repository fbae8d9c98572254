package io.portrait.access;

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
        KeyKind kind,
        String label,
        Instant createdAt,
        @Nullable Instant expiresAt) {}
