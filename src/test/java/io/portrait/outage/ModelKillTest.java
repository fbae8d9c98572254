package io.portrait.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import io.portrait.support.TestTimeouts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.springframework.jdbc.core.JdbcTemplate;

/** Invariant 2 (src/docs/invariants.md) under {@code kill -9}: models learned across kills equal a full replay, bit for bit. */
@Tag("outage")
@Execution(CONCURRENT)
@Timeout(TestTimeouts.PROCESSES_SECONDS)
class ModelKillTest {

    private static final int KILLS = 2;
    private static final String FREQUENT_SNAPSHOTS = "--portrait.models.snapshot-interval=50ms";

    private final Random random = new Random(4);
    private int sentRatings;

    @Test
    void theModelsAfterKillsEqualThoseOfAFullReplay(@TempDir Path directory) throws IOException {
        try (ServiceProcess service = new ServiceProcess(directory.resolve("models"), FREQUENT_SNAPSHOTS).start()) {
            service.api().putItems(Workload.ITEMS);
            for (int kill = 0; kill < KILLS; kill++) {
                postRatings(service, 12);
                service.kill();
                service.start();
            }
            postRatings(service, 3);
            String survived = awaitStored(StoredProfiles.connect(service.data()));

            service.kill();
            StoredProfiles.connect(service.data()).update("DELETE FROM model_snapshot");
            service.start();
            assertThat(awaitStored(StoredProfiles.connect(service.data()))).isEqualTo(survived);
        }
    }

    private void postRatings(ServiceProcess service, int batches) throws IOException {
        for (int i = 0; i < batches; i++) {
            String events = IntStream.range(0, 100).mapToObj(j -> rating()).collect(Collectors.joining(","));
            assertThat(service.api().postEvents("{\"events\":[" + events + "]}").status())
                    .isEqualTo(202);
        }
    }

    private String rating() {
        sentRatings++;
        return """
                {"userId":"u%d","messageId":"r%d","type":"rating","item":"i%d","value":%d}""".formatted(random.nextInt(50), sentRatings, random.nextInt(80), random.nextInt(6));
    }

    /** The checksums of the snapshot, as soon as it includes all events. */
    private String awaitStored(JdbcTemplate database) {
        assertThat(database.queryForObject("SELECT count(*) FROM journal", Integer.class))
                .isEqualTo(sentRatings);
        await().atMost(TestTimeouts.STATE)
                .until(() -> Boolean.TRUE.equals(database.queryForObject(
                        "SELECT max(s.position) = (SELECT max(position) FROM journal) FROM model_snapshot s",
                        Boolean.class)));
        return String.valueOf(database.queryForObject(
                "SELECT string_agg(md5(bytes) || length(bytes), ' ' ORDER BY chunk) FROM model_snapshot_chunk",
                String.class));
    }
}
