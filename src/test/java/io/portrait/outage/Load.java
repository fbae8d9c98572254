package io.portrait.outage;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** Several clients at work at once. */
final class Load implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Ledger ledger;
    private final List<Thread> clients;
    private volatile boolean goesOn = true;

    Load(Workload workload, int clients, List<ServiceApi> instances) {
        this.ledger = new Ledger();
        this.clients = IntStream.range(0, clients)
                .mapToObj(i -> Thread.ofVirtual()
                        .name("client-" + i)
                        .start(new RetryingClient(i, instances, workload, ledger, () -> goesOn)))
                .toList();
    }

    Ledger ledger() {
        return ledger;
    }

    /** Waits until this many more batches are answered well. */
    void awaitAnswers(int more) {
        long wanted = ledger.answers() + more;
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> ledger.answers() >= wanted);
    }

    /** Lets every client deliver what it has begun. */
    Ledger finish() {
        goesOn = false;
        await().atMost(PATIENCE).until(() -> clients.stream().noneMatch(Thread::isAlive));
        return ledger;
    }

    /** Ends clients that would go on after a failed test. */
    @Override
    public void close() {
        goesOn = false;
        clients.forEach(Thread::interrupt);
    }
}
