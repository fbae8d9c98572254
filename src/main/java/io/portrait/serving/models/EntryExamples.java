package io.portrait.serving.models;

import io.portrait.ingest.Event;
import io.portrait.ingest.EventPayload;
import io.portrait.ingest.JournalEntry;
import io.portrait.kernel.ItemId;
import io.portrait.model.click.Ad;
import io.portrait.model.nextitem.Interaction;
import io.portrait.model.rating.ItemRating;
import java.util.List;
import java.util.Optional;

/**
 * The training examples that the models derive from journal entries.
 *
 * @param items the item revisions of the entries
 */
record EntryExamples(EntryItems items) {

    /** Ratings of at least this share of their scale are interactions. */
    private static final double MIN_POSITIVE_RATING = 0.6;

    /** An event with the item that it is about. */
    record AdEvent(Event event, Ad ad) {}

    /** The events that have an item, for the click model. */
    List<AdEvent> adEvents(List<JournalEntry> entries) {
        return entries.stream().flatMap(entry -> adEvent(entry).stream()).toList();
    }

    private Optional<AdEvent> adEvent(JournalEntry entry) {
        return item(entry).map(item -> new AdEvent(entry.event(), new Ad(item, items.topics(entry))));
    }

    /** The ratings of items, for the rating model. */
    List<ItemRating> ratings(List<JournalEntry> entries) {
        return entries.stream().flatMap(entry -> rating(entry).stream()).toList();
    }

    private Optional<ItemRating> rating(JournalEntry entry) {
        return entry.event().payload() instanceof EventPayload.Rating(double value, double scale)
                ? item(entry)
                        .map(item ->
                                ItemRating.onScale(entry.event().userId(), item, items.topics(entry), value, scale))
                : Optional.empty();
    }

    /** The positive interactions with items, for the next-item model. */
    List<Interaction> interactions(List<JournalEntry> entries) {
        return entries.stream().flatMap(entry -> interaction(entry).stream()).toList();
    }

    private Optional<Interaction> interaction(JournalEntry entry) {
        return isPositive(entry.event().payload())
                ? item(entry).map(item -> new Interaction(entry.event().userId(), item, items.topics(entry)))
                : Optional.empty();
    }

    private static boolean isPositive(EventPayload payload) {
        return switch (payload) {
            case EventPayload.View v -> true;
            case EventPayload.Click c -> true;
            case EventPayload.AddToCart c -> true;
            case EventPayload.Purchase p -> true;
            case EventPayload.Like l -> true;
            case EventPayload.Share s -> true;
            case EventPayload.Comment c -> true;
            case EventPayload.Follow f -> true;
            case EventPayload.Rating(double value, double scale) -> value >= MIN_POSITIVE_RATING * scale;
            default -> false;
        };
    }

    private static Optional<ItemId> item(JournalEntry entry) {
        return Optional.ofNullable(entry.event().itemId());
    }
}
