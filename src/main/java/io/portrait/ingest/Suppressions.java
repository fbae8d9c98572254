package io.portrait.ingest;

import io.portrait.kernel.UserId;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is refused of the users of a group; those of whom nothing is are missing. */
record Suppressions(Map<String, Set<SuppressionReason>> byUser) {

    static final Suppressions NONE = new Suppressions(Map.of());

    Optional<Rejection> of(UserId user, EventType type) {
        Set<SuppressionReason> reasons = of(user);
        return reasons.isEmpty()
                ? Optional.empty()
                : reasons.stream()
                        .filter(reason -> reason.appliesTo(type))
                        .findFirst()
                        .map(SuppressionReason::rejection);
    }

    /** What is refused of one of these is refused of each of them now. */
    Suppressions merged(Set<UserId> ids) {
        Set<SuppressionReason> all = EnumSet.noneOf(SuppressionReason.class);
        ids.forEach(id -> all.addAll(of(id)));
        if (all.isEmpty()) {
            return this;
        }
        Map<String, Set<SuppressionReason>> merged = new HashMap<>(byUser);
        ids.forEach(id -> merged.put(id.value(), all));
        return new Suppressions(merged);
    }

    private Set<SuppressionReason> of(UserId user) {
        return byUser.getOrDefault(user.value(), Set.of());
    }

    /** What cannot be read of such a person is not kept either. */
    boolean contains(@Nullable String userId) {
        return userId != null && byUser.containsKey(userId);
    }
}
