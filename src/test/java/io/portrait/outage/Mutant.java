package io.portrait.outage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The classes of {@code io.careless} alone, beside the service's own. */
final class Mutant {

    static final String MAIN = "io.careless.CarelessPortrait";

    private Mutant() {}

    /** A directory of classes that has them and no other class of the tests. */
    static Path classes(Path parent) {
        try {
            Path classes = Files.createDirectories(parent.resolve("classes"));
            Files.createDirectories(classes.resolve("io"));
            Files.createSymbolicLink(classes.resolve("io/careless"), compiled().resolve("io/careless"));
            return classes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path compiled() {
        return Path.of(
                Mutant.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    }
}
