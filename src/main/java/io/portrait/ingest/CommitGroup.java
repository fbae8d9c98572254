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

/** The state of one group commit: assigns each parsed event its outcome, and each accepted event its position and entry. */
final class CommitGroup {

    /** The identity of an event: two events with equal keys are duplicates. */
    record EventKey(UserId userId, MessageId messageId) {

        static EventKey of(Event event) {
            return new EventKey(event.userId(), event.messageId());
        }
    }

    /** The values of the journal's head at the start of the transaction. */
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
    private final List<ParsedEvent.Valid> describedEvents = new ArrayList<>();

    /** {@code duplicates} has the events that the journal already has; both it and {@code identityResolver} are modified. */
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
                    case ParsedEvent.Valid valid -> accept(valid);
                });
    }

    private EventOutcome reject(ParsedEvent.Invalid invalid) {
        if (!suppressions.contains(invalid.userId())) {
            invalidEvents.add(invalid);
        }
        return new EventOutcome.Rejected(invalid.rejection());
    }

    private EventOutcome accept(ParsedEvent.Valid valid) {
        EventOutcome outcome = accept(valid.event());
        if (valid.description() != null && outcome instanceof EventOutcome.Accepted) {
            describedEvents.add(valid);
        }
        return outcome;
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

    /** Checks the user of the event, and for an identity event also the linked id. */
    private Optional<Rejection> suppressionOf(Event event) {
        return suppressionOf(event.userId(), event.type())
                .or(() -> event.payload().linkedId().flatMap(id -> suppressionOf(id, EventType.ALIAS)));
    }

    private Optional<Rejection> suppressionOf(UserId id, EventType type) {
        return suppressions
                .rejectionOf(id, type)
                .or(() -> suppressions.rejectionOf(identityResolver.personOf(id), type));
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

    /** The dead letter of an identity event, rebuilt from its fields, because the source text is not available here. */
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

    /** The accepted events at their positions. */
    List<JournalEntry> entries() {
        return entries;
    }

    /** The number of erasures before the group. */
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

    /** The accepted events that have a description. */
    List<ParsedEvent.Valid> describedEvents() {
        return describedEvents;
    }
}
