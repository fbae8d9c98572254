package io.portrait.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.util.PSQLException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.util.unit.DataSize;

/** Other users of the machine neither read the embedded database nor exchange the programs that it runs. */
@Tag("service")
class EmbeddedDatabaseAccessTest {

    private static final String NOBODY = "65534";

    /** A parent that everybody may enter, because the permissions of the data directory itself are tested. */
    @TempDir
    private Path parent;

    private Path directory;

    /** The parent of the database of the tests that change no file. */
    @TempDir
    private static Path parentOfUnchanged;

    private static EmbeddedDatabase unchanged;

    @BeforeAll
    static void startUnchanged() throws IOException {
        letEverybodyEnter(parentOfUnchanged);
        unchanged = start(parentOfUnchanged.resolve("data"));
    }

    @AfterAll
    static void stopUnchanged() throws IOException {
        unchanged.close();
    }

    @BeforeEach
    void letEverybodyEnterTheParent() throws IOException {
        letEverybodyEnter(parent);
        directory = parent.resolve("data");
    }

    private static void letEverybodyEnter(Path parent) throws IOException {
        Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private EmbeddedDatabase start() {
        return start(directory);
    }

    private static EmbeddedDatabase start(Path directory) {
        return EmbeddedDatabase.start(new EmbeddedDatabaseProperties(
                directory, Duration.ofMinutes(1), DataSize.ofMegabytes(1), Map.of("shared_buffers", "16MB")));
    }

    /** The parameters of the URL are left out, because the server must protect itself. */
    private static JdbcTemplate connect(EmbeddedDatabase database, String role, String password) {
        String url = database.connection().url();
        return new JdbcTemplate(new DriverManagerDataSource(url.substring(0, url.indexOf('?')), role, password));
    }

    private static JdbcTemplate connect(EmbeddedDatabase database) {
        return connect(
                database, database.connection().role(), database.connection().password());
    }

    private static String superuserPassword(EmbeddedDatabase database) throws IOException {
        return new PasswordFile(database.dataDirectory().resolve("pgpass")).password("postgres");
    }

    /** Runs a shell command as a user without rights; returns its exit code. */
    private static int asNobody(String command) throws IOException, InterruptedException {
        return new ProcessBuilder(List.of(
                        "setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "sh", "-c", command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private static void assumeAnotherUserCanBeTaken() throws InterruptedException {
        int code;
        try {
            code = asNobody("true");
        } catch (IOException _) {
            code = -1;
        }
        assumeThat(code).as("setpriv can change the user, which needs root").isZero();
    }

    private Path unpacked() throws IOException {
        return unpackedIn(directory);
    }

    private static Path unpackedIn(Path directory) throws IOException {
        try (Stream<Path> versions = Files.list(directory.resolve("binaries"))) {
            return versions.findFirst().orElseThrow();
        }
    }

    @Test
    void nobodyConnectsWithoutThePassword() throws IOException {
        for (String role : List.of("postgres", "portrait", "nobody")) {
            for (String password : List.of("", role)) {
                assertThatThrownBy(() -> connect(unchanged, role, password).execute("SELECT 1"))
                        .isInstanceOf(CannotGetJdbcConnectionException.class)
                        .hasRootCauseInstanceOf(PSQLException.class);
            }
        }
    }

    @Test
    void theServiceHasNoRightsOfASuperuser() throws IOException {
        JdbcTemplate service = connect(unchanged);
        assertThat(service.queryForList(
                        "SELECT rolname FROM pg_roles WHERE rolname = current_user AND (rolsuper OR rolcreaterole)"))
                .isEmpty();
        service.execute("CREATE TABLE stored AS SELECT 7 AS number");
        assertThatThrownBy(() -> service.execute("COPY stored FROM PROGRAM 'echo 8'"))
                .hasStackTraceContaining("permission denied");
        assertThat(connect(unchanged, "postgres", superuserPassword(unchanged))
                        .queryForObject("SELECT number FROM stored", Integer.class))
                .isEqualTo(7);
    }

    @Test
    void anotherUserCannotReadThePasswordOrAnythingElse() throws IOException, InterruptedException {
        assumeAnotherUserCanBeTaken();
        Path directory = parentOfUnchanged.resolve("data");
        assertThat(asNobody("ls " + parentOfUnchanged)).isZero();
        assertThat(asNobody("cat " + unchanged.dataDirectory().resolve("pgpass")))
                .isNotZero();
        assertThat(asNobody("cat " + directory.resolve("portrait.lock"))).isNotZero();
        assertThat(asNobody("ls " + directory)).isNotZero();
    }

    @Test
    void everyFileBelongsToTheUserAlone() throws IOException {
        Path directory = parentOfUnchanged.resolve("data");
        assertThat(unchanged.dataDirectory()).exists();
        for (Path path :
                List.of(directory, directory.resolve("binaries"), unpackedIn(directory), unchanged.dataDirectory())) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .as(path.toString())
                    .isEqualTo("rwx------");
        }
        for (Path path : List.of(
                directory.resolve("portrait.lock"), unchanged.dataDirectory().resolve("pgpass"))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .as(path.toString())
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void anotherUserCannotExchangeThePrograms() throws IOException, InterruptedException {
        assumeAnotherUserCanBeTaken();
        start().close();
        Path program = unpacked().resolve("bin/pg_ctl");
        assertThat(asNobody("mv %s %s.old".formatted(unpacked(), unpacked()))).isNotZero();
        assertThat(asNobody("echo exit 1 > " + program)).isNotZero();
    }

    /** The directory of an earlier version, which every user could write to, with a program of another user in it. */
    @Test
    void programsThatAnotherUserExchangedAreNotRun() throws IOException, InterruptedException {
        assumeAnotherUserCanBeTaken();
        start().close();
        Path mark = parent.resolve("mark");
        Path program = unpacked().resolve("bin/pg_ctl");
        openToEverybody(directory);
        assertThat(asNobody("mv %1$s %1$s.old && printf '#!/bin/sh\ntouch %2$s\nexit 1\n' > %1$s && chmod 755 %1$s"
                        .formatted(program, mark)))
                .isZero();
        try (EmbeddedDatabase database = start()) {
            assertThat(connect(database).queryForObject("SELECT 7", Integer.class))
                    .isEqualTo(7);
        }
        assertThat(mark).doesNotExist();
        assertThat(asNobody("ls " + directory)).isNotZero();
    }

    @Test
    void programsWithOtherContentAreUnpackedAnew() throws IOException {
        start().close();
        for (String file : List.of("bin/postgres", "lib/libpq.so.5.18", "share/postgresql/added.sql")) {
            assertThatAChangeIsUndone(unpacked().resolve(file));
        }
    }

    private void assertThatAChangeIsUndone(Path changed) throws IOException {
        byte[] before = Files.exists(changed) ? Files.readAllBytes(changed) : new byte[0];
        byte[] after = before.length == 0 ? new byte[1] : before.clone();
        after[0] ^= 1;
        Files.write(changed, after);
        start().close();
        assertThat(Files.exists(changed) ? Files.readAllBytes(changed) : new byte[0])
                .isEqualTo(before);
    }

    @Test
    void aDirectoryOfAnotherUserIsRefused() throws IOException, InterruptedException {
        assumeAnotherUserCanBeTaken();
        Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThat(asNobody("mkdir -m 777 " + directory)).isZero();
        assertThatThrownBy(() -> start().close())
                .isInstanceOfSatisfying(
                        DataDirectoryNotPrivateException.class,
                        e -> assertThat(new DataDirectoryNotPrivateAnalyzer()
                                        .analyze(e, e)
                                        .getAction())
                                .contains("PORTRAIT_DATA_DIR"));
    }

    @Test
    void aSharedDirectoryWithOtherFilesIsRefusedAndKeepsItsPermissions() throws IOException {
        Files.createDirectory(directory);
        Files.writeString(directory.resolve("other"), "of another program");
        Set<PosixFilePermission> shared = PosixFilePermissions.fromString("rwxrwxrwx");
        Files.setPosixFilePermissions(directory, shared);
        assertThatThrownBy(() -> start().close()).isInstanceOf(DataDirectoryNotPrivateException.class);
        assertThat(Files.getPosixFilePermissions(directory)).isEqualTo(shared);
    }

    /** The start of an earlier version: trust for all local users, all tables owned by the superuser, programs for everybody. */
    @Test
    void anOpenDirectoryOfAnEarlierVersionIsClosedWithItsData() throws IOException {
        makeDirectoryOfEarlierVersion();
        for (int start = 0; start < 2; start++) {
            try (EmbeddedDatabase database = start()) {
                assertThatThrownBy(() -> connect(database, "postgres", "").execute("SELECT 1"))
                        .isInstanceOf(CannotGetJdbcConnectionException.class);
                JdbcTemplate service = connect(database);
                assertThat(service.queryForList("SELECT number FROM published ORDER BY number", Integer.class))
                        .hasSize(2 + start);
                service.execute("INSERT INTO stored (month) VALUES (1)");
                service.execute("ALTER TABLE stored ADD COLUMN added_%d text".formatted(start));
                service.execute("CREATE TABLE another_%d (id int)".formatted(start));
                assertThat(Objects.requireNonNull(service.queryForObject("SELECT doubled(4)", Integer.class)))
                        .isEqualTo(8);
            }
        }
    }

    private void makeDirectoryOfEarlierVersion() throws IOException {
        Path binaries = Files.createDirectories(directory.resolve("binaries"));
        Files.createFile(directory.resolve("portrait.lock"));
        try (EmbeddedPostgres earlier = EmbeddedPostgres.builder()
                .setDataDirectory(directory.resolve("postgres"))
                .setCleanDataDirectory(false)
                .setOverrideWorkingDirectory(binaries.toFile())
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("fsync", "on")
                .start()) {
            JdbcTemplate superuser = new JdbcTemplate(earlier.getPostgresDatabase());
            superuser.execute("""
                    CREATE TABLE stored (number bigint GENERATED ALWAYS AS IDENTITY, month int) PARTITION BY LIST (month);
                    CREATE TABLE stored_1 PARTITION OF stored FOR VALUES IN (1);
                    CREATE SEQUENCE free_sequence;
                    CREATE VIEW published AS SELECT number FROM stored;
                    CREATE TYPE state AS ENUM ('on');
                    CREATE FUNCTION doubled(i int) RETURNS int LANGUAGE sql AS 'SELECT 2 * i';
                    INSERT INTO stored (month) VALUES (1), (1)
                    """);
        }
    }

    private static void openToEverybody(Path root) throws IOException {
        List<Path> directories = new ArrayList<>();
        try (Stream<Path> paths = Files.walk(root)) {
            paths.filter(path -> Files.isDirectory(path) && !path.startsWith(root.resolve("postgres")))
                    .forEach(directories::add);
        }
        for (Path path : directories) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
        }
    }
}
