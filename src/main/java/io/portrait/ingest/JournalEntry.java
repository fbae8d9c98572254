package io.portrait.ingest;

import io.portrait.kernel.UserId;
import java.time.Instant;

/**
 * An accepted event at its position in the journal.
 *
 * @param position the position in the total order of the journal, from 1
 * @param epoch the release epoch that was open at arrival; {@link #NO_EPOCH} if the id of the event had come to its person in
 *     that epoch
 * @param receivedAt arrival time, to the microsecond
 * @param itemRevision the current revision of the item at arrival; 0 if there was none
 * @param event the event
 * @param person the person at arrival: the event's user id, or the person that the id had been merged into
 */
public record JournalEntry(
        long position, long epoch, Instant receivedAt, int itemRevision, Event event, UserId person) {

    /**
     * No release epoch. Until an identity change is released, events with the id must not contribute to the noisy profile of
     * its new person.
     */
    public static final long NO_EPOCH = -1;

    /** Copies the entry under another person. */
    public JournalEntry withPerson(UserId other) {
        return new JournalEntry(position, epoch, receivedAt, itemRevision, event, other);
    }

    /** An entry of a person with one id. */
    public JournalEntry(long position, long epoch, Instant receivedAt, int itemRevision, Event event) {
        this(position, epoch, receivedAt, itemRevision, event, event.userId());
    }
}
