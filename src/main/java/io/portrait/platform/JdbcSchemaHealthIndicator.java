package io.portrait.platform;

import java.util.Objects;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The health of the schema: whether the database still has the version that the start migrated it to. It can only become older
 * if a backup is restored under the running service, which must then be restarted.
 */
@Component("schemaHealthIndicator")
class JdbcSchemaHealthIndicator implements HealthIndicator {

    private static final String HAS_VERSION =
            "SELECT EXISTS (SELECT 1 FROM flyway_schema_history WHERE version = ? AND success)";

    private final JdbcTemplate jdbc;
    private final String version;

    JdbcSchemaHealthIndicator(JdbcTemplate jdbc, Flyway flyway) {
        this.jdbc = jdbc;
        MigrationInfo current =
                Objects.requireNonNull(flyway.info().current(), "the database is migrated before this bean is created");
        this.version = Objects.requireNonNull(current.getVersion()).toString();
    }

    @Override
    public Health health() {
        @Nullable Boolean isThere = jdbc.queryForObject(HAS_VERSION, Boolean.class, version);
        return (Boolean.TRUE.equals(isThere) ? Health.up() : Health.outOfService())
                .withDetail("version", version)
                .build();
    }
}
