package io.portrait.ingest;

import io.portrait.kernel.UserId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The part of the identity graph that one append needs. Identity events of the group change it, in their order. The ids of a
 * person form a tree by the id that each was linked to; when an id is unlinked, its subtree leaves with it.
 */
final class IdentityResolver {

    /** The person of an id, and the parent id that it was linked to. */
    record IdentityLink(UserId person, UserId parent) {}

    /** A position in the journal and the release epoch there. */
    record JournalPosition(long position, long epoch) {}

    private final int maxAliases;
    private final Map<UserId, IdentityLink> links;
    private final Set<UserId> knownUserIds;
    private final boolean hasIdentityEvents;
    private final Set<UserId> changedIds = new HashSet<>();
    private final List<IdentityChange> changes = new ArrayList<>();

    /**
     * Takes ownership of the collections.
     *
     * @param links the links of the ids in the group, and for ids that may be merged all links of their persons
     * @param knownUserIds the ids among those to be linked that were user ids before
     * @param hasIdentityEvents whether the group has events that link ids
     */
    IdentityResolver(
            int maxAliases, Map<UserId, IdentityLink> links, Set<UserId> knownUserIds, boolean hasIdentityEvents) {
        this.maxAliases = maxAliases;
        this.links = links;
        this.knownUserIds = knownUserIds;
        this.hasIdentityEvents = hasIdentityEvents;
    }

    UserId personOf(UserId id) {
        @Nullable IdentityLink link = links.get(id);
        return link == null ? id : link.person();
    }

    /** Applies an identity event; returns the rejection if it is not allowed. */
    Optional<Rejection> apply(Event event, JournalPosition position) {
        if (hasIdentityEvents && !event.anonymous()) {
            knownUserIds.add(event.userId());
        }
        return switch (event.payload()) {
            case EventPayload.Identify(var traits, var anonymousId) -> {
                if (anonymousId != null && !event.anonymous()) {
                    link(anonymousId, event.userId(), false, position);
                }
                yield Optional.empty();
            }
            case EventPayload.Alias(var other) -> link(other, event.userId(), false, position);
            case EventPayload.Merge(var other) -> link(other, event.userId(), true, position);
            case EventPayload.Unmerge(var other) -> unlink(other, event.userId(), position);
            default -> Optional.empty();
        };
    }

    private Optional<Rejection> link(UserId other, UserId user, boolean trusted, JournalPosition position) {
        UserId person = personOf(user);
        if (personOf(other).equals(person)) {
            return Optional.empty();
        }
        Optional<Rejection> problem = linkProblem(other, person, trusted);
        if (problem.isEmpty()) {
            SortedSet<UserId> moving = idsOf(other);
            moving.forEach(id -> put(id, new IdentityLink(person, id.equals(other) ? user : parentOf(id))));
            recordChange(position, person, other, Collections.emptySortedSet());
        }
        return problem;
    }

    private Optional<Rejection> linkProblem(UserId other, UserId person, boolean trusted) {
        if (links.containsKey(other)) {
            return rejected("id-taken", "the id belongs to another person already");
        }
        if (!trusted && knownUserIds.contains(other)) {
            return rejected("known-id", "the id was a known user's, so only the owner can merge it");
        }
        return idsOf(person).size() + idsOf(other).size() > maxAliases
                ? rejected("too-many-ids", "a person may have at most %d ids".formatted(maxAliases))
                : Optional.empty();
    }

    private Optional<Rejection> unlink(UserId other, UserId user, JournalPosition position) {
        UserId person = personOf(user);
        if (!links.containsKey(other) || !personOf(other).equals(person)) {
            return rejected("not-merged", "the id was not merged into this person");
        }
        SortedSet<UserId> leaving = subtreeOf(other);
        leaving.forEach(id -> put(id, new IdentityLink(other, parentOf(id))));
        links.remove(other);
        recordChange(position, person, other, idsOf(other));
        return Optional.empty();
    }

    private void recordChange(JournalPosition position, UserId person, UserId other, SortedSet<UserId> otherIds) {
        changes.add(new IdentityChange(position.position(), position.epoch(), person, idsOf(person), other, otherIds));
    }

    private void put(UserId id, IdentityLink link) {
        links.put(id, link);
        changedIds.add(id);
    }

    private UserId parentOf(UserId id) {
        @Nullable IdentityLink link = links.get(id);
        return link == null ? id : link.parent();
    }

    private SortedSet<UserId> idsOf(UserId person) {
        SortedSet<UserId> ids = new TreeSet<>();
        ids.add(person);
        links.forEach((id, link) -> {
            if (link.person().equals(person)) {
                ids.add(id);
            }
        });
        return ids;
    }

    /** An id with all ids that were linked to it, directly or indirectly. */
    private SortedSet<UserId> subtreeOf(UserId root) {
        SortedSet<UserId> tree = new TreeSet<>();
        tree.add(root);
        boolean grown = true;
        while (grown) {
            grown = false;
            for (Map.Entry<UserId, IdentityLink> entry : links.entrySet()) {
                grown |= tree.contains(entry.getValue().parent()) && tree.add(entry.getKey());
            }
        }
        return tree;
    }

    private static Optional<Rejection> rejected(String code, String detail) {
        return Optional.of(new Rejection(code, detail, ""));
    }

    /** The merge that the event at this position made, if it is the last change and a merge. */
    Optional<IdentityChange> mergeAt(long position) {
        return Optional.of(changes)
                .filter(all -> !all.isEmpty())
                .map(List::getLast)
                .filter(change -> change.position() == position && change.isMerge());
    }

    /** The changes, in order. */
    List<IdentityChange> changes() {
        return changes;
    }

    /** The new links of the ids that changed; ids without a link any more are missing. */
    Map<UserId, IdentityLink> changedLinks() {
        Map<UserId, IdentityLink> current = new HashMap<>();
        changedIds.forEach(id -> {
            IdentityLink link = links.get(id);
            if (link != null) {
                current.put(id, link);
            }
        });
        return current;
    }

    /** All ids whose link changed. */
    Set<UserId> changedIds() {
        return changedIds;
    }
}
