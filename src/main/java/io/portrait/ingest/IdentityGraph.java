package io.portrait.ingest;

import io.portrait.kernel.UserId;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/** Who is who: a person may have been known by several ids. */
public interface IdentityGraph {

    /** The person an id belongs to now; the id itself if it was not merged into another. */
    UserId personOf(UserId id);

    /** All ids of a person, the person's own among them. */
    SortedSet<UserId> idsOf(UserId person);

    /** The next change that a shard has to stop at. */
    Optional<IdentityChange> nextPending(int shard);

    /** Whether a change is still to be applied. */
    boolean isPending(IdentityChange change);

    /** Whether a change of any of these ids is still to be applied. */
    boolean isPending(Set<UserId> ids);

    /** Notes, in the transaction that writes the rows, that a change is applied. */
    void markApplied(IdentityChange change);
}
