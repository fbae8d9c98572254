package io.portrait.ingest;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One element of a batch after reading. */
public sealed interface Reading {

    /** The sender's message id, if one could be read. */
    @Nullable
    String messageId();

    /** An event that can be journalled. */
    record Clean(Event event) implements Reading {

        @Override
        public String messageId() {
            return event.message().value();
        }
    }

    /**
     * An event that cannot, and goes to the dead letters.
     *
     * @param userId as sent, cut to the length of an id
     * @param source the event as sent
     * @param dialect how it has to be read
     * @param sentAt when the sender said that it sent it, where it did not say so in the event
     */
    record Bad(
            Rejection rejection,
            @Nullable String messageId,
            @Nullable String userId,
            String source,
            Dialect dialect,
            @Nullable Instant sentAt)
            implements Reading {

        /** An event of the native shape. */
        public Bad(Rejection rejection, @Nullable String messageId, @Nullable String userId, String source) {
            this(rejection, messageId, userId, source, Dialect.NATIVE);
        }

        /** An event that does not come in a batch with a time of its own. */
        public Bad(
                Rejection rejection,
                @Nullable String messageId,
                @Nullable String userId,
                String source,
                Dialect dialect) {
            this(rejection, messageId, userId, source, dialect, null);
        }

        /** The same, sent at a time. */
        public Bad sentAt(Instant time) {
            return new Bad(rejection, messageId, userId, source, dialect, time);
        }
    }
}
