package io.portrait.serving.models;

import io.portrait.catalog.Catalog;
import io.portrait.catalog.Item;
import io.portrait.ingest.JournalReader;
import io.portrait.ingest.JournalReader.JournalEnd;
import io.portrait.kernel.BackgroundPriority;
import io.portrait.kernel.ItemId;
import io.portrait.model.searchclick.PersonSearch;
import io.portrait.model.searchclick.ResultItem;
import io.portrait.serving.models.SearchLog.LoggedClick;
import io.portrait.serving.models.SearchLog.LoggedItem;
import io.portrait.serving.models.SearchLog.LoggedSearch;
import io.portrait.serving.models.SearchLog.SearchLogOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The projection of served search results and the clicks on them into the search click model. The model has no snapshot: after
 * a start it is learned again from the stored lists (decision 0091). After a removal the model in memory continues to serve and
 * to learn, and a second one learns the remaining lists; it replaces the first one when it has learned all of them (decision
 * 0096).
 */
@Component
class SearchClickProjection extends ProjectionLoop {

    private static final long NO_GENERATION = -1;

    /** A model with its offset in the log of searches. */
    private static final class SearchLearning {

        private final SearchClickScorer scorer;
        private long generation = NO_GENERATION;
        private SearchLogOffset offset = new SearchLogOffset(0, 0);

        SearchLearning(SearchClickScorer scorer) {
            this.scorer = scorer;
        }

        /** Clicks in lists that are not learned yet are read with their lists, whatever their journal position. */
        void reset(long newGeneration, long lastPosition) {
            scorer.reset();
            offset = new SearchLogOffset(0, lastPosition);
            generation = newGeneration;
        }

        void takeOver(SearchLearning other) {
            scorer.takeOver(other.scorer);
            offset = other.offset;
            generation = other.generation;
        }
    }

    private final SearchLog searchLog;
    private final JournalReader journal;
    private final Catalog catalog;
    private final ModelGeneration generations;
    private final SearchClickProperties properties;
    private final RelearningSchedule schedule;
    private final SearchLearning serving;
    private @Nullable SearchLearning relearning;
    private volatile long waiting;

    SearchClickProjection(
            SearchLog searchLog,
            JournalReader journal,
            Catalog catalog,
            SearchClickScorer scorer,
            ModelGeneration generations,
            SearchClickProperties properties,
            BackgroundPriority priority) {
        super("search-click-projection", priority);
        this.searchLog = searchLog;
        this.journal = journal;
        this.catalog = catalog;
        this.generations = generations;
        this.properties = properties;
        this.schedule = new RelearningSchedule(properties.relearningInterval());
        this.serving = new SearchLearning(scorer);
    }

    @Override
    long poll() {
        return step() ? 0 : properties.pollInterval().toMillis();
    }

    @Override
    void invalidate() {
        serving.generation = NO_GENERATION;
        relearning = null;
    }

    /** The journal positions whose clicks the last step had not learned before. */
    long waiting() {
        return waiting;
    }

    /** Learns the next lists and the clicks that became visible since the last step; returns whether there may be more. */
    boolean step() {
        long generation = generations.current();
        if (serving.generation == NO_GENERATION) {
            serving.reset(generation, journal.lastPosition());
        }
        if (serving.generation != generation && relearning == null && schedule.isDue()) {
            schedule.start();
            SearchLearning started = new SearchLearning(serving.scorer.untrained());
            started.reset(generation, journal.lastPosition());
            relearning = started;
        }
        boolean more = learnNext(serving);
        SearchLearning relearned = relearning;
        return relearned == null ? more : relearn(relearned);
    }

    private boolean relearn(SearchLearning learning) {
        if (!learnNext(learning)) {
            serving.takeOver(learning);
            relearning = null;
        }
        return true;
    }

    private boolean learnNext(SearchLearning learning) {
        SearchLogOffset offset = learning.offset;
        JournalEnd end = journal.end();
        if (learning == serving) {
            waiting = Math.max(0, end.position() - offset.journalPosition());
        }
        List<LoggedSearch> lists = searchLog.lists(offset.listNumber(), properties.maxBatch());
        if (lists.isEmpty() && end.position() == offset.journalPosition()) {
            learning.scorer.markCurrent(end.at());
            return false;
        }
        SearchLogOffset current = new SearchLogOffset(
                lists.isEmpty() ? offset.listNumber() : lists.getLast().number(), end.position());
        List<LoggedClick> clicks = searchLog.clicks(lists, offset, current);
        Map<ItemId, Item> items = catalog.findCurrent(itemsOf(lists, clicks));
        // No access to the database below: after an error, lists that were learned in part would be learned twice.
        learn(learning.scorer, lists, clicks, items);
        learning.offset = current;
        if (lists.isEmpty()) {
            learning.scorer.markCurrent(end.at());
        }
        return !lists.isEmpty();
    }

    /** Learns each list and then its clicks, because the examination probabilities depend on that order. */
    private static void learn(
            SearchClickScorer scorer, List<LoggedSearch> lists, List<LoggedClick> clicks, Map<ItemId, Item> items) {
        Map<Long, List<LoggedClick>> byList = clicks.stream()
                .collect(Collectors.groupingBy(LoggedClick::listNumber, TreeMap::new, Collectors.toList()));
        for (LoggedSearch list : lists) {
            scorer.learnList(
                    list.query(),
                    list.items().stream()
                            .map(logged -> resultItem(logged, items))
                            .toList(),
                    new PersonSearch(list.user(), list.number()));
            learnClicks(scorer, byList.getOrDefault(list.number(), List.of()), items);
            byList.remove(list.number());
        }
        byList.values().forEach(clickOfEarlierList -> learnClicks(scorer, clickOfEarlierList, items));
    }

    private static void learnClicks(SearchClickScorer scorer, List<LoggedClick> clicks, Map<ItemId, Item> items) {
        clicks.forEach(click -> scorer.learnClick(
                click.query(),
                resultItem(click.item(), items),
                click.rank(),
                new PersonSearch(click.user(), click.listNumber())));
    }

    private static Set<ItemId> itemsOf(List<LoggedSearch> lists, List<LoggedClick> clicks) {
        return Stream.concat(
                        lists.stream().flatMap(list -> list.items().stream()),
                        clicks.stream().map(LoggedClick::item))
                .map(LoggedItem::item)
                .collect(Collectors.toSet());
    }

    private static ResultItem resultItem(LoggedItem logged, Map<ItemId, Item> items) {
        return new ResultItem(
                logged.item(),
                Optional.ofNullable(items.get(logged.item())).map(Item::topics).orElse(List.of()),
                logged.priorRelevance());
    }
}
