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
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.unit.DataSize;

/**
 * A PostgreSQL server as a child process, for demos and development. Its data directory survives restarts and belongs to one
 * Portrait process at a time. A server that a killed process left running in it is stopped first.
 *
 * <p>The library starts servers for tests, with {@code fsync} off. Accepted events must be on disk, so all settings that this
 * depends on are set here.
 */
final class EmbeddedDatabase implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabase.class);
    private static final long MIB = 1 << 20;
    private static final String DATA = "postgres";

    /** The lock file of the library. The library deletes it only when it stops the server, which it would wait 5 s for only. */
    private static final String LIBRARY_LOCK = "epg-lock";

    private static final Map<String, String> DURABILITY = Map.of(
            "fsync", "on",
            "synchronous_commit", "on",
            "full_page_writes", "on");

    /**
     * There is no socket file, because after a crash its lock would block the next start, and no client uses it. The write-ahead
     * log has no other readers ({@code wal_level}), so the server lets the system drop full log files from the page cache.
     */
    private static final Map<String, String> DEFAULTS = Map.of(
            "unix_socket_directories", "",
            "max_connections", "60",
            "shared_buffers", sharedBuffers(),
            "log_error_verbosity", "terse", // a message about a rejected row would contain user ids
            "wal_level", "minimal",
            "max_wal_senders", "0",
            "wal_init_zero", "off",
            "checkpoint_timeout", "15min",
            "jit", "off");

    private static final DataSize MIN_WAL_SIZE = DataSize.ofMegabytes(128);
    private static final DataSize MAX_WAL_SIZE = DataSize.ofGigabytes(8);

    private final Path dataDirectory;
    private final FileChannel lockChannel;
    private final String jdbcUrl;
    private final Postmaster postmaster;
    private final PostgresSupervisor supervisor;

    private EmbeddedDatabase(
            Path dataDirectory,
            FileChannel lockChannel,
            String jdbcUrl,
            Postmaster postmaster,
            PostgresSupervisor supervisor) {
        this.dataDirectory = dataDirectory;
        this.lockChannel = lockChannel;
        this.jdbcUrl = jdbcUrl;
        this.postmaster = postmaster;
        this.supervisor = supervisor;
    }

    static EmbeddedDatabase start(EmbeddedDatabaseProperties properties) {
        try {
            Path directory = Files.createDirectories(properties.directory().toAbsolutePath());
            FileChannel lockChannel = lock(directory);
            EmbeddedPostgres server = launch(directory, properties);
            Path dataDirectory = directory.resolve(DATA);
            Postmaster postmaster = Postmaster.runningIn(dataDirectory);
            return new EmbeddedDatabase(
                    dataDirectory,
                    lockChannel,
                    server.getJdbcUrl("postgres", "postgres"),
                    postmaster,
                    PostgresSupervisor.start(postmaster, properties.startTimeout()));
        } catch (IOException e) {
            throw new UncheckedIOException("embedded PostgreSQL did not start in " + properties.directory(), e);
        }
    }

    /** The JDBC address of the server. */
    String jdbcUrl() {
        return jdbcUrl;
    }

    /** The data directory of the server. */
    Path dataDirectory() {
        return dataDirectory;
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

    private static EmbeddedPostgres launch(Path directory, EmbeddedDatabaseProperties properties) throws IOException {
        Path dataDirectory = directory.resolve(DATA);
        Postmaster.prepare(dataDirectory);
        Files.deleteIfExists(dataDirectory.resolve(LIBRARY_LOCK));
        log.info("Starting the embedded PostgreSQL in {}", dataDirectory);
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(dataDirectory)
                .setCleanDataDirectory(false)
                .setOverrideWorkingDirectory(directory.resolve("binaries").toFile())
                .setRegisterShutdownHook(false)
                .setPGStartupWait(properties.startTimeout());
        DEFAULTS.forEach(builder::setServerConfig);
        builder.setServerConfig("max_wal_size", maxWalMegabytes(directory) + "MB");
        properties.settings().forEach(builder::setServerConfig);
        DURABILITY.forEach(builder::setServerConfig);
        return builder.start();
    }

    /**
     * The maximum size of the write-ahead log: a quarter of the free disk space within bounds. The server reuses log files and
     * never shrinks below the largest size, so on a small disk the log alone would take the reserve.
     */
    private static long maxWalMegabytes(Path directory) throws IOException {
        DataSize free = DataSize.ofBytes(Files.getFileStore(directory).getUsableSpace());
        return Math.clamp(free.toMegabytes() / 4, MIN_WAL_SIZE.toMegabytes(), MAX_WAL_SIZE.toMegabytes());
    }

    /** Stops the server, then releases the lock of the directory. */
    @Override
    public void close() throws IOException {
        supervisor.close();
        stop();
        lockChannel.close();
    }

    private void stop() {
        try {
            postmaster.stop();
        } catch (IOException e) {
            log.warn("The embedded PostgreSQL did not stop in time; the next start stops it: {}", e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** An eighth of the memory of the machine or container, because profile rows are written repeatedly and should stay cached. */
    private static String sharedBuffers() {
        long memory =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
        return Math.clamp(memory / 8 / MIB, 128, 4_096) + "MB";
    }
}
