package io.portrait.platform;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Warns of an external database whose commits do not reach the disk: {@code accepted} would promise too much there. */
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
                    "The database has {} = off: when its machine crashes, accepted events may be lost, or all of it."
                            + " Set it to on in postgresql.conf and reload",
                    String.join(", ", off));
        }
    }
}
