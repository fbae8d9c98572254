package io.portrait.load;

import io.portrait.load.LoadClient.LoadResponse;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A probe of the freshness of recommendations: a new user clicks on the first item of the own list, and the time is measured
 * from the response until the list, which does not repeat items, has another first item.
 */
final class RecommendationFreshnessProbe implements Runnable {

    private static final Pattern ITEM = Pattern.compile("\"id\":\"([^\"]+)\"");
    private static final long PAUSE_NANOS = 500_000_000;

    /** A longer interval than that of profiles, because a recommendation costs more. */
    private static final long POLL_NANOS = 25_000_000;

    private static final long TIMEOUT_NANOS = 60_000_000_000L;

    private final LoadClient service;
    private final LoadMetrics metrics;
    private final String runId = Long.toString(System.currentTimeMillis(), 36);
    private volatile boolean running = true;

    RecommendationFreshnessProbe(LoadClient service, LoadMetrics metrics) {
        this.service = service;
        this.metrics = metrics;
    }

    void stop() {
        running = false;
    }

    @Override
    public void run() {
        for (long i = 0; running; i++) {
            String user = "list-probe-" + runId + "-" + i;
            firstItem(user).ifPresent(item -> click(user, item));
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private Optional<String> firstItem(String user) {
        Matcher item = ITEM.matcher(service.newRecommendations(user).body());
        return item.find() ? Optional.of(item.group(1)) : Optional.empty();
    }

    private void click(String user, String item) {
        LoadResponse response = service.postEvents("""
                {"events":[{"messageId":"l-1","userId":"%s","type":"click","item":"%s"}]}\
                """.formatted(user, item));
        if (response.isSuccess()) {
            awaitOtherItem(user, item);
        }
    }

    private void awaitOtherItem(String user, String item) {
        long responseNanos = System.nanoTime();
        while (System.nanoTime() - responseNanos < TIMEOUT_NANOS && isListed(user, item)) {
            LockSupport.parkNanos(POLL_NANOS);
        }
        LoadMetrics.record(metrics.recommendationFreshness, responseNanos);
    }

    /** A check whether the list has the item, at any position, because the order changes with all other events. */
    private boolean isListed(String user, String item) {
        LoadResponse response = service.newRecommendations(user);
        return !response.isSuccess() || response.body().contains("\"id\":\"" + item + "\"");
    }
}
