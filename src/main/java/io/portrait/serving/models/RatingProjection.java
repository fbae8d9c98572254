package io.portrait.serving.models;

import io.portrait.catalog.Catalog;
import io.portrait.ingest.EventPayload;
import io.portrait.ingest.Journal;
import io.portrait.ingest.JournalEntry;
import io.portrait.kernel.BackgroundPriority;
import io.portrait.kernel.ItemId;
import io.portrait.model.rating.ItemRating;
import io.portrait.model.rating.RatingModel;
import io.portrait.serving.models.ModelCheckpoint.PositionedRating;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Follows the journal's ratings in the order of their positions, over all shards, on one thread and off the way of fresh
 * profiles. What it has learned is a function of the journal up to its position: every instance that follows comes to
 * the same model, bit for bit, and so does one that starts anew (decision 0031).
 */
@Component
class RatingProjection extends ProjectionLoop {

    private static final Logger log = LoggerFactory.getLogger(RatingProjection.class);

    /** Ratings that are learned while readers wait: some milliseconds. */
    private static final int MAX_RATINGS_PER_LOCK = 50;

    private final Journal journal;
    private final Catalog catalog;
    private final RatingPredictor ratings;
    private final JdbcRatingSnapshots snapshots;
    private final RatingModelProperties properties;
    private boolean loaded;

    RatingProjection(
            Journal journal,
            Catalog catalog,
            RatingPredictor ratings,
            JdbcRatingSnapshots snapshots,
            RatingModelProperties properties,
            BackgroundPriority priority) {
        super("rating-follower", priority);
        this.journal = journal;
        this.catalog = catalog;
        this.ratings = ratings;
        this.snapshots = snapshots;
        this.properties = properties;
    }

    @Override
    long poll() {
        boolean more = step() == properties.maxBatch();
        snapshots.storeIfDue(ratings.checkpoint());
        return more ? 0 : properties.poll().toMillis();
    }

    /** The last snapshot is taken up again. */
    @Override
    void invalidate() {
        loaded = false;
    }

    /** Stores the model; what comes after it is learned at the next start. */
    @Override
    void onStop() {
        if (loaded) {
            snapshots.store(ratings.checkpoint());
        }
    }

    /** Learns the next ratings; says how many there were. */
    int step() {
        long generation = snapshots.generation();
        if (!loaded || ratings.checkpoint().generation() != generation) {
            load(generation);
        }
        List<JournalEntry> entries = journal.readRatings(ratings.checkpoint().position(), properties.maxBatch());
        List<PositionedRating> batch = ratings(entries);
        for (int from = 0; from < batch.size(); from += MAX_RATINGS_PER_LOCK) {
            ratings.learn(batch.subList(from, Math.min(batch.size(), from + MAX_RATINGS_PER_LOCK)));
        }
        if (!entries.isEmpty()) {
            ratings.advanceTo(entries.getLast().position());
        }
        return entries.size();
    }

    /** Takes up the stored model, or begins anew where there is none that fits. */
    private void load(long generation) {
        RatingModel fresh = new RatingModel(properties.ratings());
        ModelCheckpoint checkpoint =
                snapshots.load(properties.ratings()).orElseGet(() -> ModelCheckpoint.initial(fresh, generation));
        log.info(
                "Ratings: {} are learned, up to position {}", checkpoint.model().ratings(), checkpoint.position());
        ratings.replaceCheckpoint(checkpoint);
        loaded = true;
    }

    /** As ratings of the items that they met. */
    private List<PositionedRating> ratings(List<JournalEntry> entries) {
        EntryItems items = EntryItems.of(entries, catalog);
        return entries.stream().flatMap(entry -> rating(entry, items).stream()).toList();
    }

    /** A rating of nothing teaches nothing. */
    private static Optional<PositionedRating> rating(JournalEntry entry, EntryItems items) {
        ItemId item = entry.event().itemId();
        if (item == null || !(entry.event().payload() instanceof EventPayload.Rating(double value, double scale))) {
            return Optional.empty();
        }
        return Optional.of(new PositionedRating(
                entry.position(), ItemRating.onScale(entry.event().userId(), item, items.topics(entry), value, scale)));
    }
}
