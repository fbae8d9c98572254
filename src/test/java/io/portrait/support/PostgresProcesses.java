package io.portrait.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The processes of a PostgreSQL server, which one command kills or stops by signals. */
public final class PostgresProcesses {

    private final List<Long> pids;

    private PostgresProcesses(List<Long> pids) {
        this.pids = pids;
    }

    /** The present processes of the server of a data directory; none if it does not run. */
    public static PostgresProcesses of(Path data) {
        return new PostgresProcesses(postmaster(data).stream()
                .flatMap(server -> Stream.concat(Stream.of(server), server.descendants()))
                .map(ProcessHandle::pid)
                .toList());
    }

    /** The main process of the server, if it runs. */
    public static List<ProcessHandle> postmaster(Path data) {
        Path pidFile = data.resolve("postmaster.pid");
        try {
            return Files.exists(pidFile)
                    ? ProcessHandle.of(Long.parseLong(
                                    Files.readAllLines(pidFile).getFirst().strip()))
                            .stream()
                            .filter(PostgresProcesses::isPostgres)
                            .toList()
                    : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A zombie process has no command. */
    private static boolean isPostgres(ProcessHandle process) {
        return process.info()
                .command()
                .filter(command -> command.contains("postgres"))
                .isPresent();
    }

    /** Sends SIGKILL. */
    public void kill() {
        signal("-KILL");
    }

    /** Sends SIGSTOP: the processes do nothing but keep their connections. */
    public void freeze() {
        signal("-STOP");
    }

    /** Sends SIGCONT, which ends {@link #freeze}. */
    public void thaw() {
        signal("-CONT");
    }

    private void signal(String signal) {
        if (pids.isEmpty()) {
            return;
        }
        List<String> command = new ArrayList<>(List.of("kill", signal));
        pids.forEach(pid -> command.add(Long.toString(pid)));
        try {
            // Processes may have ended meanwhile, so exit code 1 is not an error.
            int code = new ProcessBuilder(command).start().waitFor();
            if (code > 1) {
                throw new IllegalStateException(command + " ended with " + code);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
