package io.portrait.web;

import io.portrait.access.Purpose;
import io.portrait.access.StandingNow;
import io.portrait.access.Standings;
import io.portrait.kernel.UserId;
import io.portrait.recommend.Corrections;
import io.portrait.recommend.Person;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Whom a decision may know: who does not permit a purpose, lets the profile rest or was erased is nobody to it. */
@Component
class Known {

    private final Standings standings;
    private final Corrections corrections;

    Known(Standings standings, Corrections corrections) {
        this.standings = standings;
        this.corrections = corrections;
    }

    /** The person, if what is known of them may be used for this. */
    Optional<UserId> as(UserId user, Purpose purpose) {
        return Optional.of(user).filter(asked -> standings.of(asked).permits(purpose));
    }

    /** The same with what the person has said of their interests. */
    Optional<Person> person(UserId user, Purpose purpose) {
        StandingNow now = standings.now(user);
        return now.standing().permits(purpose)
                ? Optional.of(new Person(user, now.corrects() ? corrections.of(user) : List.of()))
                : Optional.empty();
    }
}
