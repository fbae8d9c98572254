package io.portrait.access.consent;

import io.portrait.kernel.UserId;

/** A listener for changes of consent, for modules that have learned from the person's earlier events. */
public interface ConsentListener {

    /**
     * Called for each id of a person in the transaction that changes the consent. That transaction holds the lock of the
     * journal's head, so an implementation must not wait for another lock.
     */
    void onConsentChange(UserId user, ConsentState before, ConsentState after);
}
