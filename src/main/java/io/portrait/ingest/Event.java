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
 * A valid event.
 *
 * @param userId the sender's user id, else the anonymous id
 * @param messageId the id that identifies the event of this user; a repeated id is a duplicate
 * @param happenedAt the event time, to the microsecond
 * @param payload the type-specific part
 * @param itemId the item of the event, if any
 * @param origin the channel, session and UTC offset
 * @param extra all further fields as a JSON object; stored, but not used for learning
 * @param anonymous whether the event has no user id, but only an anonymous id
 * @param listId the served list that the event refers to, if any
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

    /** An event with a user id and without a served list. */
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
     * The origin of an event.
     *
     * @param channel lower case, such as {@code web}
     * @param sessionId the sender's session id
     * @param utcOffset the user's UTC offset at the event time, in whole minutes
     */
    public record Origin(
            @Nullable String channel,
            @Nullable String sessionId,
            @Nullable ZoneOffset utcOffset) {

        /** The unknown origin. */
        public static final Origin UNKNOWN = new Origin(null, null);

        /** An origin without a UTC offset. */
        public Origin(@Nullable String channel, @Nullable String sessionId) {
            this(channel, sessionId, null);
        }
    }

    /** The event time in the user's time zone if it is known; else in UTC. */
    public OffsetDateTime localTime() {
        return happenedAt.atOffset(origin.utcOffset() == null ? ZoneOffset.UTC : origin.utcOffset());
    }

    /** The ids in the event: the user's, and the linked one of an identity event. */
    Stream<UserId> mentionedIds() {
        return Stream.concat(Stream.of(userId), payload.linkedId().stream());
    }

    /** A copy without the anonymous id of an {@code identify}. */
    Event withoutAnonymousId() {
        return payload instanceof EventPayload.Identify(var traits, var anonymousId) && anonymousId != null
                ? withPayload(new EventPayload.Identify(traits, null))
                : this;
    }

    private Event withPayload(EventPayload other) {
        return new Event(userId, messageId, happenedAt, other, itemId, origin, extra, anonymous, listId);
    }

    /**
     * A check whether the event is behaviour of the person: not a statement about the person's ids or traits, and not the label
     * of an earlier payment. Activity, interests and models are made of behaviour alone.
     */
    public boolean isBehaviour() {
        return type().isUserAction() && !isPaymentLabel();
    }

    /** A check whether the event changes a profile: behaviour, or traits of the person. */
    public boolean changesProfile() {
        return isBehaviour() || type() == EventType.IDENTIFY;
    }

    /** A check whether the event is the label of an earlier payment. */
    private boolean isPaymentLabel() {
        return payload instanceof EventPayload.PaymentLabel
                || (payload instanceof EventPayload.Transaction && extra != null && PaymentLabels.isLabel(extra));
    }

    /** The event's type. */
    public EventType type() {
        return EventType.of(payload);
    }
}
