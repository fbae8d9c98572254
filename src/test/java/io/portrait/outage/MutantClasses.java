package io.portrait.outage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The classes of {@code io.careless} alone, beside the service's own. */
final class MutantClasses {

    static final String MAIN = "io.careless.CarelessPortrait";

    private MutantClasses() {}

    /** A directory of classes that has them and no other class of the tests. */
    static Path classes(Path parent) {
        try {
            Path classes = parent.resolve("classes");
            Path own = Files.createDirectories(classes.resolve("io/careless"));
            try (DirectoryStream<Path> compiled =
                    Files.newDirectoryStream(compiled().resolve("io/careless"))) {
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
