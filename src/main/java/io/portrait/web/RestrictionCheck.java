package io.portrait.web;

import io.portrait.access.consent.Consents;
import io.portrait.kernel.Caller;
import io.portrait.kernel.KeyRole;
import io.portrait.kernel.UserId;
import org.springframework.stereotype.Component;

/** The check that a person has not restricted the processing, for requests of the owner's services. */
@Component
class RestrictionCheck {

    private final Consents consents;

    RestrictionCheck(Consents consents) {
        this.consents = consents;
    }

    /** Denies a request of the owner's services for a restricted person. The person may read their own profile. */
    void requireUnrestricted(UserId user, Caller caller) {
        if (caller.role() == KeyRole.INTERNAL) {
            requireUnrestricted(user);
        }
    }

    void requireUnrestricted(UserId user) {
        if (consents.isProcessingRestricted(user)) {
            throw ProblemCode.PROCESSING_RESTRICTED.problem(
                    "the person has restricted the processing of their data or objected to it");
        }
    }
}
