package io.portrait.ingest;

import io.portrait.ingest.Event.Origin;
import io.portrait.kernel.ItemId;
import io.portrait.kernel.MessageId;
import io.portrait.kernel.UserId;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One event of the native shape: JSON to {@link Event}, with the reason where that is impossible. */
final class EventParser {

    private static final double MAX_AMOUNT = 1e12;
    private static final int MAX_TEXT = 1_024;
    private static final int MAX_LABEL = 128;
    private static final int UUID_LENGTH = 36;
    private static final String IMPRESSION_ID = "impressionId";

    private final IngestProperties limits;
    private final Clock clock;

    EventParser(IngestProperties limits, Clock clock) {
        this.limits = limits;
        this.clock = clock;
    }

    Reading parse(JsonNode node, String pointer) {
        return parse(node, pointer, Dialect.NATIVE, node::toString);
    }

    /** The same for an event that was translated; {@code source} gives it as it was sent. */
    Reading parse(JsonNode node, String pointer, Dialect dialect, Supplier<String> source) {
        if (!node.isObject()) {
            Rejection why = new Rejection("event-not-object", "an event must be a JSON object", pointer);
            return reject(why, node, dialect, source.get());
        }
        try {
            return new Reading.Clean(clean((ObjectNode) node, new EventFields(node, pointer)));
        } catch (RejectedEventException e) {
            return reject(e.rejection(), node, dialect, source.get());
        }
    }

    Reading reject(Rejection rejection, JsonNode node, String source) {
        return reject(rejection, node, Dialect.NATIVE, source);
    }

    static Reading.Bad reject(Rejection rejection, JsonNode node, Dialect dialect, String source) {
        return new Reading.Bad(rejection, idOf(node, "messageId"), idOf(node, "userId"), source, dialect);
    }

    private static @Nullable String idOf(JsonNode node, String field) {
        String text = node.path(field).asString("");
        return text.isEmpty() ? null : text.substring(0, Math.min(text.length(), MAX_LABEL));
    }

    private Event clean(ObjectNode node, EventFields fields) {
        MessageId message = fields.id("messageId", MessageId::new)
                .orElseThrow(() -> fields.missing("messageId", "every event needs a messageId: it makes retries safe"));
        Optional<UserId> known = fields.id("userId", UserId::new);
        UserId user = known.or(() -> fields.id("anonymousId", UserId::new))
                .orElseThrow(() -> fields.missing("userId", "an event needs a userId or an anonymousId"));
        Instant happenedAt = happenedAt(fields);
        Behaviour behaviour = behaviour(type(fields), fields, user);
        @Nullable ItemId item = fields.id("item", ItemId::new).orElse(null);
        Origin origin = origin(fields, happenedAt);
        @Nullable String detail = new Leftover(user, behaviour, origin).of(node);
        return new Event(user, message, happenedAt, behaviour, item, origin, detail, known.isEmpty(), impression(node));
    }

    private static EventType type(EventFields fields) {
        String name = fields.text("type", MAX_LABEL)
                .orElseThrow(() -> fields.missing("type", "every event needs a type, such as view or purchase"));
        return EventType.named(name)
                .filter(EventType::isSendable)
                .orElseThrow(() -> fields.refused(
                        "unknown-type", "type", "type '%s' is not known; 'custom' takes any name".formatted(name)));
    }

