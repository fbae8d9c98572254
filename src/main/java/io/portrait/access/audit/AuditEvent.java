package io.portrait.access.audit;

import io.portrait.kernel.Caller;
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
    public static AuditEvent ofOperation(String action, Caller actor, @Nullable UserId subject) {
        return new AuditEvent(actor.actor(), actor.role().label(), action, subject, "", 0);
    }
}
