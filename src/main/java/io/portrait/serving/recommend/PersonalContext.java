package io.portrait.serving.recommend;

import io.portrait.kernel.UserId;
import java.util.List;

/**
 * The personal data that a decision may use.
 *
 * @param controls the interest controls of the person
 */
public record PersonalContext(UserId userId, List<InterestControl> controls) {

    public PersonalContext {
        controls = List.copyOf(controls);
    }
}
