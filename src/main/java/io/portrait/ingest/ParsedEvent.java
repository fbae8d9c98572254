package io.portrait.ingest;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The result of parsing one event of a batch. */
public sealed interface ParsedEvent {

    /** The sender's message id, if it could be read. */
    @Nullable
    String messageId();

    /**
     * A valid event.
     *
     * @param description what the event says of the catalog, if anything
     */
    record Valid(Event event, @Nullable EventDescription description) implements ParsedEvent {

        /** An event without a description. */
        public Valid(Event event) {
            this(event, null);
        }

        @Override
        public String messageId() {
            return event.messageId().value();
        }
    }

    /**
     * An invalid event, which is stored as a dead letter.
     *
     * @param userId the user id as sent, cut to the maximum length
     * @param source the event as sent
     * @param format the format of the source
     * @param sentAt the sending time of the batch by the sender's clock, if the batch has one
     */
    record Invalid(
            Rejection rejection,
            @Nullable String messageId,
            @Nullable String userId,
            String source,
            EventFormat format,
            @Nullable Instant sentAt)
            implements ParsedEvent {

        /** An invalid event in the native format. */
        public Invalid(Rejection rejection, @Nullable String messageId, @Nullable String userId, String source) {
            this(rejection, messageId, userId, source, EventFormat.NATIVE);
        }

        /** An invalid event without a sending time of its batch. */
        public Invalid(
                Rejection rejection,
                @Nullable String messageId,
                @Nullable String userId,
                String source,
                EventFormat format) {
            this(rejection, messageId, userId, source, format, null);
        }

        /** A copy with a sending time. */
        public Invalid sentAt(Instant sentTime) {
            return new Invalid(rejection, messageId, userId, source, format, sentTime);
        }
    }
}
