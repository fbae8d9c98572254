package io.portrait.ingest;

import io.portrait.kernel.UserId;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Two persons became one at a place of the journal, or one became two. Entries before it belong to who they belonged to;
 * entries after it say themselves whose they are.
 *
 * @param position of the entry that says so
 * @param epoch the release epoch that was open
 * @param person who has gained or lost an id
 * @param personIds all the ids of {@code person} from now on, their own among them
 * @param other whose id it was before, or is again
 * @param otherIds all the ids of {@code other} from now on; empty where there is no such person any more
 */
public record IdentityChange(
        long position,
        long epoch,
        UserId person,
        SortedSet<UserId> personIds,
        UserId other,
        SortedSet<UserId> otherIds) {

    /** The shards that must stand at the change when it is applied, in their order. */
    public SortedSet<Integer> shards() {
        return Stream.of(person, other).map(Shard::of).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether two persons became one. */
    public boolean isMerge() {
        return otherIds.isEmpty();
    }
}
