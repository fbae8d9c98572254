package io.portrait.platform;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The embedded PostgreSQL, used where no {@code spring.datasource.url} is set.
 *
 * @param directory where it keeps its data; survives restarts
 * @param startTimeout how long a start may take, crash recovery included
 * @param settings server settings that override Portrait's own, by their PostgreSQL names
 */
@ConfigurationProperties("portrait.database")
record DatabaseProperties(
        @DefaultValue("${PORTRAIT_DATA_DIR:${user.home}/.portrait/main}")
        Path directory,

        @DefaultValue("2m") Duration startTimeout,
        @DefaultValue Map<String, String> settings) {}
