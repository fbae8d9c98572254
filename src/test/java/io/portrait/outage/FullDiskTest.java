package io.portrait.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import io.portrait.outage.ServiceClient.ClientResponse;
import io.portrait.support.TestTimeouts;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;

/** The service on a full disk: a file system in memory. Mounting it needs root; otherwise the test is skipped. */
@Tag("outage")
@Execution(CONCURRENT)
@Timeout(TestTimeouts.PROCESSES_SECONDS)
class FullDiskTest {

    private static final Workload WORKLOAD = new Workload(20_261_127, 40, 20);
    private static final String ONE_EVENT = WORKLOAD.batch(99, 0).body();
    private static final int MIB = 1 << 20;

    @TempDir
    private Path disk;

    @BeforeEach
    void mount() throws IOException, InterruptedException {
        assumeThat(run("mount", "-t", "tmpfs", "-o", "size=400m", "tmpfs", disk.toString()))
                .as("mounting a file system needs root")
                .isZero();
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        run("umount", "--lazy", disk.toString());
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
    }

    @Test
    void belowTheReserveNewEventsAreThrottledWithoutDamage() throws IOException, InterruptedException {
        try (ServiceProcess service = service("128MB").start()) {
            try (ClientLoad clients = new ClientLoad(WORKLOAD, 4, List.of(service.api()))) {
                clients.awaitSuccesses(20);
                Path filling = fill(64);
                await().until(() -> service.api().postEvents(ONE_EVENT).status() == 503);
                ClientResponse rejected = service.api().postEvents(ONE_EVENT);
                assertThat(rejected.json().path("code").asString()).isEqualTo("storage-full");
                assertThat(rejected.hasRetryAfter()).isTrue();
                await().until(() -> service.api().status("/v1/profiles/user-1") == 200);
                Files.delete(filling);
                clients.awaitSuccesses(20);
                assertThat(DeliveryCheck.faults(service.api(), clients.finish()))
                        .isEmpty();
            }
        }
    }

    /** Another process fills the disk faster than the reserve can help. PostgreSQL may die. */
    @Test
    void onAFullDiskNothingIsAcknowledgedAndServiceResumesWhenSpaceIsFreed() throws IOException, InterruptedException {
        try (ServiceProcess service = service("1MB").start()) {
            try (ClientLoad clients = new ClientLoad(WORKLOAD, 4, List.of(service.api()))) {
                clients.awaitSuccesses(20);
                Path filling = fill(0);
                awaitSilence(clients);
                Files.delete(filling);
                clients.awaitSuccesses(20);
                assertThat(DeliveryCheck.faults(service.api(), clients.finish()))
                        .isEmpty();
            }
        }
    }

    /** PostgreSQL continues for a while in files that it has already. */
    private static void awaitSilence(ClientLoad clients) {
        await().atMost(TestTimeouts.STATE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> System.nanoTime() - clients.deliveryLog().lastSuccessNanos()
                        > Duration.ofSeconds(5).toNanos());
    }

    private ServiceProcess service(String reserve) {
        return new ServiceProcess(
                disk.resolve("service"),
                "--portrait.database.min-free-space=" + reserve,
                "--portrait.database.settings.max_wal_size=64MB",
                "--portrait.database.settings.min_wal_size=32MB");
    }

    /** Fills the disk up to some MiB; returns the file. */
    private Path fill(int freeMebibytes) throws IOException {
        Path filling = disk.resolve("filling");
        byte[] block = new byte[64 * 1024];
        Arrays.fill(block, (byte) 1);
        try (OutputStream out = Files.newOutputStream(filling)) {
            while (disk.toFile().getUsableSpace() > (long) freeMebibytes * MIB) {
                out.write(block);
            }
        } catch (IOException e) {
            assertThat(freeMebibytes).as(e.getMessage()).isZero();
        }
        return filling;
    }
}
