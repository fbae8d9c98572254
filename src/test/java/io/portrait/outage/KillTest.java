package io.portrait.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Invariant 1 against {@code kill -9}: what was acknowledged is never lost and never applied twice, whatever is killed and
 * when, while clients send again what they have no answer for.
 */
@Execution(CONCURRENT)
@Timeout(600)
class KillTest {

    private static final Logger log = LoggerFactory.getLogger(KillTest.class);
    private static final Workload WORKLOAD = new Workload(20_261_124, 40, 20);
    private static final int CLIENTS = 4;
    private static final int KILLS_OF_DATABASE = 10;
    private static final int KILLS_OF_SERVICE = 4;
    private static final int KILLS_OF_BOTH = 2;

    private static List<Outage> outages(Random random) {
        List<Outage> outages = new ArrayList<>();
        outages.addAll(Collections.nCopies(KILLS_OF_DATABASE, Outage.DATABASE));
        outages.addAll(Collections.nCopies(KILLS_OF_SERVICE, Outage.SERVICE));
        outages.addAll(Collections.nCopies(KILLS_OF_BOTH, Outage.BOTH));
        Collections.shuffle(outages, random);
        return outages;
    }

    private static Ledger killUnderLoad(ServiceProcess service, List<Outage> outages, Random random)
            throws InterruptedException {
        try (Load load = new Load(WORKLOAD, CLIENTS, List.of(service.api()))) {
            for (Outage outage : outages) {
                long millis = outage.strikeUnder(load, service, random);
                log.info("killed {}: answered again after {} ms", outage, millis);
            }
            load.awaitAnswers(5);
            return load.finish();
        }
    }

    @Test
    void nothingAcknowledgedIsLostOrAppliedTwiceAndProfilesAreThoseOfAnUndisturbedRun(@TempDir Path directory)
            throws IOException, InterruptedException {
        Random random = new Random(WORKLOAD.seed());
        try (ServiceProcess service = new ServiceProcess(directory.resolve("killed")).start()) {
            service.api().putItems(Workload.ITEMS);
            Ledger ledger = killUnderLoad(service, outages(random), random);
            log.info("{} events were acknowledged", ledger.events());
            assertThat(Audit.faults(service.api(), ledger)).isEmpty();

            Map<String, String> rows = ProfileRows.stored(ProfileRows.connect(service.data()));
            service.kill();
            service.start("--portrait.profiles.rebuild=true");
            assertThat(Audit.faults(service.api(), ledger)).isEmpty();
            assertThat(ProfileRows.stored(ProfileRows.connect(service.data()))).isEqualTo(rows);

            var profiles = ProfileRows.withoutModels(
                    service.api(), ledger.messagesByUser().keySet());
            assertThat(Undisturbed.profiles(ledger, directory.resolve("undisturbed")))
                    .isEqualTo(profiles);
        }
    }

    /** The same kills and the same audit, on a service that is less careful. */
    @ParameterizedTest
    @CsvSource({"NO_DEDUPLICATION, are in the journal twice", "ASYNCHRONOUS_COMMIT, acknowledged messages are lost"})
    void aServiceThatLeavesASafeguardOutIsCaught(String carelessness, String fault, @TempDir Path directory)
            throws IOException, InterruptedException {
        Random random = new Random(WORKLOAD.seed());
        // Without the pauses of a real one, PostgreSQL would soon write by itself what it was not told to.
        try (ServiceProcess service = new ServiceProcess(
                        directory.resolve("careless"),
                        Program.trained()
                                .ofMain(Mutant.MAIN, Mutant.classes(directory), "-Dcarelessness=" + carelessness),
                        "--portrait.database.settings.wal_writer_delay=10s",
                        "--portrait.database.settings.wal_writer_flush_after=1GB")
                .start()) {
            service.api().putItems(Workload.ITEMS);
            Ledger ledger = killUnderLoad(service, List.of(Outage.DATABASE, Outage.DATABASE), random);
            assertThat(service.log()).contains("Careless: ");
            assertThat(Audit.faults(service.api(), ledger)).anyMatch(found -> found.contains(fault));
        }
    }
}
