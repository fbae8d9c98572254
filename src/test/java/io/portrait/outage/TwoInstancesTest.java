package io.portrait.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import io.portrait.outage.ServiceClient.ClientKeys;
import io.portrait.support.TestTimeouts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/** Invariant 1 (src/docs/invariants.md) for two instances on one database; each takes over the work of a killed one. */
@Tag("outage")
@Execution(CONCURRENT)
@Timeout(TestTimeouts.PROCESSES_SECONDS)
class TwoInstancesTest {

    private static final Logger log = LoggerFactory.getLogger(TwoInstancesTest.class);
    private static final Workload WORKLOAD = new Workload(20_261_125, 40, 20);
    private static final int CLIENTS = 4;

    /** Enough for events in each shard. */
    private static final int PROBES = 40;

    private static final String UNAPPLIED = """
            SELECT count(*) FROM journal j JOIN projection_offset d ON d.shard = j.shard AND j.position > d.position
            """;

    private final ClusterDatabase database = new ClusterDatabase();

    @Test
    void eventsAreAppliedExactlyOnceWhileOneOfTwoInstancesIsKilledAndRestarted(@TempDir Path directory)
            throws IOException, InterruptedException {
        try (ServiceProcess one = database.instance(directory.resolve("one")).start()) {
            ClientKeys keys = ClusterDatabase.createKeys(one);
            one.withKeys(keys).api().putItems(Workload.ITEMS);
            try (ServiceProcess two =
                    database.instance(directory.resolve("two")).withKeys(keys).start()) {
                DeliveryLog deliveryLog = killOneUnderLoad(one, two);
                assertThat(DeliveryCheck.faults(two.api(), deliveryLog)).isEmpty();

                Map<String, String> rows = StoredProfiles.stored(database.connect());
                one.kill();
                two.kill();
                two.start("--portrait.profiles.rebuild=true");
                assertThat(DeliveryCheck.faults(two.api(), deliveryLog)).isEmpty();
                assertThat(StoredProfiles.stored(database.connect())).isEqualTo(rows);

                assertThat(ReferenceRun.profiles(deliveryLog, directory.resolve("undisturbed")))
                        .isEqualTo(StoredProfiles.withoutModels(
                                two.api(), deliveryLog.messagesByUser().keySet()));
            }
        }
    }

    private static DeliveryLog killOneUnderLoad(ServiceProcess one, ServiceProcess two) throws IOException {
        try (ClientLoad load = new ClientLoad(WORKLOAD, CLIENTS, List.of(one.api(), two.api()))) {
            load.awaitSuccesses(50);
            one.kill();
            assertAllShardsProgress(two);
            load.awaitSuccesses(50);
            one.start();
            load.awaitSuccesses(50);
            return load.finish();
        }
    }

    /** Checks that events of all shards are projected within the timeout of {@code Prefer: wait}; otherwise the status is 202. */
    private static void assertAllShardsProgress(ServiceProcess survivor) throws IOException {
        String probes = IntStream.range(0, PROBES)
                .mapToObj(i -> "{\"userId\":\"probe-%d\",\"messageId\":\"1\",\"type\":\"view\"}".formatted(i))
                .collect(Collectors.joining(",", "{\"events\":[", "]}"));
        long from = System.nanoTime();
        assertThat(survivor.api().postEventsAndWait(probes).status()).isEqualTo(200);
        log.info("the other instance has taken over after {} ms", (System.nanoTime() - from) / 1_000_000);
    }

    @Test
    void anInstanceThatIsStoppedHasAppliedWhatItAcknowledged(@TempDir Path directory) throws IOException {
        try (ServiceProcess service =
                database.instance(directory.resolve("stopped")).start()) {
            service.withKeys(ClusterDatabase.createKeys(service)).api().putItems(Workload.ITEMS);
            try (ClientLoad load = new ClientLoad(WORKLOAD, CLIENTS, List.of(service.api()))) {
                load.awaitSuccesses(100);
                int exitCode = service.terminate();
                assertThat(exitCode).isEqualTo(128 + 15);
                assertThat(unapplied(database.connect())).isZero();
                assertThat(service.log()).doesNotContain("ERROR");
            }
        }
    }

    private static long unapplied(JdbcTemplate database) {
        return Objects.requireNonNull(database.queryForObject(UNAPPLIED, Long.class));
    }
}
