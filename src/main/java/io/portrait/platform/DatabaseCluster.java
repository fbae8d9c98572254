package io.portrait.platform;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.core.io.ClassPathResource;
import org.springframework.util.FileSystemUtils;

/**
 * The files of the embedded server: its databases, who may connect, and the passwords. Two roles may connect from this machine,
 * both by SCRAM-SHA-256: {@code portrait}, the role of the service, which owns the tables and has no other rights, and the
 * superuser {@code postgres} for administration. Their random passwords are in a file that only the user of this process can
 * read.
 *
 * <p>Roles and passwords are created by {@code postgres --single}, a program without a network. So there is no moment in which
 * another user could connect, neither in a new cluster nor in one that an earlier version left open to all local users.
 */
final class DatabaseCluster {

    static final String ROLE = "portrait";
    static final String SUPERUSER = "postgres";
    static final String DATABASE = "postgres";

    /** Restored at each start. The first line that matches a connection decides; without one it is refused. */
    private static final String HOST_BASED_AUTHENTICATION = """
            # Written by Portrait; a change is undone at the next start.
            host all %1$s,%2$s 127.0.0.1/32 scram-sha-256
            host all %1$s,%2$s ::1/128      scram-sha-256
            host replication %2$s 127.0.0.1/32 scram-sha-256
            host replication %2$s ::1/128      scram-sha-256
            """.formatted(ROLE, SUPERUSER);

    private static final ClassPathResource ROLES = new ClassPathResource("db/cluster/roles.sql");
    private static final long TIMEOUT_MINUTES = 5;

    private final Path directory;
    private final PostgresBinaries binaries;

    DatabaseCluster(Path directory, PostgresBinaries binaries) {
        this.directory = directory;
        this.binaries = binaries;
    }

    /** Creates the cluster under another name and renames it, so that a crash leaves no incomplete cluster. */
    void createIfAbsent() throws IOException, InterruptedException {
        if (Files.exists(directory.resolve("postgresql.conf"))) {
            return;
        }
        Path incomplete = directory.resolveSibling(directory.getFileName() + ".new");
        FileSystemUtils.deleteRecursively(incomplete);
        run("initdb", List.of("-A", "reject", "-U", SUPERUSER, "-E", "UTF-8", "-D", incomplete.toString()), "");
        Files.move(incomplete, directory, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Admits the two roles and nobody else, and creates them if the cluster has no password file yet. The server must not run.
     *
     * @return the password of the service
     */
    PasswordFile restrictAccess() throws IOException, InterruptedException {
        Path rules = directory.resolve("pg_hba.conf");
        if (!Files.readString(rules).equals(HOST_BASED_AUTHENTICATION)) { // a start on a full disk must not need space
            PrivateFiles.replace(rules, HOST_BASED_AUTHENTICATION);
        }
        PasswordFile passwords = new PasswordFile(directory.resolve("pgpass"));
        if (!passwords.exists()) {
            passwords.createAfter(this::createRoles);
        }
        return passwords;
    }

    private void createRoles(String servicePassword, String superuserPassword)
            throws IOException, InterruptedException {
        String statements = ROLES.getContentAsString(StandardCharsets.UTF_8)
                .replace("${role}", ROLE)
                .replace("${password}", servicePassword)
                .replace("${superuser}", SUPERUSER)
                .replace("${superuser-password}", superuserPassword);
        List<String> arguments =
                List.of("--single", "-j", "-D", directory.toString(), "-c", "exit_on_error=on", DATABASE);
        run("postgres", arguments, statements);
    }

    private void run(String program, List<String> arguments, String input) throws IOException, InterruptedException {
        Path output = directory.resolveSibling(program + ".log");
        Process running = binaries.command(program, new ArrayList<>(arguments))
                .redirectOutput(output.toFile())
                .start();
        try (Writer statements = running.outputWriter(StandardCharsets.UTF_8)) {
            statements.write(input);
        }
        boolean hasEnded = running.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES);
        running.destroyForcibly();
        if (!hasEnded || running.exitValue() != 0) {
            throw new IOException(
                    "%s: %s".formatted(program, Files.readString(output).strip()));
        }
        Files.delete(output);
    }
}
