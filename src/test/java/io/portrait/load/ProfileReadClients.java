package io.portrait.load;

import java.time.Duration;
import java.util.Random;

/** Clients that read profiles at a fixed rate. Latency counts from the due time of a read. */
final class ProfileReadClients {

    private final LoadClient service;
    private final LoadMetrics metrics;
    private final ZipfUsers users;
    private final Random random;
    private final FixedRateLoop loop;

    ProfileReadClients(LoadClient service, LoadMetrics metrics, LoadOptions options) {
        this.service = service;
        this.metrics = metrics;
        this.users = new ZipfUsers(options.users(), options.zipfExponent());
        this.random = new Random(options.seed() + 1_000_003);
        this.loop = new FixedRateLoop(options.readsPerSecond(), Duration.ZERO, this::read);
    }

    void start() {
        loop.start("reader");
    }

    void stop() {
        loop.stop();
    }

    private void read(long dueNanos) {
        if (service.profile(users.nextId(random)).status() > 0) {
            LoadMetrics.record(metrics.reads, dueNanos);
        }
    }
}
