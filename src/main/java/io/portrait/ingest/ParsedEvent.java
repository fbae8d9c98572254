package io.portrait.ingest;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One element of a batch after reading. */
public sealed interface ParsedEvent {

    /** The sender's message id, if one could be read. */
    @Nullable
    String messageId();

    /** An event that can be journalled. */
    record Valid(Event event) implements ParsedEvent {

        @Override
        public String messageId() {
            return event.messageId().value();
        }
    }

    /**
     * An event that cannot, and goes to the dead letters.
     *
     * @param userId as sent, cut to the length of an id
     * @param source the event as sent
     * @param format how it has to be read
     * @param sentAt when the sender said that it sent it, where it did not say so in the event
     */
    record Invalid(
            Rejection rejection,
            @Nullable String messageId,
            @Nullable String userId,
            String source,
            EventFormat format,
            @Nullable Instant sentAt)
            implements ParsedEvent {

        /** An event of the native shape. */
        public Invalid(Rejection rejection, @Nullable String messageId, @Nullable String userId, String source) {
            this(rejection, messageId, userId, source, EventFormat.NATIVE);
        }

        /** An event that does not come in a batch with a time of its own. */
        public Invalid(
                Rejection rejection,
                @Nullable String messageId,
                @Nullable String userId,
                String source,
                EventFormat format) {
            this(rejection, messageId, userId, source, format, null);
        }

        /** The same, sent at a time. */
        public Invalid sentAt(Instant sentTime) {
            return new Invalid(rejection, messageId, userId, source, format, sentTime);
        }
    }
}
