package io.portrait.platform;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * A warning at start-up if the service connects to the database as a superuser. It needs no such right, and with it a flaw in a
 * statement would become the execution of programs on the database's machine.
 */
@Component
class JdbcRoleCheck {

    private static final Logger log = LoggerFactory.getLogger(JdbcRoleCheck.class);

    private static final String IS_SUPERUSER = "SELECT rolsuper FROM pg_roles WHERE rolname = current_user";

    private final JdbcTemplate jdbc;

    JdbcRoleCheck(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @EventListener(ApplicationReadyEvent.class)
    void warn() {
        if (Boolean.TRUE.equals(jdbc.queryForObject(IS_SUPERUSER, Boolean.class))) {
            log.warn(
                    "The service connects to the database as a superuser, which it does not need. Create a role for it that"
                            + " owns its database, and set it in SPRING_DATASOURCE_USERNAME (src/docs/operation.md)");
        }
    }
}
