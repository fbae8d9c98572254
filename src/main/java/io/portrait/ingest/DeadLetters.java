package io.portrait.ingest;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rejected events, kept with their reason so that nothing a sender sent is simply gone. */
public interface DeadLetters {

    /**
     * A rejected event.
     *
     * @param id grows with arrival
     * @param event as sent, at most as long as an event may be
     * @param format how it has to be read
     * @param sentAt when its batch was sent by the sender's clock, if it said so
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
     * The newest first.
     *
     * @param before only ids below this one
     */
    List<DeadLetter> newest(long before, int limit);

    /** One of them, if it is still there. */
    Optional<DeadLetter> find(long id);

    /** Takes one off the list, whose event has been taken after all. */
    void resolve(long id);
}
