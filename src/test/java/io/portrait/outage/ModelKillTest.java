package io.portrait.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.springframework.jdbc.core.JdbcTemplate;

/** Invariant 2 against {@code kill -9}: what is learned across kills is, bit for bit, what the journal says. */
@Execution(CONCURRENT)
@Timeout(600)
class ModelKillTest {

    private static final int KILLS = 2;
    private static final String STORE_OFTEN = "--portrait.ratings.snapshot-every=50ms";

    private final Random random = new Random(4);
    private int sent;

    @Test
    void theModelsAfterKillsEqualThoseOfAFullReplay(@TempDir Path directory) throws IOException {
        try (ServiceProcess service = new ServiceProcess(directory.resolve("ratings"), STORE_OFTEN).start()) {
            service.api().putItems(Workload.ITEMS);
            for (int kill = 0; kill < KILLS; kill++) {
                rate(service, 12);
                service.kill();
                service.start();
            }
            rate(service, 3);
            String survived = awaitStored(StoredProfiles.connect(service.data()));

            service.kill();
            StoredProfiles.connect(service.data())
                    .update("UPDATE rating_snapshot SET fingerprint = NULL, position = 0");
            service.start();
            assertThat(awaitStored(StoredProfiles.connect(service.data()))).isEqualTo(survived);
        }
    }

    private void rate(ServiceProcess service, int batches) throws IOException {
        for (int i = 0; i < batches; i++) {
            String events = IntStream.range(0, 100).mapToObj(j -> rating()).collect(Collectors.joining(","));
            assertThat(service.api().postEvents("{\"events\":[" + events + "]}").status())
                    .isEqualTo(202);
        }
    }

    private String rating() {
        sent++;
        return """
                {"userId":"u%d","messageId":"r%d","type":"rating","item":"i%d","value":%d}""".formatted(random.nextInt(50), sent, random.nextInt(80), random.nextInt(6));
    }

    /** The stored model, once it has all that was sent. */
    private String awaitStored(JdbcTemplate database) {
        assertThat(database.queryForObject("SELECT count(*) FROM journal", Integer.class))
                .isEqualTo(sent);
        await().atMost(Duration.ofMinutes(3))
                .until(() -> Boolean.TRUE.equals(database.queryForObject(
                        "SELECT fingerprint IS NOT NULL AND position = (SELECT max(position) FROM journal) FROM rating_snapshot",
                        Boolean.class)));
        return String.valueOf(database.queryForObject(
                "SELECT string_agg(md5(bytes) || length(bytes), ' ' ORDER BY part) FROM rating_snapshot_part",
                String.class));
    }
}
