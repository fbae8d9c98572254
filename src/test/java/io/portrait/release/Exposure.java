package io.portrait.release;

import io.portrait.privacy.ExposurePolicy;
import io.portrait.profile.ExposureRule;

/** The service's exposure rule, for benchmarks of other packages. */
public final class Exposure {

    private Exposure() {}

    /** The rule with the policy that is the default. */
    public static ExposureRule bounded() {
        return new BoundedExposure(ExposurePolicy.DEFAULT);
    }
}
