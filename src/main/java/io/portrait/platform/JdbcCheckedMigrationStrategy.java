package io.portrait.platform;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Objects;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Component;

/**
 * A migration that first checks the server version and the schema version. Without the check Flyway continues silently if the
 * schema is newer than the program, and an old PostgreSQL fails at the first statement that it does not support.
 */
@Component
class JdbcCheckedMigrationStrategy implements FlywayMigrationStrategy {

    static final int OLDEST_POSTGRESQL = 15;

    private final int oldestPostgreSql;

    JdbcCheckedMigrationStrategy() {
        this(OLDEST_POSTGRESQL);
    }

    JdbcCheckedMigrationStrategy(int oldestPostgreSql) {
        this.oldestPostgreSql = oldestPostgreSql;
    }

    @Override
    public void migrate(Flyway flyway) {
        requireNewEnoughServer(flyway);
        requireKnownSchema(flyway);
        flyway.migrate();
    }

    private void requireNewEnoughServer(Flyway flyway) {
        Connection connection = DataSourceUtils.getConnection(
                Objects.requireNonNull(flyway.getConfiguration().getDataSource()));
        try {
            int version = connection.getMetaData().getDatabaseMajorVersion();
            if (version < oldestPostgreSql) {
                throw new UnsupportedDatabaseException(
                        "The database is PostgreSQL %d; Portrait needs %d or later."
                                .formatted(version, oldestPostgreSql),
                        "Upgrade the server (pg_upgrade, or pg_dump and pg_restore into a newer one), or set another"
                                + " one in SPRING_DATASOURCE_URL.");
            }
        } catch (SQLException e) {
            throw new IllegalStateException("cannot read the version of the database", e);
        } finally {
            DataSourceUtils.releaseConnection(
                    connection, flyway.getConfiguration().getDataSource());
        }
    }

    private static void requireKnownSchema(Flyway flyway) {
        Arrays.stream(flyway.info().applied())
                .filter(migration -> migration.getState().isApplied()
                        && !migration.getState().isResolved())
                .map(MigrationInfo::getVersion)
                .filter(Objects::nonNull)
                .max(MigrationVersion::compareTo)
                .ifPresent(newest -> {
                    throw new UnsupportedDatabaseException(
                            "The database's schema has version %s, which this program does not know: a newer Portrait has run on it."
                                    .formatted(newest),
                            "Start that newer version, or restore the backup that was made before the upgrade; migrations"
                                    + " cannot be undone.");
                });
    }
}
