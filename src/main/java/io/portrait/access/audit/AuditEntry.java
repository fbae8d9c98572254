package io.portrait.access.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stored entry of the audit log.
 *
 * @param number consecutive number, from 1
 * @param actor name of the key; {@code subject} for a person with a token
 * @param audience label of the role of the key
 * @param action operation or route
 * @param subject pseudonym of the person concerned, in hexadecimal digits
 * @param release version of the released values that were returned; empty if none were returned
 * @param result HTTP status of the response; 0 for an operation
 * @param hash hash of this entry and the previous hash, in hexadecimal digits
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
        String hash) {

    /** A copy of the entry with its hash. */
    AuditEntry withHash(String computed) {
        return new AuditEntry(number, at, actor, audience, action, subject, release, result, computed);
    }
}
