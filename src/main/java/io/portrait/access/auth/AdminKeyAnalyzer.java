package io.portrait.access.auth;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says at start-up how to set the first admin key. */
final class AdminKeyAnalyzer extends AbstractFailureAnalyzer<AdminKeyException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, AdminKeyException cause) {
        return new FailureAnalysis(
                "Portrait needs a first admin key: " + cause.getMessage() + ".",
                "Make one with `openssl rand -base64 32` and set it in PORTRAIT_ADMIN_KEY; with it, make the other keys"
                        + " at POST /v1/keys.",
                cause);
    }
}
