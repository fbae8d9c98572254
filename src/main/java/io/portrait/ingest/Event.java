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
 * @param user the person it is about: the sender's user id, else the anonymous id
 * @param message what makes a second arrival a duplicate
 * @param happenedAt event time, to the microsecond
 * @param behaviour what was done
 * @param item to what, if to an item
 * @param origin where
 * @param detail whatever else the sender told, as a JSON object; kept, not learned
 * @param anonymous whether the sender knew the person by an anonymous id only
 * @param impression the served list that it answers to, if it names one
 */
public record Event(
        UserId user,
        MessageId message,
        Instant happenedAt,
        Behaviour behaviour,
        @Nullable ItemId item,
        Origin origin,
        @Nullable String detail,
        boolean anonymous,
        @Nullable UUID impression) {

    /** An event that answers to no list, of a person whom the sender knew. */
    public Event(
            UserId user,
            MessageId message,
            Instant happenedAt,
            Behaviour behaviour,
            @Nullable ItemId item,
            Origin origin,
            @Nullable String detail) {
        this(user, message, happenedAt, behaviour, item, origin, detail, false, null);
    }

    /**
     * Where an event came from.
     *
     * @param channel lower case, such as {@code web}
     * @param session the sender's session id
     * @param offset of the person's clock from UTC, in whole minutes, at the time of the event
     */
    public record Origin(
            @Nullable String channel,
            @Nullable String session,
            @Nullable ZoneOffset offset) {

        /** Nothing known. */
        public static final Origin UNKNOWN = new Origin(null, null);

        /** Without a time zone. */
        public Origin(@Nullable String channel, @Nullable String session) {
            this(channel, session, null);
        }
    }

    /** Event time on the person's clock, where the event told its time zone; else UTC. */
    public OffsetDateTime localTime() {
        return happenedAt.atOffset(origin.offset() == null ? ZoneOffset.UTC : origin.offset());
    }

    /** The ids that it names: the user's, and the one that it joins to them or takes from them. */
    Stream<UserId> named() {
        return Stream.concat(Stream.of(user), behaviour.other().stream());
    }

    /** The event's type. */
    public EventType type() {
        return EventType.of(behaviour);
    }
}
