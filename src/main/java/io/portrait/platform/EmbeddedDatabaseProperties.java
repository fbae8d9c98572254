package io.portrait.platform;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of the embedded PostgreSQL, which is used if {@code spring.datasource.url} is not set.
 *
 * @param directory its data directory, which survives restarts
 * @param startTimeout longest duration of a start, including crash recovery
 * @param minFreeSpace free disk space below which new events are rejected with 503; it must hold the queued events and the
 *     profile rows and write-ahead log of accepted events, because PostgreSQL stops when it cannot write its log
 * @param settings server settings that override Portrait's own, by their PostgreSQL names
 */
@ConfigurationProperties("portrait.database")
record EmbeddedDatabaseProperties(
        @DefaultValue("${PORTRAIT_DATA_DIR:${user.home}/.portrait/main}")
        Path directory,

        @DefaultValue("2m") Duration startTimeout,
        @DefaultValue("512MB") DataSize minFreeSpace,
        @DefaultValue Map<String, String> settings) {}
