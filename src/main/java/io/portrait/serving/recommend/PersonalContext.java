package io.portrait.serving.recommend;

import io.portrait.kernel.UserId;
import java.util.List;

/**
 * The personal data that a decision may use.
 *
 * @param userId the id of the request
 * @param person the person of the id, whose history the models have
 * @param controls the interest controls of the person
 */
public record PersonalContext(UserId userId, UserId person, List<InterestControl> controls) {

    public PersonalContext {
        controls = List.copyOf(controls);
    }
}
