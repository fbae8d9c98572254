package io.portrait.ingest;

import io.portrait.ingest.EventOutcome.LinkResult;
import io.portrait.kernel.UserId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The part of the identity graph that one append needs. Identity events of the group change it, in their order. The ids of a
 * person form a tree by the id that each was linked to; when an id is unlinked, its subtree leaves with it.
 *
 * <p>Anonymous ids and user ids share one name space, and a client may send any of them as an anonymous id. Therefore a
 * client links only ids that were seen as an anonymous id and as nothing else; and such a link ends when the id is seen as a
 * user id, before the event is applied.
 */
final class IdentityResolver {

    /**
     * The link of an id.
     *
     * @param person the person of the id
     * @param parent the id that it was linked to
     * @param authority who stated the link
     * @param epoch the release epoch in which the id came to this person
     */
    record IdentityLink(UserId person, UserId parent, LinkAuthority authority, long epoch) {

        /** A check whether the owner has stated the link. */
        boolean isConfirmed() {
            return authority == LinkAuthority.OWNER;
        }

        IdentityLink movedTo(UserId newPerson, long newEpoch) {
            return new IdentityLink(newPerson, parent, authority, newEpoch);
        }
    }

    /** A position in the journal and the release epoch there. */
    record JournalPosition(long position, long epoch) {}

    /** The rules for links: the number of ids of a person, and whether clients may link ids without an identity token. */
    record LinkRules(int maxAliases, boolean clientsLink) {}

    private final LinkRules rules;
    private final Map<UserId, IdentityLink> links;
    private final Map<UserId, SortedSet<UserId>> idsByPerson = new HashMap<>();
    private final Map<UserId, Boolean> anonymousOnly;
    private final boolean hasIdentityEvents;
    private final Set<UserId> changedIds = new HashSet<>();
    private final Set<UserId> newUserIds = new HashSet<>();
    private final List<IdentityChange> changes = new ArrayList<>();

    /**
     * Takes ownership of the collections.
     *
     * @param links all links of the persons of the group
     * @param anonymousOnly whether each of the ids to be linked was seen as an anonymous id only; missing: never seen
     * @param hasIdentityEvents whether the group has events that link ids
     */
    IdentityResolver(
            LinkRules rules,
            Map<UserId, IdentityLink> links,
            Map<UserId, Boolean> anonymousOnly,
            boolean hasIdentityEvents) {
        this.rules = rules;
        this.links = links;
        links.forEach((id, link) -> idsByPerson
                .computeIfAbsent(link.person(), person -> new TreeSet<>())
                .add(id));
        this.anonymousOnly = anonymousOnly;
        this.hasIdentityEvents = hasIdentityEvents;
    }

    UserId personOf(UserId id) {
        @Nullable IdentityLink link = links.get(id);
        return link == null ? id : link.person();
    }

    /** A check whether an event shows that its id is a user id, although a client has linked it as an anonymous id. */
    boolean endsUnconfirmedLink(Event event) {
        return namesUser(event) && isUnconfirmed(event.userId());
    }

    /** A check whether the event has a user id. The owner's merges and splits may name an anonymous id too. */
    private static boolean namesUser(Event event) {
        return !event.anonymous()
                && !(event.payload() instanceof EventPayload.Merge)
                && !(event.payload() instanceof EventPayload.Unmerge);
    }

    private boolean isUnconfirmed(UserId id) {
        @Nullable IdentityLink link = links.get(id);
        return link != null && !link.isConfirmed();
    }

    /** Makes an id the id of a person of its own, because it is a user id. */
    void becomeUserId(UserId id, JournalPosition position) {
        newUserIds.add(id);
        if (isUnconfirmed(id)) {
            detach(id, position);
        }
    }

    /** Applies an event; returns the result for the id that an identity event links or unlinks. */
    Optional<LinkResult> apply(ParsedEvent.Valid valid, JournalPosition position) {
        Event event = valid.event();
        if (hasIdentityEvents) {
            anonymousOnly.merge(event.userId(), event.anonymous(), Boolean::logicalAnd);
        }
        return switch (event.payload()) {
            case EventPayload.Identify identify -> identify(valid, identify, position);
            case EventPayload.Alias(var other) -> Optional.of(link(other, event.userId(), valid.authority(), position));
            case EventPayload.Merge(var other) ->
                Optional.of(link(other, event.userId(), LinkAuthority.OWNER, position));
            case EventPayload.Unmerge(var other) -> Optional.of(unlink(other, event.userId(), position));
            default -> Optional.empty();
        };
    }

    private Optional<LinkResult> identify(
            ParsedEvent.Valid valid, EventPayload.Identify identify, JournalPosition position) {
        @Nullable UserId other = identify.anonymousId();
        if (other == null || valid.event().anonymous()) {
            return Optional.empty();
        }
        LinkResult result = link(other, valid.event().userId(), valid.authority(), position);
        anonymousOnly.putIfAbsent(other, true);
        return Optional.of(result);
    }

