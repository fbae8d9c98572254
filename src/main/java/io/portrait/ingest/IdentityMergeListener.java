package io.portrait.ingest;

import io.portrait.kernel.UserId;
import java.util.Set;

/** A listener for identity merges, for modules that store data by id and must apply it to all ids of a person. */
public interface IdentityMergeListener {

    /**
     * Called when some ids have become one person. It runs in the transaction of the append, under the lock of the journal's
     * head, so it takes effect before the next event is accepted.
     */
    void onMerged(Set<UserId> ids);
}
