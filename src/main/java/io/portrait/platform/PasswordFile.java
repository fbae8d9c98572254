package io.portrait.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The passwords of the embedded server in the format of PostgreSQL's clients, so that {@code PGPASSFILE} can name the file.
 * Only the user of this process can read it.
 */
final class PasswordFile {

    private static final int PASSWORD_BYTES = 32;
    private static final String PREFIX = "*:*:*:";

    private final Path file;

    PasswordFile(Path file) {
        this.file = file;
    }

    /** The action that gives the roles of the cluster their passwords. */
    @FunctionalInterface
    interface PasswordSetter {

        void set(String servicePassword, String superuserPassword) throws IOException, InterruptedException;
    }

    boolean exists() {
        return Files.exists(file);
    }

    /** Draws both passwords, and writes them after they are set, so that the passwords of an existing file are always valid. */
    void createAfter(PasswordSetter setter) throws IOException, InterruptedException {
        String service = randomPassword();
        String superuser = randomPassword();
        setter.set(service, superuser);
        PrivateFiles.replace(file, line(DatabaseCluster.ROLE, service) + line(DatabaseCluster.SUPERUSER, superuser));
    }

    private static String line(String role, String password) {
        return PREFIX + role + ":" + password + "\n";
    }

    private static String randomPassword() {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /** The password of a role. */
    String password(String role) throws IOException {
        String prefix = PREFIX + role + ":";
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .findFirst()
                .orElseThrow(() -> new IOException("%s has no password of %s".formatted(file, role)));
    }
}
