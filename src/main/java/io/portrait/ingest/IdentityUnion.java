package io.portrait.ingest;

import io.portrait.ingest.CommitGroup.EventKey;
import io.portrait.kernel.UserId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The ids that may belong to one person at some point within a group: those of the identity graph before it, united by the
 * identity events of the group.
 */
final class IdentityUnion {

    private final List<Event> events;
    private final IdentityResolver identityResolver;
    private final Map<UserId, Set<UserId>> unions = new HashMap<>();

    IdentityUnion(List<Event> events, IdentityResolver identityResolver) {
        this.events = events;
        this.identityResolver = identityResolver;
        events.forEach(event -> event.payload().linkedId().ifPresent(other -> unite(event.userId(), other)));
    }

    private void unite(UserId id, UserId other) {
        Set<UserId> union = new HashSet<>(idsWith(id));
        union.addAll(idsWith(other));
        union.forEach(member -> unions.put(member, union));
    }

    private Set<UserId> idsWith(UserId id) {
        return Optional.ofNullable(unions.get(id))
                .orElseGet(() -> identityResolver.idsOf(identityResolver.personOf(id)));
    }

    /** The keys under which the journal may have the events with another id of their persons. */
    List<EventKey> otherKeys() {
        return events.stream()
                .filter(event -> unions.containsKey(event.userId()) || identityResolver.hasOtherIds(event.userId()))
                .flatMap(event -> idsWith(event.userId()).stream()
                        .filter(id -> !id.equals(event.userId()))
                        .map(id -> new EventKey(id, event.messageId())))
                .toList();
    }
}
