package io.portrait.profile;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says at start-up what to do about profiles that were written otherwise. */
final class ProfileProvenanceFailureAnalyzer extends AbstractFailureAnalyzer<ProfileProvenanceException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, ProfileProvenanceException cause) {
        return new FailureAnalysis(
                "The profiles are stored with %s; this program is set to %s."
                        .formatted(cause.stored(), cause.expected()),
                "Start the version and the portrait.profiles.learners that wrote them, or learn them again from the"
                        + " journal: start once with --portrait.profiles.rebuild=true.",
                cause);
    }
}
