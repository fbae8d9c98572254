package io.portrait.access.consent;

import com.fasterxml.jackson.annotation.JsonValue;
import io.portrait.kernel.UserId;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request of a person under the GDPR, with its progress.
 *
 * @param user null after the erasure of the person
 * @param completedAt null while the request is pending
 */
public record SubjectRequest(
        String id,
        SubjectRequestType type,
        @Nullable UserId user,
        Instant receivedAt,
        @Nullable Instant completedAt) {

    /** The right that is exercised. */
    public enum SubjectRequestType {
        /** Access to all stored data (GDPR 15). */
        ACCESS,
        /** Access to all stored data in a machine-readable form (GDPR 20). */
        PORTABILITY,
        /** Erasure of all data (GDPR 17). */
        ERASURE,
        /** Restriction: the data are stored but not processed (GDPR 18). */
        RESTRICTION,
        /** Objection to profiling (GDPR 21). */
        OBJECTION;

        /** The name in JSON. */
        @JsonValue
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A new random id, which cannot be guessed from other ids. */
    static String newId() {
        return UUID.randomUUID().toString();
    }

    /** A check whether the request is completed. */
    public boolean isDone() {
        return completedAt != null;
    }
}
