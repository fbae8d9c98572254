package io.portrait.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** The npm packages of the client tests, in the versions of their lock file. */
public final class NodePackages {

    private static final Path SOURCE = Path.of("src", "test", "node");
    private static final Duration TIMEOUT = TestTimeouts.STATE;

    private static @Nullable Path installed;

    private NodePackages() {}

    /** Installs the packages and returns their directory. Without node and npm, or the packages, the calling test is skipped. */
    public static synchronized Path install() throws IOException, InterruptedException {
        if (installed == null) {
            Assumptions.assumeTrue(
                    has("node") && has("npm"), "SKIPPED: no node and npm on this machine, so the SDK tests do not run");
            Path directory = copy();
            Path output = directory.resolve("npm.log");
            int code = run(directory, output, "npm", "ci", "--prefer-offline", "--no-audit", "--no-fund");
            Assumptions.assumeTrue(code == 0, () -> "SKIPPED: npm could not fetch the SDKs: " + read(output));
            installed = directory;
        }
        return installed;
    }

    private static Path copy() throws IOException {
        Path directory = Files.createDirectories(Path.of("target", "node"));
        try (Stream<Path> files = Files.list(SOURCE)) {
            for (Path file : files.toList()) {
                Files.copy(file, directory.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return directory;
    }

    private static boolean has(String program) {
        try {
            return new ProcessBuilder(program, "--version").start().waitFor() == 0;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Runs a program; returns its exit code, or -1 after a timeout. */
    public static int run(Path directory, Path output, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(command))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return -1;
        }
        return process.exitValue();
    }

    /** The output of a program. */
    public static String read(Path output) {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
