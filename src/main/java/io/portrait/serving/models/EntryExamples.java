package io.portrait.serving.models;

import io.portrait.ingest.Event;
import io.portrait.ingest.EventPayload;
import io.portrait.ingest.JournalEntry;
import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import io.portrait.kernel.UserId;
import io.portrait.model.click.Ad;
import io.portrait.model.nextitem.Interaction;
import io.portrait.model.rating.ItemRating;
import java.util.List;
import java.util.Optional;

/**
 * The training examples that the models derive from journal entries, without those of persons who do not take part.
 *
 * @param batch the entries
 */
record EntryExamples(EntryBatch batch) {

    /** Ratings of at least this share of their scale are interactions. */
    private static final double MIN_POSITIVE_RATING = 0.6;

    /**
     * An event with the item that it is about.
     *
     * @param isShared whether it changes the parameters that all users share, and not only the user's own history
     */
    record AdEvent(UserId person, Event event, Ad ad, boolean isShared) {

        /** The same event for the person's own history alone. */
        AdEvent own() {
            return new AdEvent(person, event, ad, false);
        }
    }

    /**
     * A positive interaction.
     *
     * @param isShared whether it changes the parameters that all users share, and not only the user's own history
     */
    record ItemInteraction(Interaction interaction, boolean isShared) {}

    /** The events that have an item, for the click model. */
    List<AdEvent> adEvents() {
        return batch.entries().stream()
                .filter(entry -> batch.participation(entry).ads())
                .flatMap(entry -> adEvent(entry).stream())
                .toList();
    }

    private Optional<AdEvent> adEvent(JournalEntry entry) {
        return item(entry)
                .map(item -> new AdEvent(entry.person(), entry.event(), new Ad(item, topics(entry)), isShared(entry)));
    }

    private List<Topic> topics(JournalEntry entry) {
        return batch.items().topics(entry);
    }

    private boolean isShared(JournalEntry entry) {
        return batch.participation(entry).shared();
    }

    /** The ratings of items, for the rating model. Each rating changes shared parameters, so only shared events count. */
    List<ItemRating> ratings() {
        return batch.entries().stream()
                .filter(entry -> batch.participation(entry).items() && isShared(entry))
                .flatMap(entry -> rating(entry).stream())
                .toList();
    }

    private Optional<ItemRating> rating(JournalEntry entry) {
        return entry.event().payload() instanceof EventPayload.Rating(double value, double scale)
                ? item(entry).map(item -> ItemRating.onScale(entry.person(), item, topics(entry), value, scale))
                : Optional.empty();
    }

    /** The positive interactions with items, for the next-item model. */
    List<ItemInteraction> interactions() {
        return batch.entries().stream()
                .filter(entry -> batch.participation(entry).items())
                .flatMap(entry -> interaction(entry).stream())
                .toList();
    }

    private Optional<ItemInteraction> interaction(JournalEntry entry) {
        return isPositive(entry.event().payload())
                ? item(entry)
                        .map(item -> new ItemInteraction(
                                new Interaction(entry.person(), item, topics(entry)), isShared(entry)))
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
