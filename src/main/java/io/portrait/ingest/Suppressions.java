package io.portrait.ingest;

import io.portrait.kernel.UserId;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The suppressions of the users of a group; users without one are missing. */
record Suppressions(Map<String, Suppression> byUser) {

    /** The suppression of a user: its reasons, and the events that it applies to. */
    record Suppression(Set<SuppressionReason> reasons, SuppressionScope scope) {

        private static final Suppression NONE = new Suppression(Set.of(), SuppressionScope.ALL_EVENTS);
    }

    static final Suppressions NONE = new Suppressions(Map.of());

    /**
     * The rejection of an event of a type, if a reason applies to it.
     *
     * @param anonymous whether the event has the id as anonymous id
     */
    Optional<Rejection> rejectionOf(UserId user, EventType type, boolean anonymous) {
        Suppression suppression = suppressionOf(user);
        if (suppression.scope() == SuppressionScope.ANONYMOUS_EVENTS && !anonymous) {
            return Optional.empty();
        }
        return suppression.reasons().isEmpty()
                ? Optional.empty()
                : suppression.reasons().stream()
                        .filter(reason -> reason.appliesTo(type))
                        .findFirst()
                        .map(SuppressionReason::rejection);
    }

    /** A copy in which each of these ids has the reasons of all of them. */
    Suppressions merged(Set<UserId> ids) {
        Set<SuppressionReason> all = EnumSet.noneOf(SuppressionReason.class);
        ids.forEach(id -> all.addAll(suppressionOf(id).reasons()));
        if (all.isEmpty()) {
            return this;
        }
        Map<String, Suppression> merged = new HashMap<>(byUser);
        ids.forEach(id ->
                merged.put(id.value(), new Suppression(all, suppressionOf(id).scope())));
        return new Suppressions(merged);
    }

    /** A copy without the suppression of a user. */
    Suppressions without(UserId user) {
        Map<String, Suppression> others = new HashMap<>(byUser);
        others.remove(user.value());
        return new Suppressions(others);
    }

    /** A check whether a user has a suppression that applies to anonymous events only. */
    boolean isOfAnonymousEvents(UserId user) {
        return suppressionOf(user).scope() == SuppressionScope.ANONYMOUS_EVENTS;
    }

    /** A check whether no user of the group has a reason. */
    boolean isEmpty() {
        return byUser.isEmpty();
    }

    private Suppression suppressionOf(UserId user) {
        return byUser.getOrDefault(user.value(), Suppression.NONE);
    }

    /** A check whether a user has any reason; then invalid events of the user are not stored either. */
    boolean contains(@Nullable String userId) {
        return userId != null && byUser.containsKey(userId);
    }
}
