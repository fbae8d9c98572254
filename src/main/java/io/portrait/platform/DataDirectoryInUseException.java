package io.portrait.platform;

import java.nio.file.Path;

/** Another process holds the data directory. */
final class DataDirectoryInUseException extends IllegalStateException {

    private final Path directory;

    DataDirectoryInUseException(Path directory) {
        super("data directory " + directory + " is in use by another Portrait");
        this.directory = directory;
    }

    Path directory() {
        return directory;
    }
}
