package io.portrait.platform;

import com.sun.management.OperatingSystemMXBean;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real PostgreSQL as a child process, on a data directory that survives restarts. One Portrait owns a directory at a
 * time; a server that an earlier, killed Portrait left running there is stopped first.
 *
 * <p>The library starts its servers for tests, with {@code fsync} off. Portrait promises that an accepted event is on
 * disk, so every setting of that promise is stated here.
 */
final class EmbeddedDatabase implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabase.class);
    private static final long MIB = 1 << 20;
    private static final Duration ORPHAN_PATIENCE = Duration.ofSeconds(20);

    private static final Map<String, String> DURABILITY = Map.of(
            "fsync", "on",
            "synchronous_commit", "on",
            "full_page_writes", "on");

    private static final Map<String, String> SIZE = Map.of(
            "max_connections", "60",
            "shared_buffers", sharedBuffers(),
            "max_wal_size", "8GB",
            "wal_init_zero", "off",
            "checkpoint_timeout", "15min",
            "jit", "off");

    /** An eighth of the machine's memory, or the container's: rows that are written again and again should stay there. */
    private static String sharedBuffers() {
        long memory =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
        return Math.clamp(memory / 8 / MIB, 128, 4_096) + "MB";
    }

    private final FileChannel lockChannel;
    private final EmbeddedPostgres server;

    private EmbeddedDatabase(FileChannel lockChannel, EmbeddedPostgres server) {
        this.lockChannel = lockChannel;
        this.server = server;
    }

    static EmbeddedDatabase start(DatabaseProperties properties) {
        try {
            Path directory = Files.createDirectories(properties.directory().toAbsolutePath());
            FileChannel lockChannel = lock(directory);
            return new EmbeddedDatabase(lockChannel, launch(directory, properties));
        } catch (IOException e) {
            throw new UncheckedIOException("embedded PostgreSQL did not start in " + properties.directory(), e);
        }
    }

    /** Where to connect. */
    String jdbcUrl() {
        return server.getJdbcUrl("postgres", "postgres");
    }

    private static FileChannel lock(Path directory) throws IOException {
        FileChannel channel = FileChannel.open(
                directory.resolve("portrait.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!tryLock(channel)) {
            channel.close();
            throw new DataDirectoryInUseException(directory);
        }
        return channel;
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            @Nullable FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException _) {
            return false;
        }
    }

    private static EmbeddedPostgres launch(Path directory, DatabaseProperties properties) throws IOException {
        Path data = directory.resolve("postgres");
        stopOrphan(data);
        log.info("Starting the embedded PostgreSQL in {}", data);
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setOverrideWorkingDirectory(directory.resolve("binaries").toFile())
                .setRegisterShutdownHook(false)
                .setPGStartupWait(properties.startTimeout());
        SIZE.forEach(builder::setServerConfig);
        properties.settings().forEach(builder::setServerConfig);
        DURABILITY.forEach(builder::setServerConfig);
        return builder.start();
    }

    private static void stopOrphan(Path data) throws IOException {
        Optional<ProcessHandle> orphan = orphan(data.resolve("postmaster.pid"));
        if (orphan.isEmpty()) {
            return;
        }
        log.warn(
                "Stopping PostgreSQL {} that a killed Portrait left in {}",
                orphan.get().pid(),
                data);
        orphan.get().destroy();
        if (!awaitEnd(orphan.get())) {
            orphan.get().destroyForcibly();
            awaitEnd(orphan.get());
        }
    }

    private static Optional<ProcessHandle> orphan(Path pidFile) throws IOException {
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(pidFile);
        return lines.isEmpty()
                ? Optional.empty()
                : ProcessHandle.of(Long.parseLong(lines.getFirst().strip())).filter(EmbeddedDatabase::isPostgres);
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.isAlive()
                && process.info()
                        .command()
                        .map(command -> command.contains("postgres"))
                        .orElse(false);
    }

    private static boolean awaitEnd(ProcessHandle process) {
        try {
            process.onExit().get(ORPHAN_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException _) {
            return false;
        }
    }

    /** Stops the server, then lets the directory go. */
    @Override
    public void close() throws IOException {
        server.close();
        lockChannel.close();
    }
}
