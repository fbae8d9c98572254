package io.portrait.dialect;

import io.portrait.catalog.ItemDraft;
import io.portrait.ingest.Outcome;
import io.portrait.ingest.Reading;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One message of another dialect, as it was understood.
 *
 * @param id the sender's id of it, if it has one
 * @param readings the events it stands for, at least one: an order is an event per product
 * @param items what it tells of the items
 * @param trackName what a track message is called
 */
public record Message(@Nullable String id, List<Reading> readings, List<ItemDraft> items, Optional<String> trackName) {

    /** Freezes the lists. */
    public Message {
        readings = List.copyOf(readings);
        items = List.copyOf(items);
    }

    /** One event, and nothing else. */
    static Message of(Reading reading) {
        return new Message(reading.messageId(), List.of(reading), List.of(), Optional.empty());
    }

    /** The same from a batch that was sent at a time: what is refused is kept with it. */
    Message sentAt(Instant time) {
        List<Reading> sent = readings.stream()
                .map(reading -> reading instanceof Reading.Bad bad ? bad.sentAt(time) : reading)
                .toList();
        return new Message(id, sent, items, trackName);
    }

    /** What became of the message: it is taken if any of its events is, and refused if any was and none is. */
    static Outcome outcome(List<Outcome> outcomes) {
        return outcomes.stream()
                .filter(Outcome.Accepted.class::isInstance)
                .findFirst()
                .or(() -> outcomes.stream()
                        .filter(Outcome.Rejected.class::isInstance)
                        .findFirst())
                .orElseGet(outcomes::getFirst);
    }
}
