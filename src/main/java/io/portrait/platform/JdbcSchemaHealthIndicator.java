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
 * Whether the database still has the schema that it was brought to at the start. Before that nothing answers at all; an older
 * one can only come by a restore beneath the running service, which must then be started again.
 */
@Component("schemaHealthIndicator")
class JdbcSchemaHealthIndicator implements HealthIndicator {

    private static final String HAS_VERSION =
            "SELECT EXISTS (SELECT 1 FROM flyway_schema_history WHERE version = ? AND success)";

    private final JdbcTemplate jdbc;
    private final String version;

    JdbcSchemaHealthIndicator(JdbcTemplate jdbc, Flyway flyway) {
        this.jdbc = jdbc;
        MigrationInfo current = Objects.requireNonNull(flyway.info().current(), "migrated before any bean is made");
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
