package io.portrait.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portrait.outage.SlowSenders.Attack;
import io.portrait.support.TestTimeouts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * More slow connections than the service has threads, from several addresses, with and without a key. Liveness and events continue
 * to be answered meanwhile.
 */
@Tag("outage")
class SlowConnectionsTest {

    private static final int CONNECTIONS = 201;
    private static final Workload WORKLOAD = new Workload(7, 20, 20);

    /** Fewer threads than connections, so that this test needs fewer connections than a real attack. */
    private static final String[] FEW_THREADS = {
        "--server.tomcat.threads.max=100", "--portrait.connections.slow-after=10m"
    };

    @Test
    void slowBodiesDoNotStopTheOthers(@TempDir Path directory) throws IOException, InterruptedException {
        try (ServiceProcess service = new ServiceProcess(directory.resolve("attacked"), FEW_THREADS).start()) {
            service.api().putItems(Workload.ITEMS);
            List<Attack> attacks = List.of(
                    new Attack("127.0.0.2", service.uri().getPort(), "/v1/events", "dev-write", CONNECTIONS),
                    new Attack("127.0.0.3", service.uri().getPort(), "/v1/keys", "", CONNECTIONS));
            try (SlowSenders attackers = new SlowSenders(attacks, Duration.ofSeconds(1));
                    ClientLoad clients = new ClientLoad(WORKLOAD, 4, List.of(service.api()))) {
                await().atMost(TestTimeouts.STATE).until(() -> attackers.opened() >= 2 * CONNECTIONS);
                for (int round = 0; round < 10; round++) {
                    clients.awaitSuccesses(20);
                    assertThat(service.api().status("/actuator/health/liveness"))
                            .isEqualTo(200);
                }
                assertThat(DeliveryCheck.faults(service.api(), clients.finish()))
                        .isEmpty();
            }
        }
    }
}
