package io.portrait.platform;

import java.nio.file.Path;

/** Thrown if another process uses the data directory. */
final class DataDirectoryInUseException extends IllegalStateException {

    private final Path directory;

    DataDirectoryInUseException(Path directory) {
        super("data directory " + directory + " is in use by another Portrait process");
        this.directory = directory;
    }

    Path directory() {
        return directory;
    }
}
