package io.portrait.outage;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Synthetic events from a seed: batch n of a client is the same in every run. */
record Workload(long seed, int users, int batchSize) {

    static final String ITEMS = IntStream.range(0, 20)
            .mapToObj(i -> """
                    {"id":"item-%d","title":"Item %d","categories":["%s/%d"],"brand":"B%d","price":%d}""".formatted(
                            i, i, List.of("kitchen", "garden", "toys", "books").get(i % 4), i, i % 3, 5 + i))
            .collect(Collectors.joining(",", "{\"items\":[", "]}"));

    private static final long FIRST_SECOND =
            Instant.parse("2026-01-01T00:00:00Z").getEpochSecond();
    private static final int SECONDS = 100 * 86_400;

    /** An event as JSON, with its ids. */
    record WorkloadEvent(String user, String message, String json) {}

    /** Events that are sent together. */
    record WorkloadBatch(List<WorkloadEvent> events) {

        String body() {
            return events.stream().map(WorkloadEvent::json).collect(Collectors.joining(",", "{\"events\":[", "]}"));
        }
    }

    /** A batch of a client; numbers start at 0. */
    WorkloadBatch batch(int client, int number) {
        Random random = new Random((seed * 31 + client) * 1_000_003 + number);
        return new WorkloadBatch(IntStream.range(0, batchSize)
                .mapToObj(i -> event("%d-%d-%d".formatted(client, number, i), random))
                .toList());
    }

    private WorkloadEvent event(String message, Random random) {
        String user = "user-" + random.nextInt(users);
        return new WorkloadEvent(user, message, """
                {"userId":"%s","messageId":"%s","type":"%s","timestamp":"%s","item":"item-%d","value":%d,
                 "context":{"channel":"%s","sessionId":"s%d"}}""".formatted(
                        user,
                        message,
                        List.of("view", "purchase", "refund", "like").get(random.nextInt(4)),
                        Instant.ofEpochSecond(FIRST_SECOND + random.nextInt(SECONDS)),
                        random.nextInt(25),
                        random.nextInt(100),
                        List.of("web", "app").get(random.nextInt(2)),
                        random.nextInt(50)));
    }
}
