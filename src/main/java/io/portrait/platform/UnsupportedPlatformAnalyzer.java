package io.portrait.platform;

import java.util.Objects;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** The start-up message for a program that was built on another platform. */
final class UnsupportedPlatformAnalyzer extends AbstractFailureAnalyzer<UnsupportedPlatformException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, UnsupportedPlatformException cause) {
        return new FailureAnalysis(
                Objects.requireNonNull(cause.getMessage()),
                "Build it on this machine (./mvnw package) or for all platforms (./mvnw -Pall-platforms package),"
                        + " or set an external database in SPRING_DATASOURCE_URL.",
                cause);
    }
}
