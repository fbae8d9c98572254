package io.portrait.outage;

import static org.awaitility.Awaitility.await;

import io.portrait.Portrait;
import io.portrait.outage.ServiceApi.Keys;
import io.portrait.support.PostgresProcesses;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The service as a process of its own, with a data directory, a port and a log that outlive it. It runs on the class path
 * of the tests without the tests themselves.
 */
final class ServiceProcess implements AutoCloseable {

    private static final Duration START_PATIENCE = Duration.ofMinutes(2);

    /** Below the ports that systems give to clients, so that no client holds it while the service is dead. */
    private static final int FIRST_PORT = 20_000;

    private static final int PORTS = 10_000;
    private static final Random RANDOM = new Random();

    private final Path directory;
    private final Path log;
    private final int port = freePort();
    private final List<String> arguments;
    private String mainClass = Portrait.class.getName();
    private String classPath = withoutTests();
    private List<String> options = List.of();
    private Keys keys = Keys.DEVELOPMENT;
    private @Nullable Process process;

    /**
     * Not started yet.
     *
     * @param directory where it keeps its data
     * @param arguments properties as on its command line
     */
    ServiceProcess(Path directory, String... arguments) {
        this.directory = directory;
        this.log = logs().resolve(directory.getFileName() + "-" + port + ".log");
        this.arguments = List.of(arguments);
    }

    /** The same with another main class, from a directory of classes of its own. */
    ServiceProcess ofMain(String otherMain, Path classes, String option) {
        mainClass = otherMain;
        options = List.of(option);
        classPath = classes + File.pathSeparator + classPath;
        return this;
    }

    /** Starts and waits until it is ready. */
    ServiceProcess start(String... more) {
        launch(more);
        awaitReady();
        return this;
    }

    /** With a server that is not its own, and keys that were made there. */
    ServiceProcess withKeys(Keys made) {
        keys = made;
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

    /** PostgreSQL is unpacked once for all data directories. */
    private void shareBinaries() throws IOException {
        Path shared = Files.createDirectories(logs().resolveSibling("binaries")).toRealPath();
        Files.createDirectories(directory);
        if (!Files.exists(directory.resolve("binaries"))) {
            Files.createSymbolicLink(directory.resolve("binaries"), shared);
        }
    }

    private List<String> command(String... more) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(options);
        command.addAll(List.of(
                "-cp",
                classPath,
                mainClass,
                "--server.port=" + port,
                "--portrait.database.directory=" + directory,
                "--portrait.database.settings.shared_buffers=64MB"));
        command.addAll(arguments);
        command.addAll(List.of(more));
        return command;
    }

    void awaitReady() {
        ServiceApi api = api();
        await().atMost(START_PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> {
            if (!isAlive()) {
                throw new IllegalStateException("the service ended; its log is " + log.toAbsolutePath());
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

    ServiceApi api() {
        return new ServiceApi(uri(), keys);
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The directory of its own database. */
    Path data() {
        return directory.resolve("postgres");
    }

    /** The processes of its own database, as of now. */
    PostgresProcesses database() {
        return PostgresProcesses.of(data());
    }

    /** As {@code kill -9}; its database goes on. */
    void kill() {
        Process victim = Objects.requireNonNull(process);
        victim.destroyForcibly();
        awaitEnd(victim);
    }

    /** As {@code kill -TERM}: it may put things in order. */
    int terminate() {
        Process ending = Objects.requireNonNull(process);
        ending.destroy();
        return awaitEnd(ending);
    }

    private static int awaitEnd(Process ending) {
        try {
            if (!ending.waitFor(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the service has not ended within a minute");
            }
            return ending.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Leaves nothing running. */
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

    private static String withoutTests() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static int freePort() {
        while (true) {
            try (ServerSocket socket = new ServerSocket(FIRST_PORT + RANDOM.nextInt(PORTS))) {
                return socket.getLocalPort();
            } catch (IOException _) {
                // taken; another one
            }
        }
    }
}
