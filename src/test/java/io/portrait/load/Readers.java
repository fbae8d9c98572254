package io.portrait.load;

import java.util.Random;

/** Reads profiles at a steady rate, each read from its due time. */
final class Readers implements Runnable {

    private final Service service;
    private final Measures measures;
    private final LoadOptions options;
    private final Steadily steadily = new Steadily();

    Readers(Service service, Measures measures, LoadOptions options) {
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
        Random random = new Random(options.seed() + 1_000_003);
        steadily.run(options.readsPerSecond(), due -> {
            String user = "user-" + users.next(random);
            Thread.startVirtualThread(() -> read(user, due));
        });
    }

    private void read(String user, long due) {
        if (service.profile(user).status() > 0) {
            Measures.record(measures.reads, due);
        }
    }
}
