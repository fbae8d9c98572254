package io.portrait.outage;

import static org.awaitility.Awaitility.await;

import io.portrait.support.TestTimeouts;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** Several clients that send concurrently. */
final class ClientLoad implements AutoCloseable {

    private static final Duration TIMEOUT = TestTimeouts.STATE;

    private final DeliveryLog deliveryLog;
    private final List<Thread> clients;
    private volatile boolean running = true;

    ClientLoad(Workload workload, int clients, List<ServiceClient> instances) {
        this.deliveryLog = new DeliveryLog();
        this.clients = IntStream.range(0, clients)
                .mapToObj(i -> Thread.ofVirtual()
                        .name("client-" + i)
                        .start(new RetryingClient(i, instances, workload, deliveryLog, () -> running)))
                .toList();
    }

    DeliveryLog deliveryLog() {
        return deliveryLog;
    }

    /** Waits for a number of further successful responses. */
    void awaitSuccesses(int more) {
        long target = deliveryLog.successes() + more;
        await().atMost(TIMEOUT).pollInterval(Duration.ofMillis(5)).until(() -> deliveryLog.successes() >= target);
    }

    /** Lets each client deliver its last batch. */
    DeliveryLog finish() {
        running = false;
        await().atMost(TIMEOUT).until(() -> clients.stream().noneMatch(Thread::isAlive));
        return deliveryLog;
    }

    /** Stops clients that would continue after a failed test. */
    @Override
    public void close() {
        running = false;
        clients.forEach(Thread::interrupt);
    }
}
