package io.portrait.release;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** The start-up failure analyzer that describes how to create a master key. */
final class MasterKeyAnalyzer extends AbstractFailureAnalyzer<MasterKeyException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, MasterKeyException cause) {
        return new FailureAnalysis(
                "Portrait needs a master key for the noise of released profiles: " + cause.getMessage() + ".",
                "Create one with `openssl rand -base64 32`, store it safely, and set it in PORTRAIT_MASTER_KEY,"
                        + " or write it to a file and set its path in PORTRAIT_MASTER_KEY_FILE. An embedded database that was"
                        + " used without one keeps its own key, which src/docs/operation.md tells how to read.",
                cause);
    }
}
