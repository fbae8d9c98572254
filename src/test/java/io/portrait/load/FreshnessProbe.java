package io.portrait.load;

import io.portrait.load.LoadClient.LoadResponse;
import java.util.concurrent.locks.LockSupport;

/**
 * A probe of freshness: it posts single events of its own users and measures the time from the response until the
 * profile contains the event.
 */
final class FreshnessProbe implements Runnable {

    private static final int USERS = 16;
    private static final long PAUSE_NANOS = 50_000_000;
    private static final long POLL_NANOS = 10_000_000;
    private static final long TIMEOUT_NANOS = 60_000_000_000L;

    private final LoadClient service;
    private final LoadMetrics metrics;
    private final String runId = Long.toString(System.currentTimeMillis(), 36);
    private volatile boolean running = true;

    FreshnessProbe(LoadClient service, LoadMetrics metrics) {
        this.service = service;
        this.metrics = metrics;
    }

    void stop() {
        running = false;
    }

    @Override
    public void run() {
        for (long i = 0; running; i++) {
            String user = "probe-" + runId + "-" + i % USERS;
            LoadResponse response = service.postEvents("""
                {"events":[{"messageId":"p-%d","userId":"%s","type":"click"}]}\
                """.formatted(i, user));
            if (response.isSuccess()) {
                awaitProfileUpdate(user, 1 + i / USERS);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void awaitProfileUpdate(String user, long events) {
        long responseNanos = System.nanoTime();
        String expected = "\"eventsSeen\":" + events + ",";
        while (System.nanoTime() - responseNanos < TIMEOUT_NANOS) {
            if (service.profile(user).body().contains(expected)) {
                break;
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        LoadMetrics.record(metrics.freshness, responseNanos);
    }
}
