package io.portrait.serving.recommend;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.WriteBehind;
import io.portrait.serving.recommend.Recommender.ModelFreshness;
import io.portrait.serving.recommend.Recommender.Recommendations;
import io.portrait.serving.recommend.ServedList.SearchContext;
import io.portrait.serving.recommend.ServedList.ServedItem;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * The write side of the log of served lists. Lists are buffered and written within 100 ms, so that no request waits for
 * the database; a crash loses the buffered lists, which then have no feedback. If the database fails, the buffer is
 * written later; a full buffer drops new lists.
 */
@Component
class ServedListLog {

    private static final Logger log = LoggerFactory.getLogger(ServedListLog.class);
    private static final int MAX_QUEUED = 2_000;

    private final JdbcServedListLog store;
    private final RecommendationProperties properties;
    private final Clock clock;
    private final WriteBehind<List<ServedList>> buffer;
    private volatile boolean failing;

    ServedListLog(JdbcServedListLog store, RecommendationProperties properties, Clock clock) {
        this.store = store;
        this.properties = properties;
        this.clock = clock;
        this.buffer = new WriteBehind<>(ArrayList::new, ServedListLog::concat, store::insert);
    }

    private static List<ServedList> concat(List<ServedList> older, List<ServedList> newer) {
        older.addAll(newer);
        return older;
    }

    /** Logs a ranked list of an identified user; every item has propensity 1. */
    Recommendations logRanking(RankingRequest request, List<RankedItem> rankedItems, ModelFreshness model) {
        UUID listId = UUID.randomUUID();
        request.user()
                .map(user -> new ServedList(
                        listId,
                        user,
                        request.purpose(),
                        clock.instant(),
                        rankedItems.stream()
                                .map(item -> new ServedItem(item.item(), 1))
                                .toList(),
                        Optional.empty(),
                        searchContext(request, rankedItems)))
                .ifPresent(this::add);
        return new Recommendations(rankedItems, listId, model);
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

    /** Adds a list; if the buffer is full, it is flushed first. */
    void add(ServedList servedList) {
        if (!offer(servedList)) {
            flush();
            if (!offer(servedList)) {
                log.debug(
                        "Dropped the served list {}: {} lists wait for the database", servedList.listId(), MAX_QUEUED);
            }
        }
    }

    private boolean offer(ServedList servedList) {
        return buffer.update(lists -> lists.size() < MAX_QUEUED && lists.add(servedList));
    }

    @PreDestroy
    @Scheduled(fixedDelay = 100, timeUnit = TimeUnit.MILLISECONDS)
    void flush() {
        try {
            buffer.flush();
            failing = false;
        } catch (DataAccessException | TransactionException e) {
            if (!failing) {
                log.warn("Served lists could not be written; up to {} are kept and tried again", MAX_QUEUED, e);
            }
            failing = true;
        }
    }

    @Scheduled(initialDelay = 10, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
    void deleteExpired() {
        store.deleteExpired(clock.instant(), properties.servedListRetention());
    }
}
