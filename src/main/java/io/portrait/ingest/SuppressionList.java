package io.portrait.ingest;

import io.portrait.kernel.UserId;
import java.util.Set;

/**
 * Whose events the journal refuses. A change takes effect between two appends: what was appended before it is in the
 * journal, what comes after it is refused. Changes are made within the caller's transaction, and hold up all appends
 * until it ends: it must be short.
 */
public interface SuppressionList {

    /** What of a person is refused. */
    Set<SuppressionReason> reasons(UserId user);

    /**
     * How often the person has come anew after an erasure; 0 at first. What was given to an earlier incarnation, such as a
     * token, does not count for a later one.
     */
    int incarnation(UserId user);

    /** Waits for the running append and keeps the next one waiting until the transaction ends. */
    void lock();

    /** From now on this is refused of a person, and nothing else; one who was erased and is not any more begins anew. */
    void suppress(UserId user, Set<SuppressionReason> reasons);

    /** From now on everything of a person is refused, and no entry that is held in memory may be learned any more. */
    void suppressErased(UserId user);
}
