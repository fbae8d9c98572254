package io.portrait.ingest;

/** The release epochs of the journal: each arriving event is assigned to the epoch that is open. */
public interface JournalEpochs {

    /**
     * The epoch that is open, and the last position of the journal.
     *
     * @param epoch the epoch of arriving events; −1 before the first epoch is opened
     * @param position the last assigned position; all events of earlier epochs are at or before it
     */
    record OpenEpoch(long epoch, long position) {}

    /** The epoch that is open now. */
    OpenEpoch openEpoch();

    /** Opens epoch {@code to} if epoch {@code from} is open; else changes nothing. */
    void advanceEpoch(long from, long to);
}
