package io.portrait.access;

import io.portrait.kernel.UserId;
import org.jspecify.annotations.Nullable;

/**
 * Something that must be remembered.
 *
 * @param actor the key, by its name; {@code subject} for a person with a token
 * @param audience the kind of the key
 * @param action what was done or asked for
 * @param subject the person concerned; only their hash is kept
 * @param release which released values were shown; empty where none were
 * @param result the status of the answer; 0 where the action itself is meant, not a request
 */
public record AuditEvent(
        String actor,
        String audience,
        String action,
        @Nullable UserId subject,
        String release,
        int result) {

    /** A done deed; noted in the transaction that does it. */
    static AuditEvent of(String action, Caller by, @Nullable UserId subject) {
        return new AuditEvent(by.actor(), by.kind().label(), action, subject, "", 0);
    }
}