    private LinkResult link(UserId other, UserId user, LinkAuthority authority, JournalPosition position) {
        UserId person = personOf(user);
        if (personOf(other).equals(person)) {
            confirm(other, authority);
            return new LinkResult.Linked();
        }
        Optional<Rejection> problem = linkProblem(other, person, authority)
                .or(() -> changedAt(position)
                        ? rejected("id-taken", "the event has changed its userId's person")
                        : Optional.empty());
        if (problem.isPresent()) {
            return new LinkResult.NotLinked(problem.get());
        }
        SortedSet<UserId> moving = idsOf(other);
        moving.forEach(id -> put(
                id,
                id.equals(other)
                        ? new IdentityLink(person, user, authority, position.epoch())
                        : requireLink(id).movedTo(person, position.epoch())));
        recordChange(position, person, other, Collections.emptySortedSet());
        return new LinkResult.Linked();
    }

    /** Raises the authority of a link that exists already. */
    private void confirm(UserId id, LinkAuthority authority) {
        @Nullable IdentityLink link = links.get(id);
        if (link != null && link.authority().compareTo(authority) < 0) {
            put(id, new IdentityLink(link.person(), link.parent(), authority, link.epoch()));
        }
    }

    private Optional<Rejection> linkProblem(UserId other, UserId person, LinkAuthority authority) {
        if (links.containsKey(other)) {
            return rejected("id-taken", "the id belongs to another person already");
        }
        if (authority == LinkAuthority.CLIENT && !rules.clientsLink()) {
            return rejected("owner-required", "clients may link ids only with an identity token of the owner");
        }
        if (authority != LinkAuthority.OWNER && !anonymousOnly.containsKey(other)) {
            return rejected("unknown-id", "the id was never seen as an anonymous id, so only the owner can merge it");
        }
        if (authority != LinkAuthority.OWNER && !anonymousOnly.getOrDefault(other, false)) {
            return rejected(
                    "known-id", "the id is known by more than anonymous events, so only the owner can merge it");
        }
        return idsOf(person).size() + idsOf(other).size() > rules.maxAliases()
                ? rejected("too-many-ids", "a person may have at most %d ids".formatted(rules.maxAliases()))
                : Optional.empty();
    }

    private boolean changedAt(JournalPosition position) {
        return !changes.isEmpty() && changes.getLast().position() == position.position();
    }

    private LinkResult unlink(UserId other, UserId user, JournalPosition position) {
        if (!links.containsKey(other) || !personOf(other).equals(personOf(user))) {
            return new LinkResult.NotLinked(Rejection.ofPerson("not-merged", "the id was not merged into this person"));
        }
        detach(other, position);
        return new LinkResult.Linked();
    }

    /** Splits a linked id, with all ids that were linked to it, from its person. */
    private void detach(UserId other, JournalPosition position) {
        UserId person = personOf(other);
        SortedSet<UserId> leaving = subtreeOf(other);
        leaving.remove(other);
        leaving.forEach(id -> put(id, requireLink(id).movedTo(other, position.epoch())));
        remove(other);
        recordChange(position, person, other, idsOf(other));
    }

    private void recordChange(JournalPosition position, UserId person, UserId other, SortedSet<UserId> otherIds) {
        changes.add(new IdentityChange(position.position(), position.epoch(), person, idsOf(person), other, otherIds));
    }

    private void put(UserId id, IdentityLink link) {
        remove(id);
        links.put(id, link);
        idsByPerson.computeIfAbsent(link.person(), person -> new TreeSet<>()).add(id);
    }

    private void remove(UserId id) {
        @Nullable IdentityLink removed = links.remove(id);
        if (removed != null) {
            idsByPerson.getOrDefault(removed.person(), new TreeSet<>()).remove(id);
        }
        changedIds.add(id);
    }

    private IdentityLink requireLink(UserId id) {
        return Objects.requireNonNull(links.get(id), () -> "no link of " + id);
    }

    /** All ids of a person, including the id that names the person. */
    SortedSet<UserId> idsOf(UserId person) {
        SortedSet<UserId> ids = new TreeSet<>(idsByPerson.getOrDefault(person, Collections.emptySortedSet()));
        ids.add(person);
        return ids;
    }

    /** A check whether an id is one of several ids of its person. */
    boolean hasOtherIds(UserId id) {
        return links.containsKey(id)
                || !idsByPerson.getOrDefault(id, Collections.emptySortedSet()).isEmpty();
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
        return Optional.of(Rejection.ofPerson(code, detail));
    }

    /** The merge that the event at this position made, if it is the last change and a merge. */
    Optional<IdentityChange> mergeAt(long position) {
        return Optional.of(changes)
                .filter(all -> !all.isEmpty())
                .map(List::getLast)
                .filter(change -> change.position() == position && change.isMerge());
    }

    /** A check whether an id has come to its person in an epoch. */
    boolean isLinkedSince(long epoch, UserId id) {
        @Nullable IdentityLink link = links.get(id);
        return link != null && link.epoch() >= epoch;
    }

    /** The subset of ids whose link the owner has not confirmed. */
    Set<UserId> unconfirmed(Set<UserId> ids) {
        return ids.stream().filter(this::isUnconfirmed).collect(Collectors.toSet());
    }

    /** Anonymous ids that turned out to be user ids. */
    Set<UserId> newUserIds() {
        return newUserIds;
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
