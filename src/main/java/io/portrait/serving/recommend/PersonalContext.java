package io.portrait.serving.recommend;

import io.portrait.kernel.UserId;
import java.util.List;

/**
 * Whom a decision may know.
 *
 * @param userId the person's
 * @param controls what they have said of their interests
 */
public record PersonalContext(UserId userId, List<InterestControl> controls) {

    /** Takes a copy. */
    public PersonalContext {
        controls = List.copyOf(controls);
    }
}
