package io.portrait.web;

import io.portrait.access.consent.ConsentPurpose;
import io.portrait.access.consent.ConsentSnapshot;
import io.portrait.access.consent.Consents;
import io.portrait.kernel.UserId;
import io.portrait.serving.recommend.InterestControls;
import io.portrait.serving.recommend.PersonalContext;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Whom a decision may know: who does not permit a purpose, lets the profile rest or was erased is nobody to it. */
@Component
class ConsentedPersons {

    private final Consents consents;
    private final InterestControls interestControls;

    ConsentedPersons(Consents consents, InterestControls interestControls) {
        this.consents = consents;
        this.interestControls = interestControls;
    }

    /** The person, if what is known of them may be used for this. */
    Optional<UserId> ifPermitted(UserId user, ConsentPurpose purpose) {
        return Optional.of(user).filter(id -> consents.stateOf(id).permits(purpose));
    }

    /** The same with what the person has said of their interests. */
    Optional<PersonalContext> contextIfPermitted(UserId user, ConsentPurpose purpose) {
        ConsentSnapshot snapshot = consents.snapshotOf(user);
        return snapshot.state().permits(purpose)
                ? Optional.of(new PersonalContext(
                        user, snapshot.hasInterestControls() ? interestControls.find(user) : List.of()))
                : Optional.empty();
    }
}
