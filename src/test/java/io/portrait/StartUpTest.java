package io.portrait;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.portrait.support.TestDatabase;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** With an external database the service starts safely or fails with a message that names the action to take. */
@Tag("service")
@ExtendWith(OutputCaptureExtension.class)
class StartUpTest {

    private static final String MASTER_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private static final String OTHER_KEY = "ICECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private static final String ADMIN_KEY = "an-admin-key-of-enough-characters";

    private final JdbcConnectionDetails database = TestDatabase.createEmpty();

    private ConfigurableApplicationContext start(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--spring.datasource.url=" + database.getJdbcUrl(),
                "--spring.datasource.username=" + database.getUsername(),
                "--spring.datasource.password=" + database.getPassword()));
        for (String argument : more) {
            String name = argument.substring(0, argument.indexOf('=') + 1);
            arguments.removeIf(replaced -> replaced.startsWith(name));
            arguments.add(argument);
        }
        return new SpringApplicationBuilder(Portrait.class).run(arguments.toArray(String[]::new));
    }

    private void assertStartFails(CapturedOutput output, String action, String... more) {
        assertStartFails(output, List.of(action), more);
    }

    private void assertStartFails(CapturedOutput output, List<String> anyAction, String... more) {
        assertThatThrownBy(() -> start(more).close()).isInstanceOf(RuntimeException.class);
        assertThat(output).contains("APPLICATION FAILED TO START").containsAnyOf(anyAction.toArray(String[]::new));
    }

    @Test
    void anExternalDatabaseNeedsAnAdminKey(CapturedOutput output) {
        assertStartFails(output, "set it in PORTRAIT_ADMIN_KEY", "--portrait.release.master-key=" + MASTER_KEY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"aaaaaaaaaaaaaaaa", "abcdefghijklmnop", "passwordpassword", "admin-admin-admin-admin"})
    void anAdminKeyThatIsEasyToGuessIsRejected(String key, CapturedOutput output) {
        assertStartFails(
                output,
                "is easy to guess",
                "--portrait.access.admin-key=" + key,
                "--portrait.release.master-key=" + MASTER_KEY);
    }

    @Test
    void anExternalDatabaseNeedsAMasterKey(CapturedOutput output) {
        assertStartFails(output, "set it in PORTRAIT_MASTER_KEY", "--portrait.access.admin-key=" + ADMIN_KEY);
    }

    /** The embedded database has a key of its own for trying; an admin key ends the trial. */
    @Test
    void anAdminKeyNeedsAMasterKeyAlsoWithTheEmbeddedDatabase(CapturedOutput output, @TempDir Path directory) {
        String[] embedded = {
            "--server.port=0",
            "--portrait.database.directory=" + directory,
            "--portrait.database.settings.shared_buffers=64MB",
            "--portrait.access.admin-key=" + ADMIN_KEY
        };
        assertThatThrownBy(() -> new SpringApplicationBuilder(Portrait.class)
                        .run(embedded)
                        .close())
                .isInstanceOf(RuntimeException.class);
        assertThat(output).contains("an admin key is set and no master key").contains("set it in PORTRAIT_MASTER_KEY");
    }

    @Test
    void aSuperuserIsReported(CapturedOutput output) {
        String[] keys = {"--portrait.access.admin-key=" + ADMIN_KEY, "--portrait.release.master-key=" + MASTER_KEY};
        start(keys).close();
        assertThat(output).doesNotContain("as a superuser");
        JdbcConnectionDetails superuser = TestDatabase.asSuperuser(database);
        start(keys[0], keys[1], "--spring.datasource.username=" + superuser.getUsername())
                .close();
        assertThat(output).contains("as a superuser, which it does not need");
    }

    @Test
    void aMasterKeyOfTheWrongSizeIsRejected(CapturedOutput output) {
        assertStartFails(
                output,
                "set it in PORTRAIT_MASTER_KEY",
                "--portrait.access.admin-key=" + ADMIN_KEY,
                "--portrait.release.master-key=c2hvcnQ=");
    }

    @Test
    void theMasterKeyMayComeFromAFileButNotFromTwoPlaces(CapturedOutput output, @TempDir Path directory)
            throws IOException {
        Path file = Files.writeString(directory.resolve("key"), MASTER_KEY + "\n");
        String[] arguments = {"--portrait.access.admin-key=" + ADMIN_KEY, "--portrait.release.master-key-file=" + file};
        start(arguments).close();
        assertStartFails(
                output,
                "set its path in PORTRAIT_MASTER_KEY_FILE",
                arguments[0],
                arguments[1],
                "--portrait.release.master-key=" + MASTER_KEY);
        assertStartFails(
                output,
                "absent cannot be read",
                arguments[0],
                "--portrait.release.master-key-file=" + directory.resolve("absent"));
    }

    @Test
    void aDatabaseWithoutFsyncIsReported(CapturedOutput output) {
        assumeThat(TestDatabase.connect(database).queryForObject("SHOW fsync", String.class))
                .isEqualTo("off");
        start("--portrait.access.admin-key=" + ADMIN_KEY, "--portrait.release.master-key=" + MASTER_KEY)
                .close();
        assertThat(output).contains("The database has fsync = off");
    }

    @Test
    void releaseConstantsOrLearnersThatDifferFromTheDatabaseAreRejected(CapturedOutput output) {
        String[] keys = {"--portrait.access.admin-key=" + ADMIN_KEY, "--portrait.release.master-key=" + MASTER_KEY};
        start(keys).close();
        assertStartFails(
                output,
                "is not the key of the releases in this database",
                keys[0],
                "--portrait.release.master-key=" + OTHER_KEY);
        assertStartFails(output, "Set portrait.release.epsilon", keys[0], keys[1], "--portrait.release.epsilon=2");
        assertStartFails(output, "public-epsilon=0.4", keys[0], keys[1], "--portrait.release.public-epsilon=0.4");
        assertStartFails(
                output, "--portrait.profiles.rebuild=true", keys[0], keys[1], "--portrait.profiles.learners=rls");
        start(keys[0], keys[1], "--portrait.profiles.learners=rls", "--portrait.profiles.rebuild=true")
                .close();
    }

    @Test
    void aPortThatIsTakenIsNamed(CapturedOutput output) throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            assertStartFails(
                    output,
                    "Port " + taken.getLocalPort() + " was already in use",
                    "--portrait.access.admin-key=" + ADMIN_KEY,
                    "--portrait.release.master-key=" + MASTER_KEY,
                    "--server.port=" + taken.getLocalPort());
        }
    }

    @Test
    void connectionFailuresAreExplained(CapturedOutput output) {
        String[] keys = {"--portrait.access.admin-key=" + ADMIN_KEY, "--portrait.release.master-key=" + MASTER_KEY};
        String absent = "--spring.datasource.url=" + database.getJdbcUrl() + "_absent";
        assertStartFails(output, "Create the database", keys[0], keys[1], absent);
        String silent = "--spring.datasource.url=jdbc:postgresql://127.0.0.1:1/portrait";
        assertStartFails(output, "Start PostgreSQL, or set its host", keys[0], keys[1], silent);
        String unknownUser = "--spring.datasource.username=unknown-user";
        // a server that requires passwords does not report which users exist
        List<String> either = List.of("Allow the user", "to those of the database's owner");
        assertStartFails(output, either, keys[0], keys[1], unknownUser);
    }

    @Test
    void aSchemaNewerThanTheProgramIsRejected(CapturedOutput output) {
        String[] keys = {"--portrait.access.admin-key=" + ADMIN_KEY, "--portrait.release.master-key=" + MASTER_KEY};
        start(keys).close();
        TestDatabase.connect(database).update("""
                INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum, installed_by,
                    execution_time, success)
                VALUES (9999, '9999', 'of the future', 'SQL', 'V9999__of_the_future.sql', 1, 'test', 1, true)
                """);
        assertStartFails(output, "schema has version 9999, which this program does not know", keys);
    }
}
