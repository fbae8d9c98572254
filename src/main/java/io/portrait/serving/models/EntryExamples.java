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
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The training examples that the models derive from journal entries, without those of persons who do not take part. */
final class EntryExamples {

    /** Ratings of at least this share of their scale are interactions. */
    private static final double MIN_POSITIVE_RATING = 0.6;

    private final List<AdEvent> adEvents = new ArrayList<>();
    private final List<ItemRating> ratings = new ArrayList<>();
    private final List<ItemInteraction> interactions = new ArrayList<>();

    /** Derives the examples of a batch in one pass. */
    EntryExamples(EntryBatch batch) {
        batch.entries().forEach(entry -> add(entry, batch));
    }

    /**
     * An impression of an advertisement or a click on an item.
     *
     * @param isShared whether it changes the parameters that all users share, and not only the user's own history
     */
    record AdEvent(UserId person, Event event, Ad ad, boolean isShared) {

        /** Copies the event so that only the person's own history learns it. */
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

    private void add(JournalEntry entry, EntryBatch batch) {
        Event event = entry.event();
        @Nullable ItemId item = event.itemId();
        if (item == null) {
            return;
        }
        ModelParticipation participation = batch.participation(entry);
        List<Topic> topics = batch.items().topics(entry);
        EventPayload payload = event.payload();
        if (participation.ads() && isAdEvent(payload)) {
            adEvents.add(new AdEvent(entry.person(), event, new Ad(item, topics), participation.shared()));
        }
        if (participation.items() && isPositive(payload)) {
            interactions.add(
                    new ItemInteraction(new Interaction(entry.person(), item, topics), participation.shared()));
        }
        if (participation.items()
                && participation.shared()
                && payload instanceof EventPayload.Rating(double value, double scale)) {
            ratings.add(ItemRating.onScale(entry.person(), item, topics, value, scale));
        }
    }

    /** The impressions and clicks, which the click model learns. */
    List<AdEvent> adEvents() {
        return adEvents;
    }

    private static boolean isAdEvent(EventPayload payload) {
        return payload instanceof EventPayload.Impression || payload instanceof EventPayload.Click;
    }

    /** The ratings of items, which the rating model learns. Each rating changes shared parameters, so only shared events count. */
    List<ItemRating> ratings() {
        return ratings;
    }

    /** The positive interactions with items, for the next-item model. */
    List<ItemInteraction> interactions() {
        return interactions;
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
}
