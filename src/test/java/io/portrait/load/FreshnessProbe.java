package io.portrait.load;

import io.portrait.load.Service.Answer;
import java.util.concurrent.locks.LockSupport;

/** Posts single events of users of its own and looks how long after the answer the profile shows them. */
final class FreshnessProbe implements Runnable {

    private static final int USERS = 16;
    private static final long PAUSE_NANOS = 50_000_000;
    private static final long LOOK_NANOS = 10_000_000;
    private static final long GIVE_UP_NANOS = 60_000_000_000L;

    private final Service service;
    private final Measures measures;
    private final String run = Long.toString(System.currentTimeMillis(), 36);
    private volatile boolean running = true;

    FreshnessProbe(Service service, Measures measures) {
        this.service = service;
        this.measures = measures;
    }

    void stop() {
        running = false;
    }

    @Override
    public void run() {
        for (long i = 0; running; i++) {
            String user = "probe-" + run + "-" + i % USERS;
            Answer answer = service.postEvents("""
                    {"events":[{"messageId":"p-%d","userId":"%s","type":"click"}]}""".formatted(i, user));
            if (answer.isSuccess()) {
                awaitShown(user, 1 + i / USERS);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void awaitShown(String user, long events) {
        long answered = System.nanoTime();
        String wanted = "\"eventsSeen\":" + events + ",";
        while (System.nanoTime() - answered < GIVE_UP_NANOS) {
            if (service.profile(user).body().contains(wanted)) {
                break;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        Measures.record(measures.freshness, answered);
    }
}
