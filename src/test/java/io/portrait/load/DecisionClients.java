package io.portrait.load;

import io.portrait.load.LoadClient.LoadResponse;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/**
 * Clients that request recommendations and rankings of 100 items alternately, at a fixed rate. Latency counts from the
 * due time of a request.
 */
final class DecisionClients {

    private static final int ITEMS_PER_RANKING = 100;

    private final LoadClient service;
    private final LoadMetrics metrics;
    private final LoadOptions options;
    private final ZipfUsers users;
    private final Random random;
    private final FixedRateLoop recommendations;
    private final FixedRateLoop rankings;

    DecisionClients(LoadClient service, LoadMetrics metrics, LoadOptions options) {
        this.service = service;
        this.metrics = metrics;
        this.options = options;
        this.users = new ZipfUsers(options.users(), options.zipfExponent());
        this.random = new Random(options.seed() + 2_000_003);
        int rate = options.decisionsPerSecond();
        Duration halfInterval =
                rate == 0 ? Duration.ZERO : Duration.ofSeconds(1).dividedBy(2L * rate);
        this.recommendations = new FixedRateLoop(rate, Duration.ZERO, this::recommend);
        this.rankings = new FixedRateLoop(rate, halfInterval, this::rank);
    }

    void start() {
        recommendations.start("recommender");
        rankings.start("ranker");
    }

    void stop() {
        recommendations.stop();
        rankings.stop();
    }

    private void recommend(long dueNanos) {
        record(service.recommendations(users.nextId(random)), metrics.recommendations, dueNanos);
    }

    private void rank(long dueNanos) {
        record(service.rank(rankingRequest()), metrics.rankings, dueNanos);
    }

    private void record(LoadResponse response, Histogram histogram, long dueNanos) {
        if (response.isSuccess()) {
            LoadMetrics.record(histogram, dueNanos);
        } else {
            metrics.failed.increment();
        }
    }

    private String rankingRequest() {
        String items = random.ints(0, options.items())
                .distinct()
                .limit(ITEMS_PER_RANKING)
                .mapToObj(item -> "{\"id\":\"item-%d\"}".formatted(item))
                .collect(Collectors.joining(","));
        return "{\"userId\":\"%s\",\"purpose\":\"search\",\"items\":[%s]}".formatted(users.nextId(random), items);
    }
}
