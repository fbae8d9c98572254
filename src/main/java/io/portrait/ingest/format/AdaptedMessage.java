package io.portrait.ingest.format;

import io.portrait.catalog.ItemDraft;
import io.portrait.ingest.EventOutcome;
import io.portrait.ingest.EventWarning;
import io.portrait.ingest.ParsedEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A message of another event format after parsing.
 *
 * @param id the sender's message id, if any
 * @param pointer JSON pointer to the message in the body
 * @param parsedEvents the events of the message, at least one: an order has one event per product
 * @param items the descriptions of items in the message, which are claims of the sender
 * @param trackName the normalized name of a track event
 * @param warnings the remarks on the message and its events
 */
public record AdaptedMessage(
        @Nullable String id,
        String pointer,
        List<ParsedEvent> parsedEvents,
        List<ItemDraft> items,
        Optional<String> trackName,
        List<EventWarning> warnings) {

    /** Copies the lists, and adds the remarks on the events to those on the message. */
    public AdaptedMessage {
        parsedEvents = List.copyOf(parsedEvents);
        items = List.copyOf(items);
        warnings = Stream.concat(warnings.stream(), parsedEvents.stream().flatMap(event -> event.warnings().stream()))
                .distinct()
                .toList();
    }

    /** A message with one event and no items. */
    static AdaptedMessage of(ParsedEvent parsedEvent, String pointer) {
        return of(parsedEvent, pointer, List.of());
    }

    /** A message with one event, no items, and remarks. */
    static AdaptedMessage of(ParsedEvent parsedEvent, String pointer, List<EventWarning> warnings) {
        return new AdaptedMessage(
                parsedEvent.messageId(), pointer, List.of(parsedEvent), List.of(), Optional.empty(), warnings);
    }

    /** A copy whose invalid events have the sending time of their batch. */
    AdaptedMessage sentAt(Instant time) {
        List<ParsedEvent> withSentAt = parsedEvents.stream()
                .map(parsedEvent -> parsedEvent instanceof ParsedEvent.Invalid invalidEvent
                        ? invalidEvent.sentAt(time)
                        : parsedEvent)
                .toList();
        return new AdaptedMessage(id, pointer, withSentAt, items, trackName, warnings);
    }

    /** The outcome of a message: accepted if any of its events is, else rejected if any is, else duplicate. */
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
