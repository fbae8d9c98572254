package io.portrait.ingest;

import io.portrait.kernel.UserId;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The suppression reasons of the users of a group; users without a reason are missing. */
record Suppressions(Map<String, Set<SuppressionReason>> byUser) {

    static final Suppressions NONE = new Suppressions(Map.of());

    /** The rejection of an event of a type, if a reason applies to it. */
    Optional<Rejection> rejectionOf(UserId user, EventType type) {
        Set<SuppressionReason> reasons = reasonsOf(user);
        return reasons.isEmpty()
                ? Optional.empty()
                : reasons.stream()
                        .filter(reason -> reason.appliesTo(type))
                        .findFirst()
                        .map(SuppressionReason::rejection);
    }

    /** A copy in which each of these ids has the reasons of all of them. */
    Suppressions merged(Set<UserId> ids) {
        Set<SuppressionReason> all = EnumSet.noneOf(SuppressionReason.class);
        ids.forEach(id -> all.addAll(reasonsOf(id)));
        if (all.isEmpty()) {
            return this;
        }
        Map<String, Set<SuppressionReason>> merged = new HashMap<>(byUser);
        ids.forEach(id -> merged.put(id.value(), all));
        return new Suppressions(merged);
    }

    /** A check whether no user of the group has a reason. */
    boolean isEmpty() {
        return byUser.isEmpty();
    }

    private Set<SuppressionReason> reasonsOf(UserId user) {
        return byUser.getOrDefault(user.value(), Set.of());
    }

    /** A check whether a user has any reason; then invalid events of the user are not stored either. */
    boolean contains(@Nullable String userId) {
        return userId != null && byUser.containsKey(userId);
    }
}
