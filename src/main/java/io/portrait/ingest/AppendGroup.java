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
final class AppendGroup {

    /** What makes two events the same. */
    record EventKey(UserId user, MessageId message) {

        static EventKey of(Event event) {
            return new EventKey(event.user(), event.message());
        }
    }

    /** The part of the journal's head that the transaction has taken. */
    record Head(
            long lastPosition,
            long openEpoch,
            Instant latestArrival,
            long gateVersion,
            long erasures,
            long identityChanges) {}

    private static final JsonMapper JSON = new JsonMapper();

    private final Head head;
    private final Instant receivedAt;
    private final Map<ItemId, Integer> revisions;
    private final Map<EventKey, Outcome.Duplicate> known;
    private Refusals refusals;
    private final Persons persons;
    private final List<JournalEntry> entries = new ArrayList<>();
    private final List<Outcome> outcomes = new ArrayList<>();
    private final List<Reading.Bad> refused = new ArrayList<>();

    /** {@code known} is what the journal has already; it is added to, and {@code persons} is changed. */
    AppendGroup(
            Head head,
            Instant receivedAt,
            Map<ItemId, Integer> revisions,
            Map<EventKey, Outcome.Duplicate> known,
            Refusals refusals,
            Persons persons) {
        this.head = head;
        this.receivedAt = receivedAt;
        this.revisions = revisions;
        this.known = known;
        this.refusals = refusals;
        this.persons = persons;
    }

    void add(Reading reading) {
        outcomes.add(
                switch (reading) {
                    case Reading.Bad bad -> refuse(bad);
                    case Reading.Clean clean -> take(clean.event());
                });
    }

    private Outcome refuse(Reading.Bad bad) {
        if (!refusals.concern(bad.userId())) {
            refused.add(bad);
        }
        return new Outcome.Rejected(bad.rejection());
    }

    private Outcome take(Event event) {
        EventKey key = EventKey.of(event);
        Outcome.@Nullable Duplicate before = known.get(key);
        if (before != null) {
            return before;
        }
        Optional<Rejection> refusal = refusalOf(event);
        return refusal.isPresent() ? new Outcome.Rejected(refusal.get()) : follow(event, key);
    }

    /** Of the id that an event joins to a person, what was refused of it stays refused, and does not stop the joining. */
    private Optional<Rejection> refusalOf(Event event) {
        return refusalOf(event.user(), event.type())
                .or(() -> event.behaviour().other().flatMap(id -> refusalOf(id, EventType.ALIAS)));
    }

    private Optional<Rejection> refusalOf(UserId id, EventType type) {
        return refusals.of(id, type).or(() -> refusals.of(persons.of(id), type));
    }

    private Outcome follow(Event event, EventKey key) {
        long position = head.lastPosition() + outcomes.size() + 1;
        Optional<Rejection> refusal = persons.follow(event, new Persons.Place(position, head.openEpoch()));
        persons.mergeAt(position).ifPresent(merge -> refusals = refusals.joined(merge.personIds()));
        return refusal.map(why -> refuse(unfollowed(event, why))).orElseGet(() -> append(event, key, position));
    }

    private Outcome append(Event event, EventKey key, long position) {
        UserId person = persons.of(event.user());
        int shard = Shard.of(person);
        known.put(key, new Outcome.Duplicate(shard, position));
        entries.add(new JournalEntry(position, head.openEpoch(), receivedAt, revisionOf(event), event, person));
        return new Outcome.Accepted(shard, position);
    }

    /** What was sent is not at hand any more; this says the same, and can be read again. */
    private static Reading.Bad unfollowed(Event event, Rejection why) {
        String source = JSON.createObjectNode()
                .put("type", event.type().wireName())
                .put("messageId", event.message().value())
                .put("userId", event.user().value())
                .put("previousId", StoredBehaviour.of(event.behaviour()).label())
                .put("timestamp", event.happenedAt().toString())
                .toString();
        return new Reading.Bad(why, event.message().value(), event.user().value(), source);
    }

    private int revisionOf(Event event) {
        return event.item() == null ? 0 : revisions.getOrDefault(event.item(), 0);
    }

    /** The new events in their places. */
    List<JournalEntry> entries() {
        return entries;
    }

    /** How many erasures there were before the group. */
    long erasures() {
        return head.erasures();
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

    List<Outcome> outcomes() {
        return outcomes;
    }

    List<Reading.Bad> refused() {
        return refused;
    }
}
