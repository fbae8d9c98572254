package io.portrait.access.consent;

import com.fasterxml.jackson.annotation.JsonValue;
import io.portrait.kernel.UserId;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a person has asked for, and how far it is.
 *
 * @param user null once the person is erased
 * @param completedAt null while it is not done
 */
public record SubjectRequest(
        String id,
        SubjectRequestType type,
        @Nullable UserId user,
        Instant receivedAt,
        @Nullable Instant completedAt) {

    /** What can be asked for. */
    public enum SubjectRequestType {
        /** To see everything that is stored (GDPR 15). */
        ACCESS,
        /** The same in a form for machines (GDPR 20). */
        PORTABILITY,
        /** To be forgotten (GDPR 17). */
        ERASURE,
        /** To have the data kept and not used (GDPR 18). */
        RESTRICTION,
        /** Not to be profiled (GDPR 21). */
        OBJECTION;

        /** The name in JSON. */
        @JsonValue
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether it is done. */
    public boolean isDone() {
        return completedAt != null;
    }
}
