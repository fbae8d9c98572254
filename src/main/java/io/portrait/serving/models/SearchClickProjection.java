package io.portrait.serving.models;

import io.portrait.catalog.Catalog;
import io.portrait.catalog.Item;
import io.portrait.ingest.Journal;
import io.portrait.kernel.BackgroundPriority;
import io.portrait.kernel.ItemId;
import io.portrait.model.searchclick.ResultItem;
import io.portrait.serving.models.JdbcSearchLog.LoggedClick;
import io.portrait.serving.models.JdbcSearchLog.LoggedItem;
import io.portrait.serving.models.JdbcSearchLog.LoggedSearch;
import io.portrait.serving.models.JdbcSearchLog.SearchLogOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Follows the searches that were served and what was clicked in them, for the model that is in memory alone: a start, and an
 * erasure, learns again from the lists that are kept (decision 0091).
 */
@Component
class SearchClickProjection extends ProjectionLoop {

    private final JdbcSearchLog searchLog;
    private final Journal journal;
    private final Catalog catalog;
    private final SearchClickScorer scorer;
    private final JdbcModelGeneration generations;
    private final SearchClickProperties properties;
    private long generation = -1;
    private SearchLogOffset offset = new SearchLogOffset(0, 0);

    SearchClickProjection(
            JdbcSearchLog searchLog,
            Journal journal,
            Catalog catalog,
            SearchClickScorer scorer,
            JdbcModelGeneration generations,
            SearchClickProperties properties,
            BackgroundPriority priority) {
        super("search-follower", priority);
        this.searchLog = searchLog;
        this.journal = journal;
        this.catalog = catalog;
        this.scorer = scorer;
        this.generations = generations;
        this.properties = properties;
    }

    @Override
    long poll() {
        return step() ? 0 : properties.poll().toMillis();
    }

    @Override
    void invalidate() {
        generation = -1;
    }

    /** Learns the next lists, and the clicks that came since; says whether there may be more. */
    boolean step() {
        resetOnNewGeneration(generations.current());
        long head = journal.lastPosition();
        List<LoggedSearch> lists = searchLog.lists(offset.listNumber(), properties.maxBatch());
        if (lists.isEmpty() && head == offset.journalPosition()) {
            return false;
        }
        SearchLogOffset current = new SearchLogOffset(
                lists.isEmpty() ? offset.listNumber() : lists.getLast().number(), head);
        List<LoggedClick> clicks = searchLog.clicks(lists, offset, current);
        Map<ItemId, Item> items = catalog.findCurrent(itemsOf(lists, clicks));
        // nothing that can fail comes after this: what is learned twice would count twice
        learn(lists, clicks, items);
        offset = current;
        return !lists.isEmpty();
    }

    /** A list's clicks come right after it, as when it was served: examination is learned from both in turn. */
    private void learn(List<LoggedSearch> lists, List<LoggedClick> clicks, Map<ItemId, Item> items) {
        Map<Long, List<LoggedClick>> byList = clicks.stream()
                .collect(Collectors.groupingBy(LoggedClick::listNumber, TreeMap::new, Collectors.toList()));
        for (LoggedSearch list : lists) {
            scorer.learnList(
                    list.query(),
                    list.items().stream()
                            .map(logged -> resultItem(logged, items))
                            .toList());
            learnClicks(byList.getOrDefault(list.number(), List.of()), items);
            byList.remove(list.number());
        }
        byList.values().forEach(clickOfEarlierList -> learnClicks(clickOfEarlierList, items));
    }

    private void learnClicks(List<LoggedClick> clicks, Map<ItemId, Item> items) {
        clicks.forEach(click -> scorer.learnClick(click.query(), resultItem(click.item(), items), click.rank()));
    }

    /** Clicks in lists that are yet to be learned are found with their lists, however old they are. */
    private void resetOnNewGeneration(long current) {
        if (generation != current) {
            scorer.reset();
            offset = new SearchLogOffset(0, journal.lastPosition());
            generation = current;
        }
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
