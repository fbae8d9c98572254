package io.portrait.serving.models;

import io.portrait.catalog.Catalog;
import io.portrait.ingest.EventPayload;
import io.portrait.ingest.Journal;
import io.portrait.ingest.JournalEntry;
import io.portrait.kernel.BackgroundPriority;
import io.portrait.kernel.ForegroundActivity;
import io.portrait.kernel.ItemId;
import io.portrait.model.click.Ad;
import io.portrait.model.nextitem.Interaction;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Follows all entries of the journal, in the order of their positions over all shards and on one thread: every instance comes
 * to the same next items, risks and clicks on what is shown. Now and then, and at its end, it stores them; a start goes on from
 * there, or learns again what the journal holds (decision 0094).
 */
@Component
class GlobalModelProjection extends ProjectionLoop {

    private static final Logger log = LoggerFactory.getLogger(GlobalModelProjection.class);

    /** Choices that are learned while readers wait: a fraction of a millisecond. */
    private static final int MAX_INTERACTIONS_PER_LOCK = 2;

    /** A rating of at least this part of its scale is a choice. */
    private static final double MIN_POSITIVE_RATING = 0.6;

    /** Nothing has been taken up yet. */
    private static final long NO_GENERATION = -1;

    private final Journal journal;
    private final Catalog catalog;
    private final NextItemPredictor nextItemPredictor;
    private final RiskScorer riskScorer;
    private final ClickPredictor clickPredictor;
    private final ModelBundle models;
    private final JdbcModelGeneration generations;
    private final JdbcModelSnapshots snapshots;
    private final NextItemProperties properties;
    private final BackgroundThrottle throttle;
    private long generation = NO_GENERATION;

    GlobalModelProjection(
            Journal journal,
            Catalog catalog,
            NextItemPredictor nextItemPredictor,
            RiskScorer riskScorer,
            ClickPredictor clickPredictor,
            ModelBundle models,
            JdbcModelGeneration generations,
            JdbcModelSnapshots snapshots,
            NextItemProperties properties,
            ForegroundActivity foreground,
            BackgroundPriority priority) {
        super("entry-follower", priority);
        this.journal = journal;
        this.catalog = catalog;
        this.nextItemPredictor = nextItemPredictor;
        this.riskScorer = riskScorer;
        this.clickPredictor = clickPredictor;
        this.models = models;
        this.generations = generations;
        this.snapshots = snapshots;
        this.properties = properties;
        this.throttle = new BackgroundThrottle(foreground, properties.cpuShare());
    }

    @Override
    long poll() {
        boolean more = step();
        snapshots.storeIfDue(models, generation);
        if (more) {
            return 0;
        }
        throttle.clearDebt();
        return properties.poll().toMillis();
    }

    /** The last snapshot is taken up again. */
    @Override
    void invalidate() {
        generation = NO_GENERATION;
    }

    /** Stores the models; what comes after them is learned at the next start. */
    @Override
    void onStop() {
        if (generation != NO_GENERATION) {
            snapshots.store(models, generation);
        }
    }

    /** Learns the next entries; says whether there was anything to look at. */
    boolean step() {
        reloadOnNewGeneration(generations.current());
        long after = models.position();
        long upTo = Math.min(journal.lastPosition(), after + properties.maxBatch());
        if (upTo <= after) {
            return false;
        }
        learn(throttle.call(() -> journal.readAll(after, upTo)));
        nextItemPredictor.advanceTo(upTo);
        return true;
    }

    private void learn(List<JournalEntry> entries) {
        EntryItems items = throttle.call(() -> EntryItems.of(entries, catalog));
        // nothing that can fail comes after this: what is learned twice would count twice
        awaitTurn();
        throttle.run(() -> {
            riskScorer.learn(entries);
            entries.forEach(entry -> learnAd(entry, items));
        });
        List<Interaction> interactions = entries.stream()
                .filter(GlobalModelProjection::isInteraction)
                .map(entry -> interaction(entry, items))
                .toList();
        for (int from = 0; from < interactions.size(); from += MAX_INTERACTIONS_PER_LOCK) {
            List<Interaction> chunk =
                    interactions.subList(from, Math.min(interactions.size(), from + MAX_INTERACTIONS_PER_LOCK));
            awaitTurn();
            throttle.run(() -> nextItemPredictor.learn(chunk));
        }
    }

    /** At the end what was begun is done at once. */
    private void awaitTurn() {
        if (!isStopping()) {
            try {
                throttle.payDebt();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Something was taken out of the journal, so it must not be in the models either; or this is the start. */
    private void reloadOnNewGeneration(long currentGeneration) {
        if (generation != currentGeneration) {
            models.reset();
            snapshots.load(models, currentGeneration);
            generation = currentGeneration;
            log.info("Next items, risks and clicks are learned up to position {}", models.position());
        }
    }

    private void learnAd(JournalEntry entry, EntryItems items) {
        ItemId item = entry.event().itemId();
        if (item != null) {
            clickPredictor.learn(entry.event(), new Ad(item, items.topics(entry)));
        }
    }

    private static boolean isInteraction(JournalEntry entry) {
        return entry.event().itemId() != null
                && switch (entry.event().payload()) {
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

    private static Interaction interaction(JournalEntry entry, EntryItems items) {
        ItemId item = Objects.requireNonNull(entry.event().itemId());
        return new Interaction(entry.event().userId(), item, items.topics(entry));
    }
}
