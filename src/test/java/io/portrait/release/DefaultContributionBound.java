package io.portrait.release;

import io.portrait.profile.ContributionBound;
import io.portrait.release.mechanism.ProfilePrivacyParameters;

/** The contribution bound of the service with default parameters, for benchmarks of other packages. */
public final class DefaultContributionBound {

    private DefaultContributionBound() {}

    /** A bound with the default parameters. */
    public static ContributionBound create() {
        return new ContributionClipping(ProfilePrivacyParameters.DEFAULT);
    }
}
