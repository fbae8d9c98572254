package io.portrait.recommend;

import io.portrait.kernel.UserId;
import java.util.List;
import java.util.Optional;

/** What is asked about a person, or about nobody where what is known of the person may not be used. */
interface AboutSomebody {

    Optional<Person> person();

    default Optional<UserId> user() {
        return person().map(Person::id);
    }

    /** What the person has said of their interests. */
    default List<Correction> said() {
        return person().map(Person::said).orElse(List.of());
    }
}
