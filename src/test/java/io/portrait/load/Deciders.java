package io.portrait.load;

import io.portrait.load.Service.Answer;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/** Asks for recommendations, and between them for rankings of 100 items, at a steady rate, each from its due time. */
final class Deciders {

    private static final int RANKED = 100;

    private final Service service;
    private final Measures measures;
    private final LoadOptions options;
    private final ZipfUsers users;
    private final Random random;
    private final Steadily recommendations;
    private final Steadily rankings;

    Deciders(Service service, Measures measures, LoadOptions options) {
        this.service = service;
        this.measures = measures;
        this.options = options;
        this.users = new ZipfUsers(options.users(), options.skew());
        this.random = new Random(options.seed() + 2_000_003);
        int rate = options.decisionsPerSecond();
        Duration halfAStep = rate == 0 ? Duration.ZERO : Duration.ofSeconds(1).dividedBy(2L * rate);
        this.recommendations = new Steadily(rate, Duration.ZERO, this::recommend);
        this.rankings = new Steadily(rate, halfAStep, this::rank);
    }

    void start() {
        recommendations.start("recommender");
        rankings.start("ranker");
    }

    void stop() {
        recommendations.stop();
        rankings.stop();
    }

    private void recommend(long due) {
        note(service.recommendations(users.nextId(random)), measures.recommendations, due);
    }

    private void rank(long due) {
        note(service.rank(list()), measures.rankings, due);
    }

    private void note(Answer answer, Histogram histogram, long due) {
        if (answer.isSuccess()) {
            Measures.record(histogram, due);
        } else {
            measures.failed.increment();
        }
    }

    private String list() {
        String items = random.ints(0, options.items())
                .distinct()
                .limit(RANKED)
                .mapToObj(item -> "{\"id\":\"item-%d\"}".formatted(item))
                .collect(Collectors.joining(","));
        return "{\"userId\":\"%s\",\"purpose\":\"search\",\"items\":[%s]}".formatted(users.nextId(random), items);
    }
}
