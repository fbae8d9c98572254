package io.portrait.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * A suspension of the service processes on this machine by SIGSTOP, until it is closed. Otherwise the background work
 * of the service, whose models read the journal for minutes, would compete with the measurement of PostgreSQL alone.
 */
final class SuspendedService implements AutoCloseable {

    private final List<ProcessHandle> processes;

    private SuspendedService(List<ProcessHandle> processes) {
        this.processes = processes;
    }

    static SuspendedService suspend() {
        SuspendedService suspended = new SuspendedService(
                ProcessHandle.allProcesses().filter(ProcessUsage::isService).toList());
        suspended.signal("STOP");
        return suspended;
    }

    @Override
    public void close() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            for (ProcessHandle process : processes) {
                new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .inheritIO()
                        .start()
                        .waitFor();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
