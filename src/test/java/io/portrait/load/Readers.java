package io.portrait.load;

import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** Reads profiles at a steady rate, each read from its due time. */
final class Readers implements Runnable {

    private final Service service;
    private final Measures measures;
    private final LoadOptions options;
    private volatile boolean running = true;

    Readers(Service service, Measures measures, LoadOptions options) {
        this.service = service;
        this.measures = measures;
        this.options = options;
    }

    void stop() {
        running = false;
    }

    @Override
    public void run() {
        ZipfUsers users = new ZipfUsers(options.users(), options.skew());
        Random random = new Random(options.seed() + 1_000_003);
        long start = System.nanoTime();
        for (long i = 0; running && options.readsPerSecond() > 0; i++) {
            long due = start + i * 1_000_000_000L / options.readsPerSecond();
            LockSupport.parkNanos(due - System.nanoTime());
            String user = "user-" + users.next(random);
            Thread.startVirtualThread(() -> read(user, due));
        }
    }

    private void read(String user, long due) {
        if (service.profile(user).status() > 0) {
            Measures.record(measures.reads, due);
        }
    }
}
