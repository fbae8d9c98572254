package io.portrait.ingest.format;

import io.portrait.catalog.ItemDraft;
import io.portrait.ingest.EventOutcome;
import io.portrait.ingest.ParsedEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One message of another dialect, as it was understood.
 *
 * @param id the sender's id of it, if it has one
 * @param parsedEvents the events it stands for, at least one: an order is an event per product
 * @param items what it tells of the items
 * @param trackName what a track message is called
 */
public record AdaptedMessage(
        @Nullable String id, List<ParsedEvent> parsedEvents, List<ItemDraft> items, Optional<String> trackName) {

    /** Freezes the lists. */
    public AdaptedMessage {
        parsedEvents = List.copyOf(parsedEvents);
        items = List.copyOf(items);
    }

    /** One event, and nothing else. */
    static AdaptedMessage of(ParsedEvent parsedEvent) {
        return new AdaptedMessage(parsedEvent.messageId(), List.of(parsedEvent), List.of(), Optional.empty());
    }

    /** The same from a batch that was sent at a time: what is refused is kept with it. */
    AdaptedMessage sentAt(Instant time) {
        List<ParsedEvent> withSentAt = parsedEvents.stream()
                .map(parsedEvent -> parsedEvent instanceof ParsedEvent.Invalid invalidEvent
                        ? invalidEvent.sentAt(time)
                        : parsedEvent)
                .toList();
        return new AdaptedMessage(id, withSentAt, items, trackName);
    }

    /** What became of the message: it is taken if any of its events is, and refused if any was and none is. */
    static EventOutcome combinedOutcome(List<EventOutcome> outcomes) {
        return outcomes.stream()
                .filter(EventOutcome.Accepted.class::isInstance)
                .findFirst()
                .or(() -> outcomes.stream()
                        .filter(EventOutcome.Rejected.class::isInstance)
                        .findFirst())
                .orElseGet(outcomes::getFirst);
    }
}
