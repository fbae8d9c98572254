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

/** What one transaction appends: gives each reading its outcome, and each new event its place and row. */
final class AppendGroup {

    /** What makes two events the same. */
    record EventKey(UserId user, MessageId message) {

        static EventKey of(Event event) {
            return new EventKey(event.user(), event.message());
        }
    }

    /** The part of the journal's head that the transaction has taken. */
    record Head(long lastPosition, long openEpoch, Instant latestArrival, long gateVersion, long erasures) {}

    private final Head head;
    private final Instant receivedAt;
    private final Map<ItemId, Integer> revisions;
    private final Map<EventKey, Outcome.Duplicate> known;
    private final Refusals refusals;
    private final List<JournalEntry> entries = new ArrayList<>();
    private final List<Outcome> outcomes = new ArrayList<>();
    private final List<Reading.Bad> refused = new ArrayList<>();

    /** {@code known} is what the journal has already; it is added to. */
    AppendGroup(
            Head head,
            Instant receivedAt,
            Map<ItemId, Integer> revisions,
            Map<EventKey, Outcome.Duplicate> known,
            Refusals refusals) {
        this.head = head;
        this.receivedAt = receivedAt;
        this.revisions = revisions;
        this.known = known;
        this.refusals = refusals;
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
        Optional<Rejection> refusal = refusals.of(event);
        return refusal.isPresent() ? new Outcome.Rejected(refusal.get()) : take(event, key);
    }

    private Outcome take(Event event, EventKey key) {
        int shard = Shard.of(event.user());
        long position = head.lastPosition() + outcomes.size() + 1;
        known.put(key, new Outcome.Duplicate(shard, position));
        entries.add(new JournalEntry(position, head.openEpoch(), receivedAt, revisionOf(event), event));
        return new Outcome.Accepted(shard, position);
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
