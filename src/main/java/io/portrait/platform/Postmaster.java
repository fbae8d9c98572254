package io.portrait.platform;

import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PostgreSQL server process of a data directory. It can be checked, restarted with its first command line, and stopped,
 * which the library that starts it the first time does not support.
 */
final class Postmaster {

    private static final Logger log = LoggerFactory.getLogger(Postmaster.class);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);

    private static final String PID_FILE = "postmaster.pid";

    /** A process id above all that a system assigns. */
    private static final String UNUSED_PID = Integer.toString(Integer.MAX_VALUE);

    /** The time that {@code pg_ctl} needs beyond its own timeout. */
    private static final Duration PG_CTL_OVERHEAD = Duration.ofSeconds(10);

    private final Path dataDirectory;
    private final Path pgCtl;
    private final String options;
    private volatile Optional<ProcessHandle> process;

    private Postmaster(Path dataDirectory, Path pgCtl, String options) throws IOException {
        this.dataDirectory = dataDirectory;
        this.pgCtl = pgCtl;
        this.options = options;
        this.process = find(dataDirectory);
    }

    /**
     * The server that was just started in a data directory. Its command line is read once, because the file is rewritten at each
     * start and stays empty on a full disk.
     */
    static Postmaster runningIn(Path dataDirectory) throws IOException {
        String command = Files.readString(dataDirectory.resolve("postmaster.opts"), StandardCharsets.UTF_8)
                .strip();
        int end = command.indexOf(" \"");
        if (end < 0) {
            throw new IOException("no command line in " + dataDirectory.resolve("postmaster.opts") + ": " + command);
        }
        return new Postmaster(
                dataDirectory, Path.of(command.substring(0, end)).resolveSibling("pg_ctl"), command.substring(end));
    }

    /** A check whether the server process is alive. A zombie process is not. */
    boolean isAlive() {
        return process.filter(Postmaster::isPostgres).isPresent();
    }

    /** Restarts the server on the same port with the same settings; returns when it accepts connections. */
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
        Process running = new ProcessBuilder(command(timeout, action))
                .redirectErrorStream(true)
                .start();
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

    private List<String> command(Duration timeout, String... action) {
        List<String> command = new ArrayList<>();
        if (LinuxUtils.isUnshareAvailable()) {
            command.addAll(List.of("unshare", "-U")); // PostgreSQL does not run as root, so it gets a user namespace
        }
        command.addAll(List.of(pgCtl.toString(), "-D", dataDirectory.toString(), "-w", "-t"));
        command.add(Long.toString(timeout.toSeconds()));
        command.addAll(List.of(action));
        return command;
    }

    private static String outputOf(Process ended) throws IOException {
        return new String(ended.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    /**
     * Prepares a data directory for a start: stops a server that a killed process left running. The caller must hold the lock of
     * the directory.
     */
    static void prepare(Path dataDirectory) throws IOException {
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
