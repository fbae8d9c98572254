package io.portrait.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import io.portrait.support.PostgresProcesses;
import io.portrait.support.TestTimeouts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Without its database the service acknowledges nothing; it needs no restart when the database is back. */
@Tag("outage")
@Execution(CONCURRENT)
@Timeout(TestTimeouts.PROCESSES_SECONDS)
class DatabaseOutageTest {

    private static final Workload WORKLOAD = new Workload(20_261_126, 40, 20);
    private static final Duration OUTAGE = Duration.ofSeconds(10);

    /** The time in which requests that were committed before the outage are still answered. */
    private static final Duration IN_FLIGHT_RESPONSES = Duration.ofMillis(500);

    /** A kind of database outage. */
    enum DatabaseFailure {
        /** The server keeps its connections but does not answer. */
        FROZEN {
            @Override
            Runnable begin(ServiceProcess service) {
                PostgresProcesses database = service.database();
                database.freeze();
                return database::thaw;
            }
        },

        /** The server is dead and cannot be restarted. */
        DEAD {
            @Override
            Runnable begin(ServiceProcess service) throws IOException {
                Path control = service.data().resolve("global/pg_control");
                Path away = control.resolveSibling("pg_control.away");
                Files.move(control, away);
                service.database().kill();
                return () -> {
                    boolean back = away.toFile().renameTo(control.toFile());
                    assertThat(back).isTrue();
                };
            }
        };

        /** Begins the outage; the returned action ends it. */
        abstract Runnable begin(ServiceProcess service) throws IOException;
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsAcknowledgedDuringTheOutageAndServiceResumesAfterwards(
            DatabaseFailure failure, @TempDir Path directory) throws IOException, InterruptedException {
        try (ServiceProcess service = new ServiceProcess(directory.resolve("away")).start()) {
            service.api().putItems(Workload.ITEMS);
            try (ClientLoad clients = new ClientLoad(WORKLOAD, 4, List.of(service.api()))) {
                clients.awaitSuccesses(20);
                Runnable end = failure.begin(service);
                Thread.sleep(IN_FLIGHT_RESPONSES);
                long successes = clients.deliveryLog().successes();
                Thread.sleep(OUTAGE);
                assertThat(clients.deliveryLog().successes()).isEqualTo(successes);
                assertThat(service.api().status("/actuator/health/readiness")).isEqualTo(503);
                end.run();
                clients.awaitSuccesses(20);
                assertThat(DeliveryCheck.faults(service.api(), clients.finish()))
                        .isEmpty();
            }
        }
    }
}
