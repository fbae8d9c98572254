package io.portrait.access.auth;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** The start-up failure analyzer that describes how to set the first admin key. */
final class AdminKeyAnalyzer extends AbstractFailureAnalyzer<AdminKeyException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, AdminKeyException cause) {
        return new FailureAnalysis(
                "Portrait needs a first admin key: " + cause.getMessage() + ".",
                "Create one with `openssl rand -base64 32`, set it in PORTRAIT_ADMIN_KEY, and create the other keys"
                        + " with it at POST /v1/keys.",
                cause);
    }
}
