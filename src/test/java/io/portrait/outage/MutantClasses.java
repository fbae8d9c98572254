package io.portrait.outage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The mutants of the service in {@code io.mutant}, for the class path of a process. */
final class MutantClasses {

    static final String MAIN = "io.mutant.PortraitWithoutSafeguard";

    private MutantClasses() {}

    /** Creates a directory with the classes of the mutants and no other test class. */
    static Path classes(Path parent) {
        try {
            Path classes = parent.resolve("classes");
            Path own = Files.createDirectories(classes.resolve("io/mutant"));
            try (DirectoryStream<Path> compiled =
                    Files.newDirectoryStream(compiled().resolve("io/mutant"))) {
                for (Path file : compiled) {
                    Files.copy(file, own.resolve(file.getFileName()));
                }
            }
            return classes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path compiled() {
        return Path.of(MutantClasses.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
    }
}
