package io.portrait.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.springframework.util.FileSystemUtils;

/** A service that was started with {@code java -jar} on a new embedded database, and is removed with it when it is closed. */
final class JarService implements AutoCloseable {

    private static final Duration START_TIMEOUT = Duration.ofMinutes(5);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(20);
    private static final Duration STOP_TIMEOUT = Duration.ofMinutes(2);

    private final Process process;
    private final URI url;
    private final Path data;
    private final double readySeconds;

    private JarService(Process process, URI url, Path data) throws IOException, InterruptedException {
        this.process = process;
        this.url = url;
        this.data = data;
        this.readySeconds = awaitReady(System.nanoTime());
    }

    /** Starts a jar, and waits until it is ready. */
    static JarService start(Path jar) throws IOException, InterruptedException {
        Path data = Files.createTempDirectory("portrait-load");
        int port = freePort();
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", jar.toString())
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("service.log").toFile());
        builder.environment()
                .putAll(Map.of(
                        "SERVER_PORT",
                        Integer.toString(port),
                        "PORTRAIT_DATA_DIR",
                        data.resolve("main").toString()));
        return new JarService(builder.start(), URI.create("http://127.0.0.1:" + port), data);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private double awaitReady(long startNanos) throws IOException, InterruptedException {
        LoadClient client = new LoadClient(url);
        while (!client.isReady()) {
            if (!process.isAlive() || System.nanoTime() - startNanos > START_TIMEOUT.toNanos()) {
                String log = Files.readString(data.resolve("service.log"));
                close();
                throw new IllegalStateException("the service did not start:\n" + log);
            }
            Thread.sleep(POLL_INTERVAL);
        }
        return (System.nanoTime() - startNanos) / 1e9;
    }

    URI url() {
        return url;
    }

    Optional<ProcessHandle> process() {
        return Optional.of(process.toHandle());
    }

    double readySeconds() {
        return readySeconds;
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        awaitEnd();
        FileSystemUtils.deleteRecursively(data);
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
