package io.portrait.platform;

import java.util.Objects;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** The start-up message for a clock that contradicts the database. */
final class ImplausibleClockAnalyzer extends AbstractFailureAnalyzer<ImplausibleClockException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, ImplausibleClockException cause) {
        return new FailureAnalysis(
                Objects.requireNonNull(cause.getMessage()),
                "Correct the clock of this machine. If its time is right, start once with --portrait.clock.accept-jump=true,"
                        + " which the audit log records. A wrong time releases epochs early and deletes data.",
                cause);
    }
}
