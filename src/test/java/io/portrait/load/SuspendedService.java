package io.portrait.load;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A suspension of the service by SIGSTOP, until it is closed. Otherwise the background work
 * of the service, whose models read the journal for minutes, would compete with the measurement of PostgreSQL alone.
 */
final class SuspendedService implements AutoCloseable {

    private final ProcessHandle process;

    private SuspendedService(ProcessHandle process) {
        this.process = process;
    }

    static SuspendedService suspend(ProcessHandle process) {
        SuspendedService suspended = new SuspendedService(process);
        suspended.signal("STOP");
        return suspended;
    }

    @Override
    public void close() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
