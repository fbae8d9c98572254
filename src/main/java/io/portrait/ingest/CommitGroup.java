package io.portrait.ingest;

import io.portrait.ingest.EventOutcome.LinkResult;
import io.portrait.kernel.ItemId;
import io.portrait.kernel.MessageId;
import io.portrait.kernel.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
                    case ParsedEvent.Valid valid -> collectDescription(valid, accept(valid));
                });
    }

    private EventOutcome reject(ParsedEvent.Invalid invalid) {
        if (!suppressions.contains(invalid.userId())) {
            invalidEvents.add(invalid);
        }
        return new EventOutcome.Rejected(invalid.rejection());
    }

    private EventOutcome collectDescription(ParsedEvent.Valid valid, EventOutcome outcome) {
        if (valid.description() != null && outcome instanceof EventOutcome.Accepted) {
            describedEvents.add(valid);
        }
        return outcome;
    }

    private EventOutcome accept(ParsedEvent.Valid valid) {
        Optional<EventOutcome.Duplicate> duplicate = duplicateOf(valid.event());
        if (duplicate.isPresent()) {
            return duplicate.get();
        }
        Optional<Rejection> rejection = suppressionOf(valid.event());
        return rejection.isPresent() ? new EventOutcome.Rejected(rejection.get()) : applyIdentityChange(valid);
    }

    /** The duplicate of an event under any id of the person, because a client may send it first under the anonymous id. */
    private Optional<EventOutcome.Duplicate> duplicateOf(Event event) {
        if (!identityResolver.hasOtherIds(event.userId()) || identityResolver.endsUnconfirmedLink(event)) {
            return Optional.ofNullable(duplicates.get(EventKey.of(event)));
        }
        return identityResolver.idsOf(identityResolver.personOf(event.userId())).stream()
                .map(id -> duplicates.get(new EventKey(id, event.messageId())))
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** Checks the user of the event, and for an event that only links ids also the linked id. */
    private Optional<Rejection> suppressionOf(Event event) {
        Optional<Rejection> own = suppressions.rejectionOf(event.userId(), event.type(), event.anonymous());
        if (own.isPresent() || identityResolver.endsUnconfirmedLink(event)) {
            return own;
        }
        return suppressions
                .rejectionOf(identityResolver.personOf(event.userId()), event.type(), event.anonymous())
                .or(() -> event.type().isIdentityEvent() ? suppressionOfLinkedId(event) : Optional.empty());
    }

    private Optional<Rejection> suppressionOfLinkedId(Event event) {
        return event.payload()
                .linkedId()
                .flatMap(id -> suppressions
                        .rejectionOf(id, EventType.ALIAS, true)
                        .or(() -> suppressions.rejectionOf(identityResolver.personOf(id), EventType.ALIAS, true)));
    }

    private EventOutcome applyIdentityChange(ParsedEvent.Valid valid) {
        Event event = valid.event();
        IdentityResolver.JournalPosition position =
                new IdentityResolver.JournalPosition(head.lastPosition() + outcomes.size() + 1, head.openEpoch());
        if (identityResolver.endsUnconfirmedLink(event) || isAnonymousSuppression(event)) {
            identityResolver.becomeUserId(event.userId(), position);
            suppressions = suppressions.without(event.userId());
        }
        Optional<Rejection> suppressedLink =
                event.type() == EventType.IDENTIFY ? suppressionOfLinkedId(event) : Optional.empty();
        return suppressedLink
                .map(reason -> append(event.withoutAnonymousId(), position, new LinkResult.NotLinked(reason)))
                .orElseGet(() -> link(valid, position));
    }

    /** A check whether the event shows that its id is a user id, although it is suppressed as an anonymous id. */
    private boolean isAnonymousSuppression(Event event) {
        return !event.anonymous() && suppressions.isOfAnonymousEvents(event.userId());
    }

    private EventOutcome link(ParsedEvent.Valid valid, IdentityResolver.JournalPosition position) {
        Event event = valid.event();
        @Nullable LinkResult result = identityResolver.apply(valid, position).orElse(null);
        identityResolver
                .mergeAt(position.position())
                .ifPresent(merge -> suppressions = suppressions.merged(merge.personIds()));
        return result instanceof LinkResult.NotLinked(var reason)
                        && event.type().isIdentityEvent()
                ? reject(rejectedIdentityEvent(event, reason))
                : append(event, position, result);
    }

    private EventOutcome append(
            Event event, IdentityResolver.JournalPosition position, @Nullable LinkResult linkResult) {
        UserId person = identityResolver.personOf(event.userId());
        int shard = Shard.of(person);
        duplicates.put(EventKey.of(event), new EventOutcome.Duplicate(shard, position.position()));
        entries.add(new JournalEntry(
                position.position(), epochOf(event.userId()), receivedAt, revisionOf(event), event, person));
        return new EventOutcome.Accepted(shard, position.position(), linkResult);
    }

    private long epochOf(UserId id) {
        return identityResolver.isLinkedSince(head.openEpoch(), id) ? JournalEntry.NO_EPOCH : head.openEpoch();
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
