package io.portrait.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Holds the service's processes on this machine still, for what PostgreSQL does alone would else be shared with what the
 * service still has to do: its models in memory follow the journal for minutes. PostgreSQL goes on.
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
