package io.portrait.web;

import io.portrait.access.Purpose;
import io.portrait.access.Standings;
import io.portrait.kernel.UserId;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Whom a decision may know: who does not permit a purpose, lets the profile rest or was erased is nobody to it. */
@Component
class Known {

    private final Standings standings;

    Known(Standings standings) {
        this.standings = standings;
    }

    /** The person, if what is known of them may be used for this. */
    Optional<UserId> as(UserId user, Purpose purpose) {
        return Optional.of(user).filter(asked -> standings.of(asked).permits(purpose));
    }
}
