package io.portrait.ingest;

import io.portrait.kernel.UserId;
import java.util.Set;

/** A listener for identity changes, for modules that store data by id and must apply it to all ids of a person. */
public interface IdentityMergeListener {

    /**
     * Called when some ids have become one person. It runs in the transaction of the append, under the lock of the journal's
     * head, so it takes effect before the next event is accepted.
     *
     * @param ids all ids of the person
     * @param unconfirmedIds those of them that a client has linked, and not the owner
     */
    void onMerged(Set<UserId> ids, Set<UserId> unconfirmedIds);

    /**
     * Called when anonymous ids turn out to be user ids. Decisions that they have only through a link that the owner has not
     * confirmed do not apply to them. It runs in the same transaction.
     */
    void onBecameUserIds(Set<UserId> ids);
}
