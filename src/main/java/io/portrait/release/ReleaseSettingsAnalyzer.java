package io.portrait.release;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says at start-up that the constants of releases cannot be changed under them. */
final class ReleaseSettingsAnalyzer extends AbstractFailureAnalyzer<ReleaseSettingsException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, ReleaseSettingsException cause) {
        return new FailureAnalysis(
                "The database holds releases made with other settings: " + cause.getMessage() + ".",
                "Set portrait.release.epsilon, .public-epsilon, .epoch and .half-life to what they were, or start on another database"
                        + " (with the embedded one: another PORTRAIT_DATA_DIR). The same cells under two settings"
                        + " would show more than either.",
                cause);
    }
}
