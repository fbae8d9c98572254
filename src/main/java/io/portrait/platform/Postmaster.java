package io.portrait.platform;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The PostgreSQL server process of a data directory: it can be started, checked, restarted on the same port, and stopped. */
final class Postmaster {

    private static final Logger log = LoggerFactory.getLogger(Postmaster.class);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);

    private static final String PID_FILE = "postmaster.pid";

    /** A process id above all that a system assigns. */
    private static final String UNUSED_PID = Integer.toString(Integer.MAX_VALUE);

    /** The time that {@code pg_ctl} needs beyond its own timeout. */
    private static final Duration PG_CTL_OVERHEAD = Duration.ofSeconds(10);

    private final Path dataDirectory;
    private final PostgresBinaries binaries;
    private final String options;
    private volatile Optional<ProcessHandle> process = Optional.empty();

    /**
     * A server that is not started yet.
     *
     * @param settings server settings by their PostgreSQL names
     */
    Postmaster(Path dataDirectory, PostgresBinaries binaries, int port, Map<String, String> settings) {
        this.dataDirectory = dataDirectory;
        this.binaries = binaries;
        this.options = options(port, settings);
    }

    /** The command line of the server, which {@code pg_ctl} gives to a shell. */
    private static String options(int port, Map<String, String> settings) {
        StringBuilder options = new StringBuilder("\"-p\" \"%d\"".formatted(port));
        settings.forEach((name, value) -> options.append(" \"-c\" \"%s=%s\"".formatted(name, value)));
        return options.toString();
    }

    /** A check whether the server process is alive. A zombie process is not. */
    boolean isAlive() {
        return process.filter(Postmaster::isPostgres).isPresent();
    }

    /** Starts the server, always on the same port with the same settings; returns when it accepts connections. */
    void start(Duration timeout) throws IOException, InterruptedException {
        try {
            overwriteStalePid(dataDirectory);
            run(timeout, "start", "-o", options);
        } finally {
            process = find(dataDirectory);
        }
    }

    /** Stops the server without waiting for its clients, also if it is still starting. */
    void stop() throws IOException, InterruptedException {
        process = find(dataDirectory);
        if (isAlive()) {
            run(STOP_TIMEOUT, "stop", "-m", "fast");
        }
    }

    private void run(Duration timeout, String... action) throws IOException, InterruptedException {
        Process running = binaries.command("pg_ctl", arguments(timeout, action)).start();
        try {
            if (!running.waitFor(timeout.plus(PG_CTL_OVERHEAD))) {
                throw new IOException("pg_ctl %s did not end within %s".formatted(action[0], timeout));
            }
            if (running.exitValue() != 0) {
                throw new IOException("pg_ctl %s: %s".formatted(action[0], outputOf(running)));
            }
        } finally {
            running.destroy();
        }
    }

    private List<String> arguments(Duration timeout, String... action) {
        List<String> arguments = new ArrayList<>(List.of("-D", dataDirectory.toString(), "-w", "-t"));
        arguments.add(Long.toString(timeout.toSeconds()));
        arguments.addAll(List.of(action));
        return arguments;
    }

    private static String outputOf(Process ended) throws IOException {
        return new String(ended.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    /**
     * Prepares a data directory for a start: stops a server that a killed process left running. The caller must hold the lock of
     * the directory.
     */
    void prepare() throws IOException {
        stopOrphan(dataDirectory);
        overwriteStalePid(dataDirectory);
    }

    private static void stopOrphan(Path dataDirectory) throws IOException {
        Optional<ProcessHandle> orphan = find(dataDirectory);
        if (orphan.isPresent()) {
            log.warn(
                    "Stopping PostgreSQL process {} that a killed Portrait process left in {}",
                    orphan.get().pid(),
                    dataDirectory);
            orphan.get().destroy();
            if (!awaitExit(orphan.get())) {
                orphan.get().destroyForcibly();
                awaitExit(orphan.get());
            }
        }
    }

    /**
     * Overwrites the process id of a dead server. PostgreSQL does not start while any process has the id in the pid file: another
     * program after a reboot, or the dead server as a zombie (if Java is the first process of a container). The rest of the file
     * must stay, because PostgreSQL finds surviving child processes by the shared memory key in it. The file is changed in place,
     * because on a full disk a truncated file stays empty.
     */
    private static void overwriteStalePid(Path dataDirectory) throws IOException {
        Path pidFile = dataDirectory.resolve(PID_FILE);
        if (!Files.exists(pidFile) || find(dataDirectory).isPresent()) {
            return;
        }
        List<String> lines = new ArrayList<>(Files.readAllLines(pidFile));
        if (lines.isEmpty()) {
            Files.delete(pidFile);
            return;
        }
        lines.set(0, UNUSED_PID);
        try (FileChannel channel = FileChannel.open(pidFile, StandardOpenOption.WRITE)) {
            channel.write(StandardCharsets.UTF_8.encode(String.join("\n", lines) + "\n"));
        }
    }

    /** Finds the server by its pid file, which survives a killed server: its id may belong to another program by now. */
    private static Optional<ProcessHandle> find(Path dataDirectory) throws IOException {
        Path pidFile = dataDirectory.resolve(PID_FILE);
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(pidFile);
        return lines.isEmpty()
                ? Optional.empty()
                : ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                        .filter(Postmaster::isPostgres)
                        .filter(process -> usesDirectory(dataDirectory, process));
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.isAlive()
                && process.info()
                        .command()
                        .map(command -> command.contains("postgres"))
                        .orElse(false);
    }

    /** If the system does not report command lines, the process id must suffice. */
    private static boolean usesDirectory(Path dataDirectory, ProcessHandle process) {
        return process.info()
                .commandLine()
                .map(line -> line.contains(dataDirectory.toString()))
                .orElse(true);
    }

    private static boolean awaitExit(ProcessHandle process) {
        try {
            process.onExit().get(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException _) {
            return false;
        }
    }
}
