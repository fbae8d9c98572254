package io.portrait.serving.recommend;

import io.portrait.kernel.UserId;
import java.util.List;
import java.util.Optional;

/** A request with the context of a person, which is empty if personal data must not be used. */
interface PersonalizedRequest {

    Optional<PersonalContext> personalContext();

    default Optional<UserId> user() {
        return personalContext().map(PersonalContext::userId);
    }

    /** The person whose history the models use. */
    default Optional<UserId> person() {
        return personalContext().map(PersonalContext::person);
    }

    /** The person's interest controls; empty without a person. */
    default List<InterestControl> controls() {
        return personalContext().map(PersonalContext::controls).orElse(List.of());
    }
}
