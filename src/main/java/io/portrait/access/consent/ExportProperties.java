package io.portrait.access.consent;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of the exports of personal data. An export is written to a temporary file and then sent. The file belongs to the
 * service's user alone and has no name, so nothing remains of it when the service ends.
 *
 * @param concurrent maximum number of exports that read the database at the same time; each has a connection of a pool of its own
 * @param maxFiles maximum number of exports that are written or sent at the same time
 * @param maxSize maximum size of one export
 * @param minFreeSpace free space that exports leave on the disk of their directory
 * @param directory directory of the files; unset: the one of temporary files
 * @param statements statements of the owner that every export has: who the owner is and how to reach them, further recipients, transfers to other countries
 */
@ConfigurationProperties("portrait.exports")
public record ExportProperties(
        @DefaultValue("2") int concurrent,
        @DefaultValue("8") int maxFiles,
        @DefaultValue("1GB") DataSize maxSize,
        @DefaultValue("256MB") DataSize minFreeSpace,
        @Nullable Path directory,
        @DefaultValue List<String> statements) {}
