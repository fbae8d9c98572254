package io.portrait.load;

/** All that is sent and asked at the same time, from its start to its stop. Each is for once. */
final class Traffic {

    private final Senders senders;
    private final Readers readers;
    private final Deciders deciders;
    private final FreshnessProbe probe;

    Traffic(Service service, EventSource source, Measures measures, LoadOptions options) {
        this.senders = new Senders(service, source, measures, options);
        this.readers = new Readers(service, measures, options);
        this.deciders = new Deciders(service, measures, options);
        this.probe = new FreshnessProbe(service, measures);
    }

    void start() {
        senders.start();
        readers.start();
        deciders.start();
        Thread.ofPlatform().daemon().name("probe").start(probe);
    }

    /** Forgets which events are overdue. */
    void beginAnew() {
        senders.beginAnew();
    }

    void stop() throws InterruptedException {
        senders.stop();
        readers.stop();
        deciders.stop();
        probe.stop();
    }
}
