package io.portrait.platform;

import java.nio.file.Path;

/** Thrown if another user could exchange files of the data directory, which this process would then run or trust. */
final class DataDirectoryNotPrivateException extends IllegalStateException {

    DataDirectoryNotPrivateException(Path directory, String reason) {
        super("The data directory %s %s.".formatted(directory, reason));
    }
}
