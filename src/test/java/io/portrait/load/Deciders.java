package io.portrait.load;

import io.portrait.load.Service.Answer;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/** Asks for recommendations, and for rankings of 100 items, at a steady rate, each from its due time. */
final class Deciders implements Runnable {

    private static final int RANKED = 100;

    private final Service service;
    private final Measures measures;
    private final LoadOptions options;
    private final Steadily steadily = new Steadily();

    Deciders(Service service, Measures measures, LoadOptions options) {
        this.service = service;
        this.measures = measures;
        this.options = options;
    }

    void stop() {
        steadily.stop();
    }

    @Override
    public void run() {
        ZipfUsers users = new ZipfUsers(options.users(), options.skew());
        Random random = new Random(options.seed() + 2_000_003);
        steadily.run(options.decisionsPerSecond(), due -> {
            String user = "user-" + users.next(random);
            decide(measures.recommendations, due, () -> service.recommendations(user));
            String list = list(user, random);
            long halfAStepLater = due + 500_000_000L / options.decisionsPerSecond();
            decide(measures.rankings, halfAStepLater, () -> service.rank(list));
        });
    }

    private void decide(Histogram histogram, long due, Supplier<Answer> decision) {
        LockSupport.parkNanos(due - System.nanoTime());
        Thread.startVirtualThread(() -> {
            if (decision.get().isSuccess()) {
                Measures.record(histogram, due);
            } else {
                measures.failed.increment();
            }
        });
    }

    private String list(String user, Random random) {
        String items = random.ints(0, options.items())
                .distinct()
                .limit(RANKED)
                .mapToObj(item -> "{\"id\":\"item-%d\"}".formatted(item))
                .collect(Collectors.joining(","));
        return "{\"userId\":\"%s\",\"purpose\":\"search\",\"items\":[%s]}".formatted(user, items);
    }
}
