package io.portrait.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portrait.support.TestDatabase;
import java.util.Objects;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** A server that is too old is rejected before anything is written to it. */
@Tag("service")
class CheckedMigrationStrategyTest {

    private final Flyway flyway = Flyway.configure()
            .dataSource(TestDatabase.connect(TestDatabase.createEmpty()).getDataSource())
            .load();

    @Test
    void aTooOldServerIsRejectedWithTheActionToTakeAndNotChanged() {
        assertThatThrownBy(() -> new JdbcCheckedMigrationStrategy(99).migrate(flyway))
                .isInstanceOfSatisfying(UnsupportedDatabaseException.class, refused -> {
                    FailureAnalysis analysis = Objects.requireNonNull(
                            new UnsupportedDatabaseAnalyzer().analyze(new IllegalStateException(refused)));
                    assertThat(analysis.getDescription()).contains("Portrait needs 99 or later");
                    assertThat(analysis.getAction()).contains("Upgrade the server");
                });
        assertThat(flyway.info().applied()).isEmpty();
    }

    @Test
    void aSupportedServerIsMigrated() {
        new JdbcCheckedMigrationStrategy(JdbcCheckedMigrationStrategy.OLDEST_POSTGRESQL).migrate(flyway);
        assertThat(flyway.info().pending()).isEmpty();
    }
}
