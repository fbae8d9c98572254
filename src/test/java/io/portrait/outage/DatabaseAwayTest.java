package io.portrait.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import io.portrait.support.PostgresProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Without its database the service acknowledges nothing, and it needs no restart when the database is back. */
@Execution(CONCURRENT)
@Timeout(600)
class DatabaseAwayTest {

    private static final Workload WORKLOAD = new Workload(20_261_126, 40, 20);
    private static final Duration AWAY = Duration.ofSeconds(10);

    /** What was committed just before may still be answered. */
    private static final Duration LAST_ANSWERS = Duration.ofMillis(500);

    /** How a database is away. */
    enum Absence {
        /** It keeps its connections and is silent. */
        FROZEN {
            @Override
            Runnable begin(ServiceProcess service) {
                PostgresProcesses database = service.database();
                database.freeze();
                return database::thaw;
            }
        },

        /** It is dead, and cannot be started. */
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

        /** Returns what ends it. */
        abstract Runnable begin(ServiceProcess service) throws IOException;
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsAcknowledgedInTenSecondsWithoutItAndAllGoesOnAfterwards(Absence absence, @TempDir Path directory)
            throws IOException, InterruptedException {
        try (ServiceProcess service = new ServiceProcess(directory.resolve("away")).start()) {
            service.api().putItems(Workload.ITEMS);
            try (Load load = new Load(WORKLOAD, 4, List.of(service.api()))) {
                load.awaitAnswers(20);
                Runnable end = absence.begin(service);
                Thread.sleep(LAST_ANSWERS);
                long answers = load.ledger().answers();
                Thread.sleep(AWAY);
                assertThat(load.ledger().answers()).isEqualTo(answers);
                assertThat(service.api().status("/actuator/health/readiness")).isEqualTo(503);
                end.run();
                load.awaitAnswers(20);
                assertThat(Audit.faults(service.api(), load.finish())).isEmpty();
            }
        }
    }
}
