package io.portrait.ingest;

import io.portrait.kernel.UserId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is refused of the users of a group; those of whom nothing is are missing. */
record Refusals(Map<String, Set<Refusal>> ofUsers) {

    static final Refusals NONE = new Refusals(Map.of());

    Optional<Rejection> of(Event event) {
        Set<Refusal> ofUser = of(event.user());
        return ofUser.isEmpty()
                ? Optional.empty()
                : ofUser.stream()
                        .filter(refusal -> refusal.concerns(event.type()))
                        .findFirst()
                        .map(Refusal::rejection);
    }

    private Set<Refusal> of(UserId user) {
        return ofUsers.getOrDefault(user.value(), Set.of());
    }

    /** What cannot be read of such a person is not kept either. */
    boolean concern(@Nullable String userId) {
        return userId != null && ofUsers.containsKey(userId);
    }
}
