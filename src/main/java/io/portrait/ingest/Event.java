package io.portrait.ingest;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.MessageId;
import io.portrait.kernel.UserId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One event as it was understood: clean, with nothing undefined in it.
 *
 * @param userId the person it is about: the sender's user id, else the anonymous id
 * @param messageId what makes a second arrival a duplicate
 * @param happenedAt event time, to the microsecond
 * @param payload what was done
 * @param itemId to what, if to an item
 * @param origin where
 * @param extra whatever else the sender told, as a JSON object; kept, not learned
 * @param anonymous whether the sender knew the person by an anonymous id only
 * @param listId the served list that it answers to, if it names one
 */
public record Event(
        UserId userId,
        MessageId messageId,
        Instant happenedAt,
        EventPayload payload,
        @Nullable ItemId itemId,
        Origin origin,
        @Nullable String extra,
        boolean anonymous,
        @Nullable UUID listId) {

    /** An event that answers to no list, of a person whom the sender knew. */
    public Event(
            UserId userId,
            MessageId messageId,
            Instant happenedAt,
            EventPayload payload,
            @Nullable ItemId itemId,
            Origin origin,
            @Nullable String extra) {
        this(userId, messageId, happenedAt, payload, itemId, origin, extra, false, null);
    }

    /**
     * Where an event came from.
     *
     * @param channel lower case, such as {@code web}
     * @param sessionId the sender's session id
     * @param utcOffset of the person's clock from UTC, in whole minutes, at the time of the event
     */
    public record Origin(
            @Nullable String channel,
            @Nullable String sessionId,
            @Nullable ZoneOffset utcOffset) {

        /** Nothing known. */
        public static final Origin UNKNOWN = new Origin(null, null);

        /** Without a time zone. */
        public Origin(@Nullable String channel, @Nullable String sessionId) {
            this(channel, sessionId, null);
        }
    }

    /** Event time on the person's clock, where the event told its time zone; else UTC. */
    public OffsetDateTime localTime() {
        return happenedAt.atOffset(origin.utcOffset() == null ? ZoneOffset.UTC : origin.utcOffset());
    }

    /** The ids that it names: the user's, and the one that it joins to them or takes from them. */
    Stream<UserId> mentionedIds() {
        return Stream.concat(Stream.of(userId), payload.linkedId().stream());
    }

    /** The event's type. */
    public EventType type() {
        return EventType.of(payload);
    }
}
