package io.portrait.release;

import io.portrait.profile.ContributionBound;
import io.portrait.release.mechanism.ProfilePrivacyParameters;

/** The service's exposure rule, for benchmarks of other packages. */
public final class DefaultContributionBound {

    private DefaultContributionBound() {}

    /** The rule with the policy that is the default. */
    public static ContributionBound create() {
        return new ContributionClipping(ProfilePrivacyParameters.DEFAULT);
    }
}
