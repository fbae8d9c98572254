package io.portrait.ingest;

import io.portrait.kernel.UserId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/** The identity graph: which ids belong to which person. A person may have several ids, and is named by one of them. */
public interface IdentityGraph {

    /** The person that an id belongs to now; the id itself if it was not merged into another person. */
    UserId personOf(UserId id);

    /** All ids of a person, including the id that names the person. */
    SortedSet<UserId> idsOf(UserId person);

    /** The subset of ids that were linked to their person without the owner's statement. */
    Set<UserId> unconfirmed(Set<UserId> ids);

    /** A check whether an id was linked to its person by a client without an identity token. */
    boolean isLinkedByClient(UserId id);

    /**
     * A check whether a token for one id of a person opens the data under another one. An id that a client alone has linked
     * opens nothing, because everyone can send it.
     */
    default boolean opens(UserId tokenId, UserId id) {
        return personOf(tokenId).equals(personOf(id)) && !isLinkedByClient(tokenId);
    }

    /** The merges and splits in a range of journal positions, in order; {@code after} is not in the range. */
    List<IdentityChange> changes(long after, long upTo);

    /** The persons that some ids belonged to at a journal position; an id that was never merged or split is missing. */
    Map<UserId, UserId> personsAt(Set<UserId> ids, long position);

    /** The first change of a shard that is not applied yet. */
    Optional<IdentityChange> nextPending(int shard);

    /** A check whether a change is not applied yet. */
    boolean isPending(IdentityChange change);

    /** A check whether any change of these ids is not applied yet. */
    boolean isPending(Set<UserId> ids);

    /** Marks a change as applied; call it in the transaction that writes the profile rows. */
    void markApplied(IdentityChange change);

    /** Makes every change pending again, in the transaction that deletes all rows. */
    void markAllPending();
}
