package io.portrait.platform;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.unit.DataSize;

/**
 * A PostgreSQL server as a child process, for demos and development. Its data directory survives restarts and belongs to one
 * user and to one Portrait process at a time. A server that a killed process left running in it is stopped first.
 */
final class EmbeddedDatabase implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabase.class);
    private static final long MIB = 1 << 20;

    /** The driver never sends the password itself, also not to a program that has taken the port of a dead server. */
    private static final String URL =
            "jdbc:postgresql://localhost:%d/" + DatabaseCluster.DATABASE + "?requireAuth=scram-sha-256";

    /** The settings that the durability of accepted events depends on; configuration cannot override them. */
    private static final Map<String, String> DURABILITY = Map.of(
            "fsync", "on",
            "synchronous_commit", "on",
            "full_page_writes", "on");

    /**
     * There is no socket file, because after a crash its lock would block the next start, and no client uses it. The write-ahead
     * log has no other readers ({@code wal_level}), so the server lets the system drop full log files from the page cache.
     */
    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("unix_socket_directories", ""),
            Map.entry("max_connections", "60"),
            Map.entry("authentication_timeout", "10s"), // a connection without a password takes a slot until then
            Map.entry("shared_buffers", sharedBuffers()),
            Map.entry("log_error_verbosity", "terse"), // a message about a rejected row would contain user ids
            Map.entry("wal_level", "minimal"),
            Map.entry("max_wal_senders", "0"),
            Map.entry("wal_init_zero", "off"),
            Map.entry("checkpoint_timeout", "15min"),
            Map.entry("jit", "off"));

    private static final DataSize MIN_WAL_SIZE = DataSize.ofMegabytes(128);
    private static final DataSize MAX_WAL_SIZE = DataSize.ofGigabytes(8);

    private final DataDirectory directory;
    private final ServerConnection connection;
    private final Postmaster postmaster;
    private final PostgresSupervisor supervisor;

    /** The address of the server, and the role that the service connects with. */
    record ServerConnection(String url, String role, String password) {}

    private EmbeddedDatabase(
            DataDirectory directory,
            ServerConnection connection,
            Postmaster postmaster,
            PostgresSupervisor supervisor) {
        this.directory = directory;
        this.connection = connection;
        this.postmaster = postmaster;
        this.supervisor = supervisor;
    }

    static EmbeddedDatabase start(EmbeddedDatabaseProperties properties) {
        try {
            DataDirectory directory = DataDirectory.open(properties.directory().toAbsolutePath());
            try {
                return start(directory, properties);
            } catch (IOException | InterruptedException | RuntimeException e) {
                directory.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("embedded PostgreSQL did not start in " + properties.directory(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the start of the embedded PostgreSQL was interrupted", e);
        }
    }

    private static EmbeddedDatabase start(DataDirectory directory, EmbeddedDatabaseProperties properties)
            throws IOException, InterruptedException {
        PostgresBinaries binaries = PostgresBinaries.unpackedIn(directory.binaries(), directory.user());
        int port = freePort();
        Postmaster postmaster = new Postmaster(directory.cluster(), binaries, port, settings(directory, properties));
        postmaster.prepare();
        DatabaseCluster cluster = new DatabaseCluster(directory.cluster(), binaries);
        cluster.createIfAbsent();
        PasswordFile passwords = cluster.restrictAccess();
        log.info("Starting the embedded PostgreSQL in {}", directory.cluster());
        postmaster.start(properties.startTimeout());
        return new EmbeddedDatabase(
                directory,
                new ServerConnection(
                        URL.formatted(port), DatabaseCluster.ROLE, passwords.password(DatabaseCluster.ROLE)),
                postmaster,
                PostgresSupervisor.start(postmaster, properties.startTimeout()));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    ServerConnection connection() {
        return connection;
    }

    /** The data directory of the server. */
    Path dataDirectory() {
        return directory.cluster();
    }

    private static Map<String, String> settings(DataDirectory directory, EmbeddedDatabaseProperties properties)
            throws IOException {
        Map<String, String> settings = new TreeMap<>(DEFAULTS);
        settings.put("max_wal_size", maxWalMegabytes(directory.path()) + "MB");
        settings.putAll(properties.settings());
        settings.putAll(DURABILITY);
        return settings;
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
        directory.close();
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
