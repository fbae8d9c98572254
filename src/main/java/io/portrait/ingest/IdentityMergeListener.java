package io.portrait.ingest;

import io.portrait.kernel.UserId;
import java.util.Set;

/** Makes what a module keeps by id the same for all ids of a person, where that must be so. */
public interface IdentityMergeListener {

    /**
     * These ids are one person's from now on. Called within the append that says so, under the lock of the journal's head:
     * the next event that is taken finds it done.
     */
    void onMerged(Set<UserId> ids);
}
