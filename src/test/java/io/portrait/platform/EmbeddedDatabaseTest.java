package io.portrait.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.portrait.support.PostgresProcesses;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.util.unit.DataSize;

@Tag("service")
@ExtendWith(OutputCaptureExtension.class)
class EmbeddedDatabaseTest {

    private static EmbeddedDatabaseProperties in(Path directory) {
        return new EmbeddedDatabaseProperties(
                directory, Duration.ofMinutes(1), DataSize.ofMegabytes(1), Map.of("shared_buffers", "16MB"));
    }

    private static JdbcTemplate connect(EmbeddedDatabase database) {
        EmbeddedDatabase.ServerConnection connection = database.connection();
        return new JdbcTemplate(
                new DriverManagerDataSource(connection.url(), connection.role(), connection.password()));
    }

    @Test
    void writtenDataSurvivesARestart(@TempDir Path directory) throws IOException {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(in(directory))) {
            for (String setting : new String[] {"fsync", "synchronous_commit", "full_page_writes"}) {
                assertThat(connect(database).queryForObject("SHOW " + setting, String.class))
                        .as(setting)
                        .isEqualTo("on");
            }
            connect(database).execute("CREATE TABLE stored AS SELECT 7 AS number");
        }
        try (EmbeddedDatabase database = EmbeddedDatabase.start(in(directory))) {
            assertThat(connect(database).queryForObject("SELECT number FROM stored", Integer.class))
                    .isEqualTo(7);
        }
    }

    @Test
    void aSecondStartOnTheSameDirectoryIsRejectedWithTheActionToTake(@TempDir Path directory) throws IOException {
        try (EmbeddedDatabase first = EmbeddedDatabase.start(in(directory))) {
            assertThat(first.connection().url()).isNotEmpty();
            assertThatThrownBy(() -> EmbeddedDatabase.start(in(directory)).close())
                    .isInstanceOfSatisfying(DataDirectoryInUseException.class, e -> {
                        FailureAnalysis analysis = new DataDirectoryInUseAnalyzer().analyze(e, e);
                        assertThat(analysis.getAction()).contains("PORTRAIT_DATA_DIR");
                    });
        }
    }

    @Test
    void anOrphanedServerIsStoppedAndItsDataKept(@TempDir Path directory) throws IOException, InterruptedException {
        Process service = startInAnotherProcess(directory);
        service.destroyForcibly().waitFor();
        long orphan = Long.parseLong(Files.readAllLines(directory.resolve("postgres/postmaster.pid"))
                .getFirst()
                .strip());
        try (EmbeddedDatabase next = EmbeddedDatabase.start(in(directory))) {
            assertThat(ProcessHandle.of(orphan).filter(ProcessHandle::isAlive)).isEmpty();
            assertThat(Objects.requireNonNull(connect(next).queryForObject("SELECT number FROM stored", Integer.class)))
                    .isEqualTo(7);
        }
    }

    private static int storedNumber(EmbeddedDatabase database) {
        return Objects.requireNonNull(connect(database).queryForObject("SELECT number FROM stored", Integer.class));
    }

    private static Path dataIn(Path directory) {
        return directory.resolve("postgres");
    }

    @Test
    void aServerThatDiesIsRestartedOnTheSamePortWithItsDataAndSettings(@TempDir Path directory) throws IOException {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(in(directory))) {
            connect(database).execute("CREATE TABLE stored AS SELECT 7 AS number");
            for (int kill = 0; kill < 2; kill++) {
                long dead = PostgresProcesses.postmaster(dataIn(directory))
                        .getFirst()
                        .pid();
                PostgresProcesses.of(dataIn(directory)).kill();
                await().ignoreExceptions().until(() -> storedNumber(database) == 7);
                assertThat(PostgresProcesses.postmaster(dataIn(directory)))
                        .singleElement()
                        .satisfies(server -> assertThat(server.pid()).isNotEqualTo(dead));
                assertThat(connect(database).queryForObject("SHOW fsync", String.class))
                        .isEqualTo("on");
                assertThat(connect(database).queryForObject("SHOW shared_buffers", String.class))
                        .isEqualTo("16MB");
            }
        }
        assertThat(PostgresProcesses.postmaster(dataIn(directory))).isEmpty();
    }

    @Test
    void aServerThatCannotStartIsRetried(@TempDir Path directory, CapturedOutput output) throws IOException {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(in(directory))) {
            connect(database).execute("CREATE TABLE stored AS SELECT 7 AS number");
            Path control = dataIn(directory).resolve("global/pg_control");
            Path away = control.resolveSibling("pg_control.away");
            Files.move(control, away);
            PostgresProcesses.of(dataIn(directory)).kill();
            await().until(() -> output.getErr().concat(output.getOut()).contains("the next try is in 500 ms"));
            Files.move(away, control);
            await().ignoreExceptions().until(() -> storedNumber(database) == 7);
        }
    }

    @Test
    void aServerThatIsDownWhenTheServiceStopsStaysDown(@TempDir Path directory, CapturedOutput output)
            throws IOException {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(in(directory))) {
            assertThat(database.connection().url()).isNotEmpty();
            Files.delete(dataIn(directory).resolve("global/pg_control"));
            PostgresProcesses.of(dataIn(directory)).kill();
            await().until(() -> output.getErr().concat(output.getOut()).contains("the next try is in"));
        }
        assertThat(PostgresProcesses.postmaster(dataIn(directory))).isEmpty();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("postgres-supervisor");
    }

    /** Returns as soon as the other process has created its table. */
    private static Process startInAnotherProcess(Path directory) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledService.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader output = process.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.equals(KilledService.READY)) {
                    return process;
                }
            }
        }
        throw new IllegalStateException("the other process ended");
    }

    /** The main class of the process that the test kills. */
    static final class KilledService {

        static final String READY = "table made";

        private KilledService() {}

        public static void main(String[] args) throws InterruptedException {
            connect(EmbeddedDatabase.start(in(Path.of(args[0])))).execute("CREATE TABLE stored AS SELECT 7 AS number");
            System.out.println(READY);
            Thread.sleep(Duration.ofMinutes(5));
        }
    }
}
