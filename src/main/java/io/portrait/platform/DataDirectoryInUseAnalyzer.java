package io.portrait.platform;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** The start-up message for a data directory that another process uses. */
final class DataDirectoryInUseAnalyzer extends AbstractFailureAnalyzer<DataDirectoryInUseException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, DataDirectoryInUseException cause) {
        return new FailureAnalysis(
                "The data directory %s is in use by another running Portrait.".formatted(cause.directory()),
                "Stop the other process, or set another directory with PORTRAIT_DATA_DIR=<directory>"
                        + " (and another port with SERVER_PORT=<port>).",
                cause);
    }
}
