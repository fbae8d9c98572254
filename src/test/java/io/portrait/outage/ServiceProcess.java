package io.portrait.outage;

import static org.awaitility.Awaitility.await;

import io.portrait.outage.ServiceClient.ClientKeys;
import io.portrait.support.PostgresProcesses;
import io.portrait.support.TestTimeouts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A process of the service, with a data directory, a port and a log that outlive it. */
final class ServiceProcess implements AutoCloseable {

    private static final Duration START_TIMEOUT = TestTimeouts.STATE;

    /** Below the ephemeral ports, so that no client gets the port while the service is dead. */
    private static final int FIRST_PORT = 20_000;

    private static final int PORTS = 10_000;
    private static final Random RANDOM = new Random();

    private final Path directory;
    private final Path log;
    private final int port = freePort();
    private final List<String> arguments;
    private final ServiceProgram program;
    private ClientKeys keys = ClientKeys.DEVELOPMENT;
    private @Nullable Process process;

    /**
     * A process that is not started yet.
     *
     * @param directory its data directory
     * @param arguments properties for its command line
     */
    ServiceProcess(Path directory, String... arguments) {
        this(directory, ServiceProgram.trained(), arguments);
    }

    /** A process of another program that is not started yet. */
    ServiceProcess(Path directory, ServiceProgram program, String... arguments) {
        this.directory = directory;
        this.program = program;
        this.log = logs().resolve(directory.getFileName() + "-" + port + ".log");
        this.arguments = List.of(arguments);
    }

    /** Starts the process and waits until it is ready. */
    ServiceProcess start(String... more) {
        launch(more);
        awaitReady();
        return this;
    }

    /** Uses keys that were created in an external database. */
    ServiceProcess withKeys(ClientKeys newKeys) {
        keys = newKeys;
        return this;
    }

    void launch(String... more) {
        try {
            shareBinaries();
            process = new ProcessBuilder(command(more))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Unpacks PostgreSQL once for all data directories. */
    private void shareBinaries() throws IOException {
        Path shared = Files.createDirectories(logs().resolveSibling("binaries")).toRealPath();
        Files.createDirectories(directory);
        if (!Files.exists(directory.resolve("binaries"))) {
            Files.createSymbolicLink(directory.resolve("binaries"), shared);
        }
    }

    private List<String> command(String... more) {
        List<String> command = new ArrayList<>(program.command());
        command.addAll(List.of(
                "--server.port=" + port,
                "--portrait.database.directory=" + directory,
                "--portrait.database.settings.shared_buffers=64MB"));
        command.addAll(arguments);
        command.addAll(List.of(more));
        return command;
    }

    void awaitReady() {
        ServiceClient api = api();
        await().atMost(START_TIMEOUT).pollInterval(Duration.ofMillis(50)).until(() -> {
            if (!isAlive()) {
                throw new IllegalStateException("the service has ended; its log is " + log.toAbsolutePath());
            }
            return api.status("/actuator/health/readiness") == 200;
        });
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    ServiceClient api() {
        return new ServiceClient(uri(), keys);
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The directory of its embedded database. */
    Path data() {
        return directory.resolve("postgres");
    }

    /** The present processes of its embedded database. */
    PostgresProcesses database() {
        return PostgresProcesses.of(data());
    }

    /** Sends SIGKILL; the embedded database continues. */
    void kill() {
        Process victim = Objects.requireNonNull(process);
        victim.destroyForcibly();
        awaitEnd(victim);
    }

    /** Sends SIGTERM and returns the exit code. */
    int terminate() {
        Process ending = Objects.requireNonNull(process);
        ending.destroy();
        return awaitEnd(ending);
    }

    private static int awaitEnd(Process ending) {
        try {
            if (!ending.waitFor(TestTimeouts.STATE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("the service has not ended within " + TestTimeouts.STATE);
            }
            return ending.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Kills the service and its database. */
    @Override
    public void close() {
        if (isAlive()) {
            kill();
        }
        database().kill();
        unshareBinaries();
    }

    private void unshareBinaries() {
        try {
            Files.deleteIfExists(directory.resolve("binaries"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path logs() {
        try {
            return Files.createDirectories(Path.of("target", "outage", "logs"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        while (true) {
            try (ServerSocket socket = new ServerSocket(FIRST_PORT + RANDOM.nextInt(PORTS))) {
                return socket.getLocalPort();
            } catch (IOException _) {
                // the port is in use; the next one is tried
            }
        }
    }
}
