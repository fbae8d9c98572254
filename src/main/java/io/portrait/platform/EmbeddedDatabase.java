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
 * A real PostgreSQL as a child process, on a data directory that survives restarts. One Portrait owns a directory at a
 * time; a server that an earlier, killed Portrait left running there is stopped first.
 *
 * <p>The library starts its servers for tests, with {@code fsync} off. Portrait promises that an accepted event is on
 * disk, so every setting of that promise is stated here.
 */
final class EmbeddedDatabase implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabase.class);
    private static final long MIB = 1 << 20;
    private static final String DATA = "postgres";

    /** The library lets go of it only where it stops the server, which is not left to it: it waits for 5 seconds only. */
    private static final String LIBRARY_LOCK = "epg-lock";

    private static final Map<String, String> DURABILITY = Map.of(
            "fsync", "on",
            "synchronous_commit", "on",
            "full_page_writes", "on");

    /**
     * No socket file: after a crash its lock would hold up the next start, and nobody connects by it. A log that nobody else
     * reads: the server then tells the system to forget each file of it that is full, and so needs no new memory for the next.
     */
    private static final Map<String, String> DEFAULTS = Map.of(
            "unix_socket_directories", "",
            "max_connections", "60",
            "shared_buffers", sharedBuffers(),
            "log_error_verbosity", "terse", // a refused key would name a person
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

    /** Where to connect. */
    String jdbcUrl() {
        return jdbcUrl;
    }

    /** Where the server keeps its data. */
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
     * What PostgreSQL's log may grow to between checkpoints. It keeps what it once had, so on a small disk the log alone
     * would take the reserve for good.
     */
    private static long maxWalMegabytes(Path directory) throws IOException {
        DataSize free = DataSize.ofBytes(Files.getFileStore(directory).getUsableSpace());
        return Math.clamp(free.toMegabytes() / 4, MIN_WAL_SIZE.toMegabytes(), MAX_WAL_SIZE.toMegabytes());
    }

    /** Stops the server, then lets the directory go. */
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
            log.warn("The embedded PostgreSQL did not stop in time; the next start will stop it: {}", e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** An eighth of the machine's memory, or the container's: rows that are written again and again should stay there. */
    private static String sharedBuffers() {
        long memory =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
        return Math.clamp(memory / 8 / MIB, 128, 4_096) + "MB";
    }
}
