package io.portrait.web;

import io.portrait.access.Standings;
import io.portrait.kernel.UserId;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** The owner's services must let a profile rest if the person says so. */
@Component
class Resting {

    private final Standings standings;

    Resting(Standings standings) {
        this.standings = standings;
    }

    void requireInUse(UserId user) {
        if (standings.isAtRest(user)) {
            throw new ProblemException(
                    HttpStatus.FORBIDDEN,
                    "processing-restricted",
                    "the person has restricted the processing of their data or objected to it");
        }
    }
}
