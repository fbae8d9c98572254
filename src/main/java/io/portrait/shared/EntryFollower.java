package io.portrait.shared;

import io.portrait.ads.Ad;
import io.portrait.catalog.Catalogue;
import io.portrait.catalog.Item;
import io.portrait.ingest.Behaviour;
import io.portrait.ingest.Journal;
import io.portrait.ingest.JournalEntry;
import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import io.portrait.nextitem.Choice;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Follows all entries of the journal, in the order of their positions over all shards and on one thread, for the models that
 * are in memory alone: every instance comes to the same next items, risks and clicks on what is shown. A start learns again what the
 * journal holds (decision 0061).
 */
@Component
class EntryFollower implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(EntryFollower.class);
    private static final long RETRY_MILLIS = 500;

    /** Choices that are learned while readers wait: a millisecond or two. */
    private static final int AT_ONCE = 20;

    /** A rating of at least this part of its scale is a choice. */
    private static final double GOOD = 0.6;

    private final Journal journal;
    private final Catalogue catalogue;
    private final NextItems nextItems;
    private final Risks risks;
    private final Ads ads;
    private final JdbcChoiceGeneration generations;
    private final NextItemProperties properties;
    private long generation = -1;
    private CountDownLatch stopping = new CountDownLatch(1);
    private Optional<Thread> thread = Optional.empty();

    EntryFollower(
            Journal journal,
            Catalogue catalogue,
            NextItems nextItems,
            Risks risks,
            Ads ads,
            JdbcChoiceGeneration generations,
            NextItemProperties properties) {
        this.journal = journal;
        this.catalogue = catalogue;
        this.nextItems = nextItems;
        this.risks = risks;
        this.ads = ads;
        this.generations = generations;
        this.properties = properties;
    }

    @Override
    public void start() {
        stopping = new CountDownLatch(1);
        generation = -1;
        thread = Optional.of(Thread.ofPlatform().name("entry-follower").start(this::run));
    }

    @Override
    public boolean isRunning() {
        return thread.isPresent();
    }

    @Override
    public void stop() {
        stopping.countDown();
        thread.ifPresent(EntryFollower::join);
        thread = Optional.empty();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        boolean ends = false;
        while (!ends) {
            ends = rest(round());
        }
    }

    /** One look; says how long to rest after it. */
    private long round() {
        try {
            return step() ? 0 : properties.poll().toMillis();
        } catch (DataAccessException | TransactionException e) {
            log.warn("The entries wait for the database: {}", e.toString());
        } catch (RuntimeException e) {
            log.error("The entries could not be followed; they are learned again", e);
            generation = -1;
        }
        return RETRY_MILLIS;
    }

    /** Waits; says whether the end has come. */
    private boolean rest(long millis) {
        try {
            return stopping.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    /** Learns the next entries; says whether there was anything to look at. */
    boolean step() {
        beginAnewIfTheJournalIsAnother(generations.now());
        long after = nextItems.position();
        long upTo = Math.min(journal.head(), after + properties.maxBatch());
        if (upTo <= after) {
            return false;
        }
        List<JournalEntry> entries = journal.readAll(after, upTo);
        Map<Item.Ref, Item> items = catalogue.revisions(
                entries.stream().flatMap(entry -> met(entry).stream()).collect(Collectors.toSet()));
        // nothing that can fail comes after this: what is learned twice would count twice
        risks.learn(entries);
        entries.forEach(entry -> learnAd(entry, items));
        List<Choice> choices = entries.stream()
                .filter(EntryFollower::isChoice)
                .map(entry -> choice(entry, items))
                .toList();
        for (int from = 0; from < choices.size(); from += AT_ONCE) {
            nextItems.learn(choices.subList(from, Math.min(choices.size(), from + AT_ONCE)));
        }
        nextItems.passTo(upTo);
        return true;
    }

    /** Something was taken out of the journal, so it must not be in the models either. */
    private void beginAnewIfTheJournalIsAnother(long now) {
        if (generation != now) {
            nextItems.reset();
            risks.reset();
            ads.reset();
            generation = now;
        }
    }

    private void learnAd(JournalEntry entry, Map<Item.Ref, Item> items) {
        ItemId item = entry.event().item();
        if (item != null) {
            ads.learn(entry.event(), new Ad(item, topics(entry, items)));
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

    private static Set<Item.Ref> met(JournalEntry entry) {
        ItemId item = entry.event().item();
        return item == null || entry.itemRevision() == 0 ? Set.of() : Set.of(new Item.Ref(item, entry.itemRevision()));
    }

    private static Choice choice(JournalEntry entry, Map<Item.Ref, Item> items) {
        ItemId item = Objects.requireNonNull(entry.event().item());
        return new Choice(entry.event().user(), item, topics(entry, items));
    }

    private static List<Topic> topics(JournalEntry entry, Map<Item.Ref, Item> items) {
        return met(entry).stream()
                .map(items::get)
                .filter(Objects::nonNull)
                .flatMap(known -> known.topics().stream())
                .toList();
    }
}
