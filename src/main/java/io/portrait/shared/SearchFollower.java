package io.portrait.shared;

import io.portrait.catalog.Catalogue;
import io.portrait.catalog.Item;
import io.portrait.ingest.Journal;
import io.portrait.kernel.Background;
import io.portrait.kernel.ItemId;
import io.portrait.search.Offered;
import io.portrait.shared.JdbcSearchLog.Click;
import io.portrait.shared.JdbcSearchLog.Mark;
import io.portrait.shared.JdbcSearchLog.Placed;
import io.portrait.shared.JdbcSearchLog.Shown;
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
class SearchFollower extends Follower {

    private final JdbcSearchLog log;
    private final Journal journal;
    private final Catalogue catalogue;
    private final Searches searches;
    private final JdbcChoiceGeneration generations;
    private final SearchProperties properties;
    private long generation = -1;
    private Mark mark = new Mark(0, 0);

    SearchFollower(
            JdbcSearchLog log,
            Journal journal,
            Catalogue catalogue,
            Searches searches,
            JdbcChoiceGeneration generations,
            SearchProperties properties,
            Background background) {
        super("search-follower", background);
        this.log = log;
        this.journal = journal;
        this.catalogue = catalogue;
        this.searches = searches;
        this.generations = generations;
        this.properties = properties;
    }

    @Override
    long look() {
        return step() ? 0 : properties.poll().toMillis();
    }

    @Override
    void forget() {
        generation = -1;
    }

    /** Learns the next lists, and the clicks that came since; says whether there may be more. */
    boolean step() {
        beginAnewIfSomethingWasErased(generations.now());
        long head = journal.head();
        List<Shown> lists = log.lists(mark.number(), properties.maxBatch());
        if (lists.isEmpty() && head == mark.position()) {
            return false;
        }
        Mark now = new Mark(lists.isEmpty() ? mark.number() : lists.getLast().number(), head);
        List<Click> clicks = log.clicks(lists, mark, now);
        Map<ItemId, Item> items = catalogue.current(met(lists, clicks));
        // nothing that can fail comes after this: what is learned twice would count twice
        learn(lists, clicks, items);
        mark = now;
        return !lists.isEmpty();
    }

    /** A list's clicks come right after it, as when it was served: examination is learned from both in turn. */
    private void learn(List<Shown> lists, List<Click> clicks, Map<ItemId, Item> items) {
        Map<Long, List<Click>> byList =
                clicks.stream().collect(Collectors.groupingBy(Click::list, TreeMap::new, Collectors.toList()));
        for (Shown list : lists) {
            searches.show(
                    list.query(),
                    list.items().stream().map(placed -> offered(placed, items)).toList());
            click(byList.getOrDefault(list.number(), List.of()), items);
            byList.remove(list.number());
        }
        byList.values().forEach(late -> click(late, items));
    }

    private void click(List<Click> clicks, Map<ItemId, Item> items) {
        clicks.forEach(click -> searches.click(click.query(), offered(click.item(), items), click.place()));
    }

    /** Clicks in lists that are yet to be learned are found with their lists, however old they are. */
    private void beginAnewIfSomethingWasErased(long now) {
        if (generation != now) {
            searches.reset();
            mark = new Mark(0, journal.head());
            generation = now;
        }
    }

    private static Set<ItemId> met(List<Shown> lists, List<Click> clicks) {
        return Stream.concat(
                        lists.stream().flatMap(list -> list.items().stream()),
                        clicks.stream().map(Click::item))
                .map(Placed::item)
                .collect(Collectors.toSet());
    }

    private static Offered offered(Placed placed, Map<ItemId, Item> items) {
        return new Offered(
                placed.item(),
                Optional.ofNullable(items.get(placed.item())).map(Item::topics).orElse(List.of()),
                placed.worth());
    }
}
