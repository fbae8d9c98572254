package io.portrait.profile;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** The start-up message for profiles of another layout, feature schema, session gap or learners, with the actions to take. */
final class ProfileProvenanceFailureAnalyzer extends AbstractFailureAnalyzer<ProfileProvenanceException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, ProfileProvenanceException cause) {
        return new FailureAnalysis(
                "The profiles are stored with %s; this program is set to %s."
                        .formatted(cause.stored(), cause.expected()),
                "Start the version with the portrait.profiles.learners and portrait.profiles.session-gap that wrote them, or"
                        + " rebuild them from the journal: start once with --portrait.profiles.rebuild=true.",
                cause);
    }
}
