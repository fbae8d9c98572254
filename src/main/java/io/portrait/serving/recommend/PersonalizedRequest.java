package io.portrait.serving.recommend;

import io.portrait.kernel.UserId;
import java.util.List;
import java.util.Optional;

/** What is asked about a person, or about nobody where what is known of the person may not be used. */
interface PersonalizedRequest {

    Optional<PersonalContext> personalContext();

    default Optional<UserId> user() {
        return personalContext().map(PersonalContext::userId);
    }

    /** What the person has said of their interests. */
    default List<InterestControl> controls() {
        return personalContext().map(PersonalContext::controls).orElse(List.of());
    }
}
