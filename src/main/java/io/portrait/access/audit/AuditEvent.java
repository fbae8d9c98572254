package io.portrait.access.audit;

import io.portrait.kernel.Caller;
import io.portrait.kernel.UserId;
import org.jspecify.annotations.Nullable;

/**
 * An event to be written to the audit log: a request or an operation.
 *
 * @param actor name of the key; {@code subject} for a person with a token
 * @param audience label of the role of the key
 * @param action operation or route
 * @param subject the person concerned; the log stores a pseudonym only
 * @param release version of the released values that were returned; empty if none were returned
 * @param result HTTP status of the response; 0 for an operation
 */
public record AuditEvent(
        String actor,
        String audience,
        String action,
        @Nullable UserId subject,
        String release,
        int result) {

    /** An event for an operation, to be appended in the transaction of the operation. */
    public static AuditEvent ofOperation(String action, Caller actor, @Nullable UserId subject) {
        return new AuditEvent(actor.actor(), actor.role().label(), action, subject, "", 0);
    }
}
