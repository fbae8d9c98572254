package io.portrait.ingest;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The result of parsing one event of a batch. */
public sealed interface ParsedEvent {

    /** The sender's message id, if it could be read. */
    @Nullable
    String messageId();

    /** The remarks on an event; none on an invalid one. */
    default List<EventWarning> warnings() {
        return List.of();
    }

    /**
     * A valid event.
     *
     * @param identityToken the token by which the owner states who the user is, if the sender has added one
     * @param authority the authority of the sender to link ids
     * @param description the item description or name that came with the event, if any
     * @param warnings the remarks on the event
     */
    record Valid(
            Event event,
            @Nullable String identityToken,
            LinkAuthority authority,
            @Nullable EventDescription description,
            List<EventWarning> warnings)
            implements ParsedEvent {

        /** An event of a client without an identity token and remarks. */
        public Valid(Event event) {
            this(event, null, LinkAuthority.CLIENT, null, List.of());
        }

        @Override
        public String messageId() {
            return event.messageId().value();
        }

        /** A copy with another authority. */
        Valid withAuthority(LinkAuthority newAuthority) {
            return newAuthority == authority
                    ? this
                    : new Valid(event, identityToken, newAuthority, description, warnings);
        }

        /** A copy with a description. */
        public Valid withDescription(EventDescription newDescription) {
            return new Valid(event, identityToken, authority, newDescription, warnings);
        }
    }

    /**
     * An invalid event, which is stored as a dead letter.
     *
     * @param userId the user id as sent, else the anonymous id, cut to the maximum length
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

        /** A copy with another JSON pointer. */
        public Invalid at(String pointer) {
            return new Invalid(
                    new Rejection(rejection.code(), rejection.detail(), pointer, rejection.personal()),
                    messageId,
                    userId,
                    source,
                    format,
                    sentAt);
        }

        /** A copy with a sending time. */
        public Invalid sentAt(Instant sentTime) {
            return new Invalid(rejection, messageId, userId, source, format, sentTime);
        }
    }
}
