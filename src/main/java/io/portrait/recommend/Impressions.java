package io.portrait.recommend;

import io.portrait.kernel.ItemId;
import io.portrait.recommend.Impression.Search;
import io.portrait.recommend.Recommender.Recommendations;
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
class Impressions {

    private static final int MOST_WAITING = 2_000;

    private final JdbcImpressions store;
    private final RecommendProperties properties;
    private final Clock clock;
    private final BlockingQueue<Impression> waiting = new ArrayBlockingQueue<>(MOST_WAITING);

    Impressions(JdbcImpressions store, RecommendProperties properties, Clock clock) {
        this.store = store;
        this.properties = properties;
        this.clock = clock;
    }

    /** The list under an id, by which it is kept if it is somebody's. All of it is where it is for sure. */
    Recommendations noted(Asked asked, List<Recommended> ranked) {
        UUID id = UUID.randomUUID();
        asked.user()
                .map(user -> new Impression(
                        id,
                        user,
                        asked.purpose(),
                        clock.instant(),
                        ranked.stream()
                                .map(item -> new Impression.Placed(item.item(), 1))
                                .toList(),
                        Optional.empty(),
                        search(asked, ranked)))
                .ifPresent(this::note);
        return new Recommendations(ranked, id);
    }

    private static Optional<Search> search(Asked asked, List<Recommended> ranked) {
        return asked.query().map(query -> new Search(query, worths(asked.relativeWorths(), ranked)));
    }

    private static List<Double> worths(Map<ItemId, Double> byItem, List<Recommended> ranked) {
        return ranked.stream()
                .map(item -> byItem.getOrDefault(item.item(), 0.0))
                .toList();
    }

    /** Notes a list, at once where too many wait. */
    void note(Impression served) {
        while (!waiting.offer(served)) {
            flush();
        }
    }

    @PreDestroy
    @Scheduled(fixedDelay = 100, timeUnit = TimeUnit.MILLISECONDS)
    void flush() {
        List<Impression> served = new ArrayList<>();
        waiting.drainTo(served);
        if (!served.isEmpty()) {
            store.note(served);
        }
    }

    @Scheduled(initialDelay = 10, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
    void dropOld() {
        store.dropBefore(clock.instant().minus(properties.impressionRetention()));
    }
}
