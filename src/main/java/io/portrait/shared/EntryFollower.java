package io.portrait.shared;

import io.portrait.ads.Ad;
import io.portrait.catalog.Catalogue;
import io.portrait.ingest.Behaviour;
import io.portrait.ingest.Journal;
import io.portrait.ingest.JournalEntry;
import io.portrait.kernel.Background;
import io.portrait.kernel.ItemId;
import io.portrait.kernel.RightOfWay;
import io.portrait.nextitem.Choice;
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
class EntryFollower extends Follower {

    private static final Logger log = LoggerFactory.getLogger(EntryFollower.class);

    /** Choices that are learned while readers wait: a fraction of a millisecond. */
    private static final int AT_ONCE = 2;

    /** A rating of at least this part of its scale is a choice. */
    private static final double GOOD = 0.6;

    /** Nothing has been taken up yet. */
    private static final long NONE = -1;

    private final Journal journal;
    private final Catalogue catalogue;
    private final NextItems nextItems;
    private final Risks risks;
    private final Ads ads;
    private final EntryModels models;
    private final JdbcChoiceGeneration generations;
    private final JdbcEntrySnapshots snapshots;
    private final NextItemProperties properties;
    private final SharedTime time;
    private long generation = NONE;

    EntryFollower(
            Journal journal,
            Catalogue catalogue,
            NextItems nextItems,
            Risks risks,
            Ads ads,
            EntryModels models,
            JdbcChoiceGeneration generations,
            JdbcEntrySnapshots snapshots,
            NextItemProperties properties,
            RightOfWay way,
            Background background) {
        super("entry-follower", background);
        this.journal = journal;
        this.catalogue = catalogue;
        this.nextItems = nextItems;
        this.risks = risks;
        this.ads = ads;
        this.models = models;
        this.generations = generations;
        this.snapshots = snapshots;
        this.properties = properties;
        this.time = new SharedTime(way, properties.share());
    }

    @Override
    long look() {
        boolean more = step();
        snapshots.storeIfDue(models, generation);
        if (more) {
            return 0;
        }
        time.idle();
        return properties.poll().toMillis();
    }

    /** The last snapshot is taken up again. */
    @Override
    void forget() {
        generation = NONE;
    }

    /** Stores the models; what comes after them is learned at the next start. */
    @Override
    void end() {
        if (generation != NONE) {
            snapshots.store(models, generation);
        }
    }

    /** Learns the next entries; says whether there was anything to look at. */
    boolean step() {
        takeUpIfTheJournalIsAnother(generations.now());
        long after = models.position();
        long upTo = Math.min(journal.head(), after + properties.maxBatch());
        if (upTo <= after) {
            return false;
        }
        learn(time.workFor(() -> journal.readAll(after, upTo)));
        nextItems.passTo(upTo);
        return true;
    }

    private void learn(List<JournalEntry> entries) {
        MetItems items = time.workFor(() -> MetItems.of(entries, catalogue));
        // nothing that can fail comes after this: what is learned twice would count twice
        rest();
        time.work(() -> {
            risks.learn(entries);
            entries.forEach(entry -> learnAd(entry, items));
        });
        List<Choice> choices = entries.stream()
                .filter(EntryFollower::isChoice)
                .map(entry -> choice(entry, items))
                .toList();
        for (int from = 0; from < choices.size(); from += AT_ONCE) {
            List<Choice> few = choices.subList(from, Math.min(choices.size(), from + AT_ONCE));
            rest();
            time.work(() -> nextItems.learn(few));
        }
    }

    /** At the end what was begun is done at once. */
    private void rest() {
        if (!isStopping()) {
            try {
                time.rest();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Something was taken out of the journal, so it must not be in the models either; or this is the start. */
    private void takeUpIfTheJournalIsAnother(long now) {
        if (generation != now) {
            models.reset();
            snapshots.load(models, now);
            generation = now;
            log.info("Next items, risks and clicks are learned up to position {}", models.position());
        }
    }

    private void learnAd(JournalEntry entry, MetItems items) {
        ItemId item = entry.event().item();
        if (item != null) {
            ads.learn(entry.event(), new Ad(item, items.topics(entry)));
        }
    }

    private static boolean isChoice(JournalEntry entry) {
        return entry.event().item() != null
                && switch (entry.event().behaviour()) {
                    case Behaviour.View v -> true;
                    case Behaviour.Click c -> true;
                    case Behaviour.Cart c -> true;
                    case Behaviour.Purchase p -> true;
                    case Behaviour.Like l -> true;
                    case Behaviour.Share s -> true;
                    case Behaviour.Comment c -> true;
                    case Behaviour.Follow f -> true;
                    case Behaviour.Rating(double value, double scale) -> value >= GOOD * scale;
                    default -> false;
                };
    }

    private static Choice choice(JournalEntry entry, MetItems items) {
        ItemId item = Objects.requireNonNull(entry.event().item());
        return new Choice(entry.event().user(), item, items.topics(entry));
    }
}
