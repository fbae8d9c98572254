package io.portrait.ingest;

import io.portrait.ingest.Event.Origin;
import io.portrait.ingest.EventFields.RejectedEventException;
import io.portrait.kernel.ItemId;
import io.portrait.kernel.MessageId;
import io.portrait.kernel.Money;
import io.portrait.kernel.UserId;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The parser and validator of one event in the native format: from JSON to an {@link Event} or a rejection. */
final class EventParser {

    private static final double MAX_AMOUNT = 1e12;
    private static final int MAX_TEXT_LENGTH = 1_024;
    private static final int MAX_LABEL_LENGTH = 128;
    private static final int UUID_LENGTH = 36;
    private static final String LIST_ID = "listId";

    private final IngestProperties limits;
    private final PlaceholderIds placeholders;
    private final PersonIds personIds;
    private final Clock clock;

    EventParser(IngestProperties limits, PlaceholderIds placeholders, Clock clock) {
        this.limits = limits;
        this.placeholders = placeholders;
        this.personIds = new PersonIds(placeholders);
        this.clock = clock;
    }

    ParsedEvent parse(JsonNode node, String pointer) {
        return parse(node, pointer, EventFormat.NATIVE, node::toString);
    }

    /** Parses a translated event; {@code source} gives the event as it was sent. */
    ParsedEvent parse(JsonNode node, String pointer, EventFormat format, Supplier<String> source) {
        if (!node.isObject()) {
            Rejection rejection = new Rejection("event-not-object", "an event must be a JSON object", pointer);
            return reject(rejection, node, format, source.get());
        }
        try {
            ObjectNode event = personIds.withoutPlaceholders(new EventFields(node, pointer));
            List<EventWarning> warnings = new ArrayList<>();
            Event parsed = toEvent(event, new EventFields(event, pointer), warnings);
            warnings.addAll(timeZoneWarnings(parsed, event, pointer));
            return new ParsedEvent.Valid(
                    parsed, identityToken(parsed, event), LinkAuthority.CLIENT, null, List.copyOf(warnings));
        } catch (RejectedEventException e) {
            return reject(e.rejection(), node, format, source.get());
        }
    }

    /** The token of an event that links ids; other events need none. */
    private static @Nullable String identityToken(Event event, JsonNode node) {
        JsonNode token = node.path("context").path(UnmappedFields.IDENTITY_TOKEN);
        return token.isString() && event.payload().linkedId().isPresent() ? token.asString() : null;
    }

    private static List<EventWarning> timeZoneWarnings(Event parsed, ObjectNode event, String pointer) {
        JsonNode zone = event.path("context").path("timezone");
        return parsed.origin().utcOffset() == null && TimeZones.isNamed(zone)
                ? List.of(new EventWarning(
                        "unknown-timezone",
                        "the time zone is unknown or has several meanings, so UTC is used: send an IANA name or an offset",
                        pointer + "/context/timezone"))
                : List.of();
    }

    static ParsedEvent.Invalid reject(Rejection rejection, JsonNode node, EventFormat format, String source) {
        @Nullable String userId = idOf(node, "userId");
        return new ParsedEvent.Invalid(
                rejection,
                idOf(node, "messageId"),
                userId == null ? idOf(node, "anonymousId") : userId,
                source,
                format);
    }

    private static @Nullable String idOf(JsonNode node, String field) {
        String text = node.path(field).asString("");
        return text.isEmpty() ? null : text.substring(0, Math.min(text.length(), MAX_LABEL_LENGTH));
    }

    private Event toEvent(ObjectNode node, EventFields fields, List<EventWarning> warnings) {
        MessageId message = fields.id("messageId", MessageId::new)
                .orElseThrow(() -> fields.missing("messageId", "every event needs a messageId: it makes retries safe"));
        Optional<UserId> knownUser = fields.id("userId", UserId::ofClient);
        UserId user = knownUser
                .or(() -> fields.id("anonymousId", UserId::ofClient))
                .orElseThrow(() -> fields.missing("userId", "an event needs a userId or an anonymousId"));
        Instant happenedAt = happenedAt(fields);
        EventPayload payload = payload(type(fields), fields, user, warnings);
        @Nullable ItemId item = fields.id("item", ItemId::ofClient).orElse(null);
        Origin origin = origin(fields, happenedAt);
        @Nullable String extra = new UnmappedFields(user, payload, origin).toJson(node);
        return new Event(user, message, happenedAt, payload, item, origin, extra, knownUser.isEmpty(), listId(node));
    }

    private static EventType type(EventFields fields) {
        String name = fields.text("type", MAX_LABEL_LENGTH)
                .orElseThrow(() -> fields.missing("type", "every event needs a type, such as view or purchase"));
        return EventType.ofWireName(name)
                .filter(EventType::isSendable)
                .orElseThrow(() -> fields.rejected(
                        "invalid-type",
                        "type",
                        "type '%s' is not known; use 'custom' with a name of your own".formatted(name)));
    }

