package io.portrait.ingest;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.MessageId;
import io.portrait.kernel.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What one transaction appends: gives each reading its outcome, and each new event its place and row. */
final class CommitGroup {

    /** What makes two events the same. */
    record EventKey(UserId userId, MessageId messageId) {

        static EventKey of(Event event) {
            return new EventKey(event.userId(), event.messageId());
        }
    }

    /** The part of the journal's head that the transaction has taken. */
    record JournalHead(
            long lastPosition,
            long openEpoch,
            Instant latestArrival,
            long suppressionVersion,
            long erasureCount,
            long identityChangeCount) {}

    private static final JsonMapper JSON = new JsonMapper();

    private final JournalHead head;
    private final Instant receivedAt;
    private final Map<ItemId, Integer> revisions;
    private final Map<EventKey, EventOutcome.Duplicate> duplicates;
    private Suppressions suppressions;
    private final IdentityResolver identityResolver;
    private final List<JournalEntry> entries = new ArrayList<>();
    private final List<EventOutcome> outcomes = new ArrayList<>();
    private final List<ParsedEvent.Invalid> invalidEvents = new ArrayList<>();

    /** {@code known} is what the journal has already; it is added to, and {@code persons} is changed. */
    CommitGroup(
            JournalHead head,
            Instant receivedAt,
            Map<ItemId, Integer> revisions,
            Map<EventKey, EventOutcome.Duplicate> duplicates,
            Suppressions suppressions,
            IdentityResolver identityResolver) {
        this.head = head;
        this.receivedAt = receivedAt;
        this.revisions = revisions;
        this.duplicates = duplicates;
        this.suppressions = suppressions;
        this.identityResolver = identityResolver;
    }

    void add(ParsedEvent parsedEvent) {
        outcomes.add(
                switch (parsedEvent) {
                    case ParsedEvent.Invalid invalid -> reject(invalid);
                    case ParsedEvent.Valid valid -> accept(valid.event());
                });
    }

    private EventOutcome reject(ParsedEvent.Invalid invalid) {
        if (!suppressions.contains(invalid.userId())) {
            invalidEvents.add(invalid);
        }
        return new EventOutcome.Rejected(invalid.rejection());
    }

    private EventOutcome accept(Event event) {
        EventKey key = EventKey.of(event);
        EventOutcome.@Nullable Duplicate duplicate = duplicates.get(key);
        if (duplicate != null) {
            return duplicate;
        }
        Optional<Rejection> rejection = suppressionOf(event);
        return rejection.isPresent() ? new EventOutcome.Rejected(rejection.get()) : applyIdentityChange(event, key);
    }

    /** Of the id that an event joins to a person, what was refused of it stays refused, and does not stop the joining. */
    private Optional<Rejection> suppressionOf(Event event) {
        return suppressionOf(event.userId(), event.type())
                .or(() -> event.payload().linkedId().flatMap(id -> suppressionOf(id, EventType.ALIAS)));
    }

    private Optional<Rejection> suppressionOf(UserId id, EventType type) {
        return suppressions.of(id, type).or(() -> suppressions.of(identityResolver.personOf(id), type));
    }

    private EventOutcome applyIdentityChange(Event event, EventKey key) {
        long position = head.lastPosition() + outcomes.size() + 1;
        Optional<Rejection> rejection =
                identityResolver.apply(event, new IdentityResolver.JournalPosition(position, head.openEpoch()));
        identityResolver.mergeAt(position).ifPresent(merge -> suppressions = suppressions.merged(merge.personIds()));
        return rejection
                .map(problem -> reject(rejectedIdentityEvent(event, problem)))
                .orElseGet(() -> append(event, key, position));
    }

    private EventOutcome append(Event event, EventKey key, long position) {
        UserId person = identityResolver.personOf(event.userId());
        int shard = Shard.of(person);
        duplicates.put(key, new EventOutcome.Duplicate(shard, position));
        entries.add(new JournalEntry(position, head.openEpoch(), receivedAt, revisionOf(event), event, person));
        return new EventOutcome.Accepted(shard, position);
    }

    /** What was sent is not at hand any more; this says the same, and can be read again. */
    private static ParsedEvent.Invalid rejectedIdentityEvent(Event event, Rejection problem) {
        String source = JSON.createObjectNode()
                .put("type", event.type().wireName())
                .put("messageId", event.messageId().value())
                .put("userId", event.userId().value())
                .put("previousId", PayloadColumns.of(event.payload()).textValue())
                .put("timestamp", event.happenedAt().toString())
                .toString();
        return new ParsedEvent.Invalid(
                problem, event.messageId().value(), event.userId().value(), source);
    }

    private int revisionOf(Event event) {
        return event.itemId() == null ? 0 : revisions.getOrDefault(event.itemId(), 0);
    }

    /** The new events in their places. */
    List<JournalEntry> entries() {
        return entries;
    }

    /** How many erasures there were before the group. */
    long erasureCount() {
        return head.erasureCount();
    }

    long positionBefore() {
        return head.lastPosition();
    }

    long lastPosition() {
        return head.lastPosition() + outcomes.size();
    }

    Instant receivedAt() {
        return receivedAt;
    }

    List<EventOutcome> outcomes() {
        return outcomes;
    }

    List<ParsedEvent.Invalid> invalidEvents() {
        return invalidEvents;
    }
}
