package io.portrait.web;

import io.portrait.access.consent.Consents;
import io.portrait.kernel.UserId;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** The owner's services must let a profile rest if the person says so. */
@Component
class RestrictionCheck {

    private final Consents consents;

    RestrictionCheck(Consents consents) {
        this.consents = consents;
    }

    void requireUnrestricted(UserId user) {
        if (consents.isProcessingRestricted(user)) {
            throw new ProblemException(
                    HttpStatus.FORBIDDEN,
                    "processing-restricted",
                    "the person has restricted the processing of their data or objected to it");
        }
    }
}
