package io.portrait.ingest;

import io.portrait.kernel.UserId;
import java.util.Set;

/**
 * The users whose events are suppressed, because of erasure, restriction or withheld consent. A change takes effect between
 * two appends. Changes run in the caller's transaction, which must be short, because it blocks all appends.
 */
public interface SuppressionList {

    /** The reasons for suppressing events of a user; empty if all events are accepted. */
    Set<SuppressionReason> reasons(UserId user);

    /**
     * The number of times that the user returned after an erasure. Tokens of an earlier incarnation are not valid for a later
     * one.
     */
    int incarnation(UserId user);

    /** Waits for the running append, and blocks further appends until the transaction ends. */
    void lock();

    /** Replaces the suppression of a user; removing {@code ERASED} starts a new incarnation. */
    void suppress(UserId user, Set<SuppressionReason> reasons, SuppressionScope scope);

    /** Replaces the reasons of a user for all of the user's events. */
    default void suppress(UserId user, Set<SuppressionReason> reasons) {
        suppress(user, reasons, SuppressionScope.ALL_EVENTS);
    }

    /** Suppresses the events of an erased user, and invalidates entries of the user that are cached in memory. */
    void suppressErased(UserId user, SuppressionScope scope);
}
