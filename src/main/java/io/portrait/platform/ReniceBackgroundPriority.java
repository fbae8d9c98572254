package io.portrait.platform;

import io.portrait.kernel.BackgroundPriority;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * A background priority by the Linux niceness of the thread, set with the command {@code renice}. Threads inherit it. Java's
 * own thread priorities have no effect on Linux without JVM flags. If the command fails, the thread keeps normal priority.
 */
@Component
class ReniceBackgroundPriority implements BackgroundPriority {

    private static final Logger log = LoggerFactory.getLogger(ReniceBackgroundPriority.class);
    private static final Path CURRENT = Path.of("/proc/thread-self");
    private static final long TIMEOUT_SECONDS = 5;

    private final int niceness;

    ReniceBackgroundPriority(BackgroundPriorityProperties properties) {
        this.niceness = properties.niceness();
    }

    @Override
    public void applyToCurrentThread() {
        if (niceness > 0) {
            try {
                renice(CURRENT.toRealPath().getFileName().toString());
            } catch (IOException e) {
                log.debug("{} keeps normal priority: {}", Thread.currentThread().getName(), e.toString());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void renice(String thread) throws IOException, InterruptedException {
        Process renice = new ProcessBuilder("renice", "-n", Integer.toString(niceness), "-p", thread)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.DISCARD)
                .start();
        boolean done = renice.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS) && renice.exitValue() == 0;
        log.debug("{} has niceness {}: {}", Thread.currentThread().getName(), niceness, done);
    }
}
