package io.portrait.release;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** The start-up failure analyzer for release settings that differ from those of the stored releases. */
final class ReleaseSettingsAnalyzer extends AbstractFailureAnalyzer<ReleaseSettingsException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, ReleaseSettingsException cause) {
        return new FailureAnalysis(
                "The database contains releases with other settings: " + cause.getMessage() + ".",
                "Set portrait.release.epsilon, .public-epsilon, .epoch and .half-life to the stored values, or use"
                        + " another database (with the embedded one: another PORTRAIT_DATA_DIR). The same epoch sums under"
                        + " two settings would reveal more than either of them.",
                cause);
    }
}
