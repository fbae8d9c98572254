package io.portrait.ingest;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The dead letters: invalid events, stored with the reason of their rejection, so that they can be corrected and retried. */
public interface DeadLetters {

    /**
     * An invalid event.
     *
     * @param id increases with arrival
     * @param event the event as sent, cut to the maximum size of an event
     * @param format the format of the event
     * @param sentAt the sending time of its batch by the sender's clock, if known
     */
    record DeadLetter(
            long id,
            Instant receivedAt,
            @Nullable String userId,
            @Nullable String messageId,
            Rejection rejection,
            String event,
            EventFormat format,
            @Nullable Instant sentAt) {}

    /**
     * The dead letters, the newest first.
     *
     * @param before an exclusive upper bound of the ids
     */
    List<DeadLetter> newest(long before, int limit);

    /** A dead letter by its id. */
    Optional<DeadLetter> find(long id);

    /** Deletes a dead letter whose event was accepted after a retry. */
    void resolve(long id);
}
