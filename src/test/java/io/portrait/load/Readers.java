package io.portrait.load;

import java.time.Duration;
import java.util.Random;

/** Reads profiles at a steady rate, each read from its due time. */
final class Readers {

    private final Service service;
    private final Measures measures;
    private final ZipfUsers users;
    private final Random random;
    private final Steadily steadily;

    Readers(Service service, Measures measures, LoadOptions options) {
        this.service = service;
        this.measures = measures;
        this.users = new ZipfUsers(options.users(), options.skew());
        this.random = new Random(options.seed() + 1_000_003);
        this.steadily = new Steadily(options.readsPerSecond(), Duration.ZERO, this::read);
    }

    void start() {
        steadily.start("reader");
    }

    void stop() {
        steadily.stop();
    }

    private void read(long due) {
        if (service.profile(users.nextId(random)).status() > 0) {
            Measures.record(measures.reads, due);
        }
    }
}