    private Instant happenedAt(EventFields fields) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Instant at = fields.instant("timestamp").orElse(now).truncatedTo(ChronoUnit.MICROS);
        if (at.isAfter(now.plus(limits.maxClockSkew()))) {
            throw fields.rejected("timestamp-in-future", "timestamp", "timestamp %s is in the future".formatted(at));
        }
        if (at.isBefore(limits.minEventTime())) {
            throw fields.rejected(
                    "timestamp-too-old",
                    "timestamp",
                    "timestamp %s is before %s, the earliest time that is accepted"
                            .formatted(at, limits.minEventTime()));
        }
        return at;
    }

    private EventPayload payload(EventType type, EventFields fields, UserId user, List<EventWarning> warnings) {
        return switch (type) {
            case IMPRESSION -> new EventPayload.Impression();
            case VIEW ->
                new EventPayload.View(fields.number("value", 0, MAX_AMOUNT).orElse(0));
            case CLICK -> new EventPayload.Click();
            case SEARCH -> new EventPayload.Search(query(fields));
            case CART -> new EventPayload.AddToCart();
            case UNCART -> new EventPayload.RemoveFromCart();
            case PURCHASE, REFUND, TRANSACTION -> payment(type, fields, warnings);
            case LIKE -> new EventPayload.Like();
            case DISLIKE -> new EventPayload.Dislike();
            case RATING -> rating(fields);
            case SHARE -> new EventPayload.Share();
            case COMMENT -> new EventPayload.Comment();
            case FOLLOW -> new EventPayload.Follow();
            case CUSTOM -> new EventPayload.Custom(customName(fields));
            case IDENTIFY -> identify(fields, user);
            case ALIAS -> alias(fields, user);
            case MERGE, UNMERGE -> throw new IllegalStateException(type + " cannot be sent");
        };
    }

    private static EventPayload identify(EventFields fields, UserId user) {
        Traits traits = fields.within("traits").node() instanceof ObjectNode object
                ? Traits.of(object)
                : new Traits(Collections.emptySortedMap());
        Optional<UserId> anonymous = fields.id("anonymousId", UserId::ofClient).filter(id -> !id.equals(user));
        return new EventPayload.Identify(traits, anonymous.orElse(null));
    }

    private static EventPayload alias(EventFields fields, UserId user) {
        UserId other = fields.id("previousId", UserId::ofClient)
                .orElseThrow(() -> fields.missing("previousId", "an alias needs the previousId that was this user"));
        if (other.equals(user)) {
            throw fields.rejected("same-id", "previousId", "the previousId is the userId");
        }
        return new EventPayload.Alias(other);
    }

    private static String query(EventFields fields) {
        return fields.text("query", MAX_TEXT_LENGTH)
                .orElseThrow(() -> fields.missing("query", "a search needs its query"));
    }

    private static EventPayload rating(EventFields fields) {
        double scale =
                fields.within("properties").number("scale", 1e-3, MAX_AMOUNT).orElse(5);
        double value = fields.number("value", 0, scale)
                .orElseThrow(() -> fields.missing("value", "a rating needs its value, 0 to properties.scale"));
        return new EventPayload.Rating(value, scale);
    }

    private EventPayload payment(EventType type, EventFields fields, List<EventWarning> warnings) {
        PaymentFields payment = new PaymentFields(fields, placeholders);
        EventPayload payload = switch (type) {
            case PURCHASE -> payment.purchase();
            case REFUND -> payment.refund();
            default -> transaction(payment, fields.within("properties").node());
        };
        warnings.addAll(payment.warnings());
        return payload;
    }

    /** A payment; without an amount the label of an earlier payment. */
    private static EventPayload transaction(PaymentFields payment, JsonNode properties) {
        Optional<Money> amount = payment.amount();
        JsonNode fraud = properties.path("fraud");
        return amount.isEmpty() && fraud.isBoolean() && properties.has("transactionId")
                ? new EventPayload.PaymentLabel(fraud.booleanValue())
                : new EventPayload.Transaction(amount.orElseThrow(payment::missingAmount));
    }

    private static String customName(EventFields fields) {
        EventFields properties = fields.within("properties");
        return properties
                .text("name", MAX_LABEL_LENGTH)
                .orElseThrow(() -> properties.missing("name", "a custom event needs its name in properties.name"));
    }

    /** The id of the served list that the event refers to; an id that is not a UUID is ignored. */
    private static @Nullable UUID listId(JsonNode node) {
        UUID fromProperties = uuid(node.path("properties").path(LIST_ID));
        return fromProperties == null ? uuid(node.path("context").path(LIST_ID)) : fromProperties;
    }

    private static @Nullable UUID uuid(JsonNode id) {
        try {
            String text = id.asString("");
            return text.length() == UUID_LENGTH ? UUID.fromString(text) : null;
        } catch (IllegalArgumentException notAUuid) {
            return null;
        }
    }

    private static Origin origin(EventFields fields, Instant happenedAt) {
        EventFields context = fields.within("context");
        Optional<String> channel = context.text("channel", MAX_LABEL_LENGTH)
                .map(name -> name.strip().toLowerCase(Locale.ROOT));
        Optional<String> session = context.text("sessionId", MAX_LABEL_LENGTH);
        Optional<ZoneOffset> offset = TimeZones.offset(context.node().path("timezone"), happenedAt);
        return new Origin(channel.orElse(null), session.orElse(null), offset.orElse(null));
    }
}
