package io.portrait.recommend;

import io.portrait.kernel.UserId;
import java.util.List;

/**
 * Whom a decision may know.
 *
 * @param id the person's
 * @param said what they have said of their interests
 */
public record Person(UserId id, List<Correction> said) {

    /** Takes a copy. */
    public Person {
        said = List.copyOf(said);
    }
}
