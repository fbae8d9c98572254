package io.portrait.platform;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says at start-up what to do when the data directory is taken. */
final class DataDirectoryInUseAnalyzer extends AbstractFailureAnalyzer<DataDirectoryInUseException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, DataDirectoryInUseException cause) {
        return new FailureAnalysis(
                "The data directory %s is in use by another running Portrait.".formatted(cause.directory()),
                "Stop the other one, or give this one a directory of its own with PORTRAIT_DATA_DIR=<directory>"
                        + " (and a port of its own with SERVER_PORT=<port>).",
                cause);
    }
}
