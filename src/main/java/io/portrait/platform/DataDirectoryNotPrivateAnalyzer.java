package io.portrait.platform;

import java.util.Objects;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** The start-up message for a data directory that other users can write to. */
final class DataDirectoryNotPrivateAnalyzer extends AbstractFailureAnalyzer<DataDirectoryNotPrivateException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, DataDirectoryNotPrivateException cause) {
        return new FailureAnalysis(
                Objects.requireNonNull(cause.getMessage()),
                "Set a directory that belongs to the user of this process and to nobody else with"
                        + " PORTRAIT_DATA_DIR=<directory>, or correct its owner and mode (chown, chmod 700).",
                cause);
    }
}
