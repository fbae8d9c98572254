package io.portrait.shared;

import io.portrait.catalog.Catalogue;
import io.portrait.ingest.Behaviour;
import io.portrait.ingest.Journal;
import io.portrait.ingest.JournalEntry;
import io.portrait.kernel.Background;
import io.portrait.kernel.ItemId;
import io.portrait.rating.Rating;
import io.portrait.rating.RatingModel;
import io.portrait.shared.Following.Next;
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
class RatingFollower extends Follower {

    private static final Logger log = LoggerFactory.getLogger(RatingFollower.class);

    /** Ratings that are learned while readers wait: some milliseconds. */
    private static final int AT_ONCE = 50;

    private final Journal journal;
    private final Catalogue catalogue;
    private final Ratings ratings;
    private final JdbcRatingSnapshots snapshots;
    private final SharedProperties properties;
    private boolean loaded;

    RatingFollower(
            Journal journal,
            Catalogue catalogue,
            Ratings ratings,
            JdbcRatingSnapshots snapshots,
            SharedProperties properties,
            Background background) {
        super("rating-follower", background);
        this.journal = journal;
        this.catalogue = catalogue;
        this.ratings = ratings;
        this.snapshots = snapshots;
        this.properties = properties;
    }

    @Override
    long look() {
        boolean more = step() == properties.maxBatch();
        snapshots.storeIfDue(ratings.following());
        return more ? 0 : properties.poll().toMillis();
    }

    /** The last snapshot is taken up again. */
    @Override
    void forget() {
        loaded = false;
    }

    /** Stores the model; what comes after it is learned at the next start. */
    @Override
    void end() {
        if (loaded) {
            snapshots.store(ratings.following());
        }
    }

    /** Learns the next ratings; says how many there were. */
    int step() {
        long generation = snapshots.generation();
        if (!loaded || ratings.following().generation() != generation) {
            load(generation);
        }
        List<JournalEntry> entries = journal.readRatings(ratings.following().position(), properties.maxBatch());
        List<Next> batch = ratings(entries);
        for (int from = 0; from < batch.size(); from += AT_ONCE) {
            ratings.learn(batch.subList(from, Math.min(batch.size(), from + AT_ONCE)));
        }
        if (!entries.isEmpty()) {
            ratings.passTo(entries.getLast().position());
        }
        return entries.size();
    }

    /** Takes up the stored model, or begins anew where there is none that fits. */
    private void load(long generation) {
        RatingModel fresh = new RatingModel(properties.ratings());
        Following following =
                snapshots.load(properties.ratings()).orElseGet(() -> Following.fromTheBeginning(fresh, generation));
        log.info("Ratings: {} are learned, up to position {}", following.model().ratings(), following.position());
        ratings.follow(following);
        loaded = true;
    }

    /** As ratings of the items that they met. */
    private List<Next> ratings(List<JournalEntry> entries) {
        MetItems items = MetItems.of(entries, catalogue);
        return entries.stream().flatMap(entry -> rating(entry, items).stream()).toList();
    }

    /** A rating of nothing teaches nothing. */
    private static Optional<Next> rating(JournalEntry entry, MetItems items) {
        ItemId item = entry.event().item();
        if (item == null || !(entry.event().behaviour() instanceof Behaviour.Rating(double value, double scale))) {
            return Optional.empty();
        }
        return Optional.of(new Next(
                entry.position(), Rating.onScale(entry.event().user(), item, items.topics(entry), value, scale)));
    }
}
