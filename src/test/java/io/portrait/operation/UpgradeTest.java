package io.portrait.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portrait.ingest.Shard;
import io.portrait.kernel.UserId;
import io.portrait.support.ConcurrentTest;
import io.portrait.support.ManualClock;
import io.portrait.support.ServiceInstance;
import io.portrait.support.TestDatabase;
import java.time.Instant;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.core.JdbcTemplate;

/** A start on the database of an earlier program: its entries are projected and recognized as duplicates. */
@Tag("service")
@ConcurrentTest
class UpgradeTest {

    /** The last migration of the baseline. */
    private static final String BASELINE = "8";

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    /** Rows as a program of the baseline schema wrote them: an item, and 40 events of four users about it that were not projected. */
    private static final String DATA = """
            INSERT INTO item VALUES ('mug', 1, '2026-11-01T00:00:00Z');
            INSERT INTO item_revision VALUES ('mug', 1, false, '2026-11-01T00:00:00Z', '{kitchen}', 'Acme', 7.95,
                '{"id":"mug","title":"A mug","categories":["kitchen"],"brand":"Acme","price":7.95,"attributes":{}}');
            INSERT INTO topic VALUES ('kitchen', '2026-11-01T00:00:00Z');
            CREATE TABLE journal_2026_11 PARTITION OF journal FOR VALUES FROM ('2026-11-01T00:00:00Z') TO ('2026-12-01T00:00:00Z');
            CREATE UNIQUE INDEX journal_2026_11_message ON journal_2026_11 (user_id, message_id);
            CREATE INDEX journal_2026_11_position ON journal_2026_11 (shard, position);
            INSERT INTO journal (user_id, message_id, position, shard, received_at, epoch, happened_at, event_type, item_id, item_revision)
            SELECT 'u-' || i % 4, 'm-' || i, i, 0, '2026-11-20T11:00:00Z', 0, '2026-11-20T11:00:00Z', 9, 'mug', 1
            FROM generate_series(1, 40) i;
            UPDATE journal_head SET position = 40;
            """;

    private final JdbcConnectionDetails database = TestDatabase.createEmpty();

    private void createBaselineDatabase() {
        JdbcTemplate jdbc = TestDatabase.connect(database);
        Flyway.configure()
                .dataSource(jdbc.getDataSource())
                .target(BASELINE)
                .load()
                .migrate();
        jdbc.execute(DATA);
        for (String user : List.of("u-0", "u-1", "u-2", "u-3")) {
            jdbc.update("UPDATE journal SET shard = ? WHERE user_id = ?", Shard.of(new UserId(user)), user);
        }
    }

    @Test
    void entriesOfAnEarlierProgramAreProjected() {
        createBaselineDatabase();
        try (ServiceInstance instance = ServiceInstance.start(database, new ManualClock(NOON))) {
            await().untilAsserted(() -> assertThat(
                            instance.api().profile("u-1").path("eventsSeen").asInt())
                    .isEqualTo(10));
            assertThat(instance.api().profile("u-1").at("/interests/0/topic").asString())
                    .isEqualTo("kitchen");
            assertThat(instance.api()
                            .get("dev-internal", "/v1/profiles/u-1/events")
                            .json()
                            .path("events")
                            .size())
                    .isEqualTo(10);
            assertThat(instance.api().get("dev-internal", "/v1/items/mug").text())
                    .contains("A mug");
        }
    }

    @Test
    void anEventOfAnEarlierProgramIsStillADuplicate() {
        createBaselineDatabase();
        try (ServiceInstance instance = ServiceInstance.start(database, new ManualClock(NOON))) {
            assertThat(instance.api().postEvents("""
                                    {"events":[{"userId":"u-1","messageId":"m-1","type":"like","item":"mug"}]}""").json().path("duplicates").asInt())
                    .isEqualTo(1);
        }
    }
}
