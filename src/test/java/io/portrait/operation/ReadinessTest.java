package io.portrait.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.support.ApiClient;
import io.portrait.support.PortraitTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** The readiness endpoint for load balancers: ready means that the service can accept events. */
@PortraitTest
class ReadinessTest {

    @Autowired
    private ApiClient api;

    @Autowired
    private JdbcTemplate jdbc;

    private int readiness() {
        return api.get("", "/actuator/health/readiness").status();
    }

    @Test
    void isLostWhenTheSchemaVersionIsMissing() {
        assertThat(readiness()).isEqualTo(200);
        String newest = "(SELECT max(installed_rank) FROM flyway_schema_history)";
        jdbc.update("UPDATE flyway_schema_history SET success = false WHERE installed_rank = " + newest);
        try {
            assertThat(readiness()).isEqualTo(503);
        } finally {
            jdbc.update("UPDATE flyway_schema_history SET success = true WHERE installed_rank = " + newest);
        }
        assertThat(readiness()).isEqualTo(200);
    }

    @Test
    void doesNotExposeDetails() {
        assertThat(api.get("", "/actuator/health/readiness").text()).isEqualTo("{\"status\":\"UP\"}");
    }
}
