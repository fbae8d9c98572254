package io.portrait.serving.recommend;

import io.portrait.kernel.ItemId;
import io.portrait.serving.recommend.Recommender.Recommendations;
import io.portrait.serving.recommend.ServedList.SearchContext;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Notes the lists that are served, a moment after they were: nobody waits for it. What a crash loses is that moment's
 * lists, which then count for no estimate.
 */
@Component
class ServedListLog {

    private static final int MAX_QUEUED = 2_000;

    private final JdbcServedListLog store;
    private final RecommendationProperties properties;
    private final Clock clock;
    private final BlockingQueue<ServedList> queue = new ArrayBlockingQueue<>(MAX_QUEUED);

    ServedListLog(JdbcServedListLog store, RecommendationProperties properties, Clock clock) {
        this.store = store;
        this.properties = properties;
        this.clock = clock;
    }

    /** The list under an id, by which it is kept if it is somebody's. All of it is where it is for sure. */
    Recommendations logRanking(RankingRequest request, List<RankedItem> rankedItems) {
        UUID listId = UUID.randomUUID();
        request.user()
                .map(user -> new ServedList(
                        listId,
                        user,
                        request.purpose(),
                        clock.instant(),
                        rankedItems.stream()
                                .map(item -> new ServedList.ServedItem(item.item(), 1))
                                .toList(),
                        Optional.empty(),
                        searchContext(request, rankedItems)))
                .ifPresent(this::log);
        return new Recommendations(rankedItems, listId);
    }

    private static Optional<SearchContext> searchContext(RankingRequest request, List<RankedItem> rankedItems) {
        return request.query()
                .map(query -> new SearchContext(query, priorRelevance(request.relativePriorRelevance(), rankedItems)));
    }

    private static List<Double> priorRelevance(Map<ItemId, Double> relevanceByItem, List<RankedItem> rankedItems) {
        return rankedItems.stream()
                .map(item -> relevanceByItem.getOrDefault(item.item(), 0.0))
                .toList();
    }

    /** Notes a list, at once where too many wait. */
    void log(ServedList served) {
        while (!queue.offer(served)) {
            flush();
        }
    }

    @PreDestroy
    @Scheduled(fixedDelay = 100, timeUnit = TimeUnit.MILLISECONDS)
    void flush() {
        List<ServedList> served = new ArrayList<>();
        queue.drainTo(served);
        if (!served.isEmpty()) {
            store.insert(served);
        }
    }

    @Scheduled(initialDelay = 10, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
    void deleteExpired() {
        store.deleteBefore(clock.instant().minus(properties.servedListRetention()));
    }
}
