package io.portrait.ingest;

import io.portrait.kernel.UserId;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A merge or split of identities at a journal position. Earlier entries keep their person; each later entry stores its person
 * explicitly.
 *
 * @param position the position of the identity event
 * @param epoch the release epoch that was open
 * @param person the person that gained or lost an id
 * @param personIds all ids of {@code person} after the change
 * @param other the person that the id belonged to before a merge, or belongs to after a split
 * @param otherIds all ids of {@code other} after the change; empty after a merge
 */
public record IdentityChange(
        long position,
        long epoch,
        UserId person,
        SortedSet<UserId> personIds,
        UserId other,
        SortedSet<UserId> otherIds) {

    /** The shards that must have reached the change before it is applied, in ascending order. */
    public SortedSet<Integer> shards() {
        return Stream.of(person, other).map(Shard::of).collect(Collectors.toCollection(TreeSet::new));
    }

    /** A check whether it is a merge. */
    public boolean isMerge() {
        return otherIds.isEmpty();
    }
}
