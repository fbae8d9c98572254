package io.portrait.platform;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The embedded PostgreSQL, used where no {@code spring.datasource.url} is set.
 *
 * @param directory where it keeps its data; survives restarts
 * @param startTimeout how long a start may take, crash recovery included
 * @param minFreeSpace new events are refused while the disk has less left: enough for what is queued and for the rows and the
 *     log of what was accepted; PostgreSQL stops when it cannot write its log
 * @param settings server settings that override Portrait's own, by their PostgreSQL names
 */
@ConfigurationProperties("portrait.database")
record EmbeddedDatabaseProperties(
        @DefaultValue("${PORTRAIT_DATA_DIR:${user.home}/.portrait/main}")
        Path directory,

        @DefaultValue("2m") Duration startTimeout,
        @DefaultValue("512MB") DataSize minFreeSpace,
        @DefaultValue Map<String, String> settings) {}
