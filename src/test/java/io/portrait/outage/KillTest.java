package io.portrait.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import io.portrait.support.TestTimeouts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Invariant 1 (src/docs/invariants.md) under {@code kill -9} of the service and its database: acknowledged events are never lost
 * and never projected twice, while clients repeat requests without a response.
 */
@Tag("outage")
@Execution(CONCURRENT)
@Timeout(TestTimeouts.PROCESSES_SECONDS)
class KillTest {

    private static final Logger log = LoggerFactory.getLogger(KillTest.class);
    private static final Workload WORKLOAD = new Workload(20_261_124, 40, 20);
    private static final int CLIENTS = 4;
    private static final int KILLS_OF_DATABASE = 10;
    private static final int KILLS_OF_SERVICE = 4;
    private static final int KILLS_OF_BOTH = 2;

    private static List<KilledProcess> shuffledKills(Random random) {
        List<KilledProcess> kills = new ArrayList<>();
        kills.addAll(Collections.nCopies(KILLS_OF_DATABASE, KilledProcess.DATABASE));
        kills.addAll(Collections.nCopies(KILLS_OF_SERVICE, KilledProcess.SERVICE));
        kills.addAll(Collections.nCopies(KILLS_OF_BOTH, KilledProcess.BOTH));
        Collections.shuffle(kills, random);
        return kills;
    }

    private static DeliveryLog killUnderLoad(ServiceProcess service, List<KilledProcess> kills, Random random)
            throws InterruptedException {
        try (ClientLoad load = new ClientLoad(WORKLOAD, CLIENTS, List.of(service.api()))) {
            for (KilledProcess killed : kills) {
                long millis = killed.killUnder(load, service, random);
                log.info("killed {}: answered again after {} ms", killed, millis);
            }
            load.awaitSuccesses(5);
            return load.finish();
        }
    }

    @Test
    void acknowledgedEventsAreAppliedExactlyOnceAndProfilesEqualAReferenceRun(@TempDir Path directory)
            throws IOException, InterruptedException {
        Random random = new Random(WORKLOAD.seed());
        try (ServiceProcess service = new ServiceProcess(directory.resolve("killed")).start()) {
            service.api().putItems(Workload.ITEMS);
            DeliveryLog deliveryLog = killUnderLoad(service, shuffledKills(random), random);
            log.info("{} events were acknowledged", deliveryLog.events());
            assertThat(DeliveryCheck.faults(service.api(), deliveryLog)).isEmpty();

            Map<String, String> rows = StoredProfiles.stored(StoredProfiles.connect(service.data()));
            service.kill();
            service.start("--portrait.profiles.rebuild=true");
            assertThat(DeliveryCheck.faults(service.api(), deliveryLog)).isEmpty();
            assertThat(StoredProfiles.stored(StoredProfiles.connect(service.data())))
                    .isEqualTo(rows);

            var profiles = StoredProfiles.withoutModels(
                    service.api(), deliveryLog.messagesByUser().keySet());
            assertThat(ReferenceRun.profiles(deliveryLog, directory.resolve("undisturbed")))
                    .isEqualTo(profiles);
        }
    }

    /** The kills and checks of this test find the faults of a service that lacks a safeguard. */
    @ParameterizedTest
    @CsvSource({"NO_DEDUPLICATION, are in the journal twice", "ASYNCHRONOUS_COMMIT, acknowledged messages are lost"})
    void aServiceWithoutASafeguardIsCaught(String mutant, String fault, @TempDir Path directory)
            throws IOException, InterruptedException {
        Random random = new Random(WORKLOAD.seed());
        // Rare background writes, so that PostgreSQL does not flush unsynchronized commits by itself.
        try (ServiceProcess service = new ServiceProcess(
                        directory.resolve("mutant"),
                        ServiceProgram.trained()
                                .withMainClass(
                                        MutantClasses.MAIN,
                                        MutantClasses.classes(directory),
                                        "-DdisabledSafeguard=" + mutant),
                        "--portrait.database.settings.wal_writer_delay=10s",
                        "--portrait.database.settings.wal_writer_flush_after=1GB")
                .start()) {
            service.api().putItems(Workload.ITEMS);
            DeliveryLog deliveryLog =
                    killUnderLoad(service, List.of(KilledProcess.DATABASE, KilledProcess.DATABASE), random);
            assertThat(service.log()).contains("Altered: ");
            assertThat(DeliveryCheck.faults(service.api(), deliveryLog)).anyMatch(found -> found.contains(fault));
        }
    }
}