    private Instant happenedAt(EventFields fields) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Instant at = fields.instant("timestamp").orElse(now).truncatedTo(ChronoUnit.MICROS);
        if (at.isAfter(now.plus(limits.maxAhead()))) {
            throw fields.refused("timestamp-in-future", "timestamp", "timestamp %s is in the future".formatted(at));
        }
        if (at.isBefore(limits.earliest())) {
            throw fields.refused(
                    "timestamp-too-old",
                    "timestamp",
                    "timestamp %s is before %s, the earliest that is taken".formatted(at, limits.earliest()));
        }
        return at;
    }

    private static Behaviour behaviour(EventType type, EventFields fields, UserId user) {
        return switch (type) {
            case IMPRESSION -> new Behaviour.Impression();
            case VIEW ->
                new Behaviour.View(fields.number("value", 0, MAX_AMOUNT).orElse(0));
            case CLICK -> new Behaviour.Click();
            case SEARCH -> new Behaviour.Search(query(fields));
            case CART -> new Behaviour.Cart();
            case UNCART -> new Behaviour.Uncart();
            case PURCHASE ->
                new Behaviour.Purchase(fields.number("value", 0, MAX_AMOUNT).orElse(0));
            case REFUND ->
                new Behaviour.Refund(fields.number("value", 0, MAX_AMOUNT).orElse(0));
            case LIKE -> new Behaviour.Like();
            case DISLIKE -> new Behaviour.Dislike();
            case RATING -> rating(fields);
            case SHARE -> new Behaviour.Share();
            case COMMENT -> new Behaviour.Comment();
            case FOLLOW -> new Behaviour.Follow();
            case TRANSACTION -> new Behaviour.Transaction(amount(fields));
            case CUSTOM -> new Behaviour.Custom(customName(fields));
            case IDENTIFY -> identify(fields, user);
            case ALIAS -> alias(fields, user);
            case MERGE, UNMERGE -> throw new IllegalStateException(type + " cannot be sent");
        };
    }

    private static Behaviour identify(EventFields fields, UserId user) {
        Traits traits = fields.within("traits").node() instanceof ObjectNode object
                ? Traits.of(object)
                : new Traits(Collections.emptySortedMap());
        Optional<UserId> anonymous = fields.id("anonymousId", UserId::new).filter(id -> !id.equals(user));
        return new Behaviour.Identify(traits, anonymous.orElse(null));
    }

    private static Behaviour alias(EventFields fields, UserId user) {
        UserId other = fields.id("previousId", UserId::new)
                .orElseThrow(() -> fields.missing("previousId", "an alias needs the previousId that was this user"));
        if (other.equals(user)) {
            throw fields.refused("same-id", "previousId", "the previousId is the userId");
        }
        return new Behaviour.Alias(other);
    }

    private static String query(EventFields fields) {
        return fields.text("query", MAX_TEXT).orElseThrow(() -> fields.missing("query", "a search needs its query"));
    }

    private static Behaviour rating(EventFields fields) {
        double scale =
                fields.within("properties").number("scale", 1e-3, MAX_AMOUNT).orElse(5);
        double value = fields.number("value", 0, scale)
                .orElseThrow(() -> fields.missing("value", "a rating needs its value, 0 to properties.scale"));
        return new Behaviour.Rating(value, scale);
    }

    private static double amount(EventFields fields) {
        return fields.number("value", 0, MAX_AMOUNT)
                .orElseThrow(() -> fields.missing("value", "a transaction needs its amount in value"));
    }

    private static String customName(EventFields fields) {
        EventFields properties = fields.within("properties");
        return properties
                .text("name", MAX_LABEL)
                .orElseThrow(() -> properties.missing("name", "a custom event needs its name in properties.name"));
    }

    /** The id of a list of ours; what looks otherwise is somebody else's and only kept. */
    private static @Nullable UUID impression(JsonNode node) {
        UUID told = uuid(node.path("properties").path(IMPRESSION_ID));
        return told == null ? uuid(node.path("context").path(IMPRESSION_ID)) : told;
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
        Optional<String> channel =
                context.text("channel", MAX_LABEL).map(name -> name.strip().toLowerCase(Locale.ROOT));
        Optional<String> session = context.text("sessionId", MAX_LABEL);
        Optional<ZoneOffset> offset = TimeZones.offset(context.node().path("timezone"), happenedAt);
        return new Origin(channel.orElse(null), session.orElse(null), offset.orElse(null));
    }
}
