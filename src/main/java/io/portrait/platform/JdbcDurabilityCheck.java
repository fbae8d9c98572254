package io.portrait.platform;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** A warning at start-up if the database does not write commits to disk, so that accepted events could be lost. */
@Component
class JdbcDurabilityCheck {

    private static final Logger log = LoggerFactory.getLogger(JdbcDurabilityCheck.class);

    private static final String OFF = """
            SELECT name FROM pg_settings WHERE name IN ('fsync', 'full_page_writes') AND setting = 'off' ORDER BY name
            """;

    private final JdbcTemplate jdbc;

    JdbcDurabilityCheck(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @EventListener(ApplicationReadyEvent.class)
    void warn() {
        List<String> off = jdbc.query(OFF, (row, index) -> row.getString(1));
        if (!off.isEmpty()) {
            log.warn(
                    "The database has {} = off: a crash of its machine may lose accepted events or all data."
                            + " Set it to on in postgresql.conf and reload",
                    String.join(", ", off));
        }
    }
}
