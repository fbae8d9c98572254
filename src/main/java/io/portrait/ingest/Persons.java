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
 * Who is who, as far as it concerns one append; changes with the events of the group, in their order. The ids of a person
 * form a tree by what each was joined to, so that an id that is taken out takes along what had come with it.
 */
final class Persons {

    /** To whom an id belongs, and with which of their ids it was merged. */
    record Joined(UserId person, UserId to) {}

    /** Where in the journal something happens. */
    record Place(long position, long epoch) {}

    private final int mostIds;
    private final Map<UserId, Joined> joined;
    private final Set<UserId> known;
    private final boolean mayMerge;
    private final Set<UserId> touched = new HashSet<>();
    private final List<IdentityChange> changes = new ArrayList<>();

    /**
     * Takes the collections over.
     *
     * @param joined those of the ids that occur, and with ids that may be merged all of their persons' ids
     * @param known of the ids that clients want to merge those that were known users'
     * @param mayMerge whether there is an event that merges at all
     */
    Persons(int mostIds, Map<UserId, Joined> joined, Set<UserId> known, boolean mayMerge) {
        this.mostIds = mostIds;
        this.joined = joined;
        this.known = known;
        this.mayMerge = mayMerge;
    }

    UserId of(UserId id) {
        @Nullable Joined to = joined.get(id);
        return to == null ? id : to.person();
    }

    /** Changes who is who, if the event says so; tells why not if it must not. */
    Optional<Rejection> follow(Event event, Place place) {
        if (mayMerge && !event.anonymous()) {
            known.add(event.user());
        }
        return switch (event.behaviour()) {
            case Behaviour.Identify(var traits, var anonymous) -> {
                if (anonymous != null && !event.anonymous()) {
                    join(anonymous, event.user(), false, place);
                }
                yield Optional.empty();
            }
            case Behaviour.Alias(var other) -> join(other, event.user(), false, place);
            case Behaviour.Merge(var other) -> join(other, event.user(), true, place);
            case Behaviour.Unmerge(var other) -> part(other, event.user(), place);
            default -> Optional.empty();
        };
    }

    private Optional<Rejection> join(UserId other, UserId user, boolean trusted, Place place) {
        UserId person = of(user);
        if (of(other).equals(person)) {
            return Optional.empty();
        }
        Optional<Rejection> refusal = whyNot(other, person, trusted);
        if (refusal.isEmpty()) {
            SortedSet<UserId> moving = idsOf(other);
            moving.forEach(id -> put(id, new Joined(person, id.equals(other) ? user : parentOf(id))));
            note(place, person, other, Collections.emptySortedSet());
        }
        return refusal;
    }

    private Optional<Rejection> whyNot(UserId other, UserId person, boolean trusted) {
        if (joined.containsKey(other)) {
            return refused("id-taken", "the id belongs to another person already");
        }
        if (!trusted && known.contains(other)) {
            return refused("known-id", "the id was a known user's, so only the owner can merge it");
        }
        return idsOf(person).size() + idsOf(other).size() > mostIds
                ? refused("too-many-ids", "a person may have %d ids".formatted(mostIds))
                : Optional.empty();
    }

    private Optional<Rejection> part(UserId other, UserId user, Place place) {
        UserId person = of(user);
        if (!joined.containsKey(other) || !of(other).equals(person)) {
            return refused("not-merged", "the id was not merged into this person");
        }
        SortedSet<UserId> leaving = treeOf(other);
        leaving.forEach(id -> put(id, new Joined(other, parentOf(id))));
        joined.remove(other);
        note(place, person, other, idsOf(other));
        return Optional.empty();
    }

    private void note(Place place, UserId person, UserId other, SortedSet<UserId> otherIds) {
        changes.add(new IdentityChange(place.position(), place.epoch(), person, idsOf(person), other, otherIds));
    }

    private void put(UserId id, Joined to) {
        joined.put(id, to);
        touched.add(id);
    }

    private UserId parentOf(UserId id) {
        @Nullable Joined to = joined.get(id);
        return to == null ? id : to.to();
    }

    private SortedSet<UserId> idsOf(UserId person) {
        SortedSet<UserId> ids = new TreeSet<>();
        ids.add(person);
        joined.forEach((id, to) -> {
            if (to.person().equals(person)) {
                ids.add(id);
            }
        });
        return ids;
    }

    /** An id with all that were joined to it, directly or not. */
    private SortedSet<UserId> treeOf(UserId root) {
        SortedSet<UserId> tree = new TreeSet<>();
        tree.add(root);
        boolean grown = true;
        while (grown) {
            grown = false;
            for (Map.Entry<UserId, Joined> entry : joined.entrySet()) {
                grown |= tree.contains(entry.getValue().to()) && tree.add(entry.getKey());
            }
        }
        return tree;
    }

    private static Optional<Rejection> refused(String code, String detail) {
        return Optional.of(new Rejection(code, detail, ""));
    }

    /** The merge that the event at this place has made, if it is the last one and was a merge. */
    Optional<IdentityChange> mergeAt(long position) {
        return Optional.of(changes)
                .filter(all -> !all.isEmpty())
                .map(List::getLast)
                .filter(change -> change.position() == position && change.isMerge());
    }

    /** What has changed, in order. */
    List<IdentityChange> changes() {
        return changes;
    }

    /** The ids whose belonging has changed, with what it is now; those that are on their own again are missing. */
    Map<UserId, Joined> belongings() {
        Map<UserId, Joined> now = new HashMap<>();
        touched.forEach(id -> {
            Joined to = joined.get(id);
            if (to != null) {
                now.put(id, to);
            }
        });
        return now;
    }

    /** All the ids whose belonging has changed. */
    Set<UserId> touched() {
        return touched;
    }
}
