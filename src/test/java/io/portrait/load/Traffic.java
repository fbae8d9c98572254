package io.portrait.load;

/** All clients of a load run, which work at the same time. For one use. */
final class Traffic {

    private final EventSenders senders;
    private final ProfileReadClients readers;
    private final DecisionClients deciders;
    private final FreshnessProbe probe;
    private final RecommendationFreshnessProbe recommendationProbe;

    Traffic(LoadClient service, EventSource source, LoadMetrics metrics, LoadOptions options, int rate) {
        this.senders = new EventSenders(service, source, metrics, options, rate);
        this.readers = new ProfileReadClients(service, metrics, options);
        this.deciders = new DecisionClients(service, metrics, options);
        this.probe = new FreshnessProbe(service, metrics);
        this.recommendationProbe = new RecommendationFreshnessProbe(service, metrics);
    }

    void start() {
        senders.start();
        readers.start();
        deciders.start();
        Thread.ofPlatform().daemon().name("probe").start(probe);
        Thread.ofPlatform().daemon().name("list-probe").start(recommendationProbe);
    }

    /** Discards overdue events. */
    void restartSchedule() {
        senders.restartSchedule();
    }

    void stop() throws InterruptedException {
        senders.stop();
        readers.stop();
        deciders.stop();
        probe.stop();
        recommendationProbe.stop();
    }
}
