package io.portrait.access.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A line of the audit log.
 *
 * @param number consecutive
 * @param subject the keyed hash of the person concerned, in hexadecimal digits
 * @param result the status of the answer; 0 for a done deed
 * @param hash over this entry and the one before, in hexadecimal digits
 */
public record AuditEntry(
        long number,
        Instant at,
        String actor,
        String audience,
        String action,
        @Nullable String subject,
        String release,
        int result,
        String hash) {}
