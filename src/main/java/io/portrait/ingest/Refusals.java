package io.portrait.ingest;

import io.portrait.kernel.UserId;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is refused of the users of a group; those of whom nothing is are missing. */
record Refusals(Map<String, Set<Refusal>> ofUsers) {

    static final Refusals NONE = new Refusals(Map.of());

    Optional<Rejection> of(UserId user, EventType type) {
        Set<Refusal> ofUser = of(user);
        return ofUser.isEmpty()
                ? Optional.empty()
                : ofUser.stream()
                        .filter(refusal -> refusal.concerns(type))
                        .findFirst()
                        .map(Refusal::rejection);
    }

    /** What is refused of one of these is refused of each of them now. */
    Refusals joined(Set<UserId> ids) {
        Set<Refusal> all = EnumSet.noneOf(Refusal.class);
        ids.forEach(id -> all.addAll(of(id)));
        if (all.isEmpty()) {
            return this;
        }
        Map<String, Set<Refusal>> joined = new HashMap<>(ofUsers);
        ids.forEach(id -> joined.put(id.value(), all));
        return new Refusals(joined);
    }

    private Set<Refusal> of(UserId user) {
        return ofUsers.getOrDefault(user.value(), Set.of());
    }

    /** What cannot be read of such a person is not kept either. */
    boolean concern(@Nullable String userId) {
        return userId != null && ofUsers.containsKey(userId);
    }
}
