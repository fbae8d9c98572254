package io.portrait.ingest;

import io.portrait.kernel.UserId;
import java.time.Instant;

/**
 * An accepted event, in its place.
 *
 * @param position its place in the total order of the journal, from 1
 * @param epoch the release epoch that was open when it arrived
 * @param receivedAt arrival time, to the microsecond
 * @param itemRevision the revision of its item that was current at arrival; 0 where there was none
 * @param event what arrived
 * @param person whose it was when it arrived: the event's user, or the person whom that id had been merged into
 */
public record JournalEntry(
        long position, long epoch, Instant receivedAt, int itemRevision, Event event, UserId person) {

    /** An event of a person with one id. */
    public JournalEntry(long position, long epoch, Instant receivedAt, int itemRevision, Event event) {
        this(position, epoch, receivedAt, itemRevision, event, event.userId());
    }
}
